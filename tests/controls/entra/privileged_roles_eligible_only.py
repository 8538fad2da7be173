"""How `entra.privileged_roles_eligible_only` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

STANDING = [
    *(
        f"{alias}@{CONTOSO}"
        for alias in ("admin", "mallory", "priya.raman", "jonas.weber", "lotte.devries", "samir.haddad")
    ),
    *(
        f"{alias}@fabrikam.onmicrosoft.com"
        for alias in ("admin", "mallory", "beat.keller", "chiara.bianchi", "luc.favre", "elin.berg")
    ),
]
"""Who holds a privileged role all the time in the seeded tenants, but for the emergency accounts."""
TRIED = TriedControl(
    chosen={"standing_role_accounts": STANDING},
    needed={"emergency_accounts": ["a@b.example", "c@b.example"]},
    found={
        "give-standing-role": (
            Found(
                "StandingRoleHolders",
                f"members[ines_northwind.example#EXT#@{CONTOSO}].standingRoles",
                expected=[],
                found=["Exchange Administrator"],
                put_right=False,
            ),
        )
    },
)
