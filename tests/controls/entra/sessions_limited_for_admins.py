"""How `entra.sessions_limited_for_admins` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    enough={"hours": ({"hours": 4}, {"hours": 1})},
    too_little={"hours": ({"hours": 5}, {"hours": 23})},
    found={
        "lengthen-admin-sessions": (
            Found("ConditionalAccessPolicy", "sessionControls.signInFrequency", expected=4, found=90),
            Found(
                "ConditionalAccessPolicy",
                "sessionControls.signInFrequencyPeriod",
                expected="hours",
                found="days",
            ),
        )
    },
)
