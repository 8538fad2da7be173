"""How `entra.global_admins_bounded` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    enough={"most": ({"most": 2}, {"most": 4})},
    too_little={"most": ({"most": 5}, {"most": 8})},
    found={
        "crown-synchronised": (
            Found(
                "GlobalAdministrators",
                f"members[emma.jansen@{CONTOSO}].onPremisesSyncEnabled",
                expected=False,
                found=True,
                put_right=False,
            ),
            Found(
                "StandingRoleHolders",
                f"members[emma.jansen@{CONTOSO}].standingRoles",
                expected=[],
                found=["Global Administrator"],
                put_right=False,
                control="entra.privileged_roles_eligible_only",
            ),
        )
    },
)
