"""How `defender.zero_hour_purge_on` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "keep-harmful-messages": (Found("TeamsProtectionPolicy", "zapEnabled", expected=True, found=False),),
        "leave-out-of-purge": (
            Found(
                "TeamsProtectionRules",
                "members[Teams Protection Policy Rule].excludedUsers",
                expected=[],
                found=[f"admin@{CONTOSO}"],
                put_right=False,
            ),
        ),
    },
)
