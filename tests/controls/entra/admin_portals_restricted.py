"""How `entra.admin_portals_restricted` is tried."""

from __future__ import annotations

from holdfast.controls.roles import OTHER_ADMINISTRATORS, PRIVILEGED
from tests.tried import Found, TriedControl

TRIED = TriedControl(
    narrowing={"further_roles": {"further_roles": ["88d8e3e3-8f55-4a1e-953a-9b9898b8876b"]}},
    found={
        "open-admin-portals": (
            Found(
                "ConditionalAccessPolicy",
                "conditions.users.excludedRoles",
                expected=[*PRIVILEGED, *OTHER_ADMINISTRATORS],
                found=[*PRIVILEGED, *OTHER_ADMINISTRATORS, "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"],
            ),
        )
    },
)
