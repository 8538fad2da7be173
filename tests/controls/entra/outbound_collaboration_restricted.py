"""How `entra.outbound_collaboration_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "open-collaboration-outbound": (
            Found(
                "CrossTenantAccessDefault",
                "b2bCollaborationOutbound.usersAndGroups.accessType",
                expected="blocked",
                found="allowed",
            ),
            Found(
                "CrossTenantAccessDefault",
                "b2bCollaborationOutbound.applications.accessType",
                expected="blocked",
                found="allowed",
            ),
        )
    },
)
