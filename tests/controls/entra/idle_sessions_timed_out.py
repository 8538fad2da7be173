"""How `entra.idle_sessions_timed_out` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    enough={"minutes": ({"minutes": 180}, {"minutes": 10})},
    too_little={"minutes": ({"minutes": 181}, {"minutes": 1439})},
    found={
        "lengthen-idle-sessions": (
            Found("ActivityBasedTimeoutPolicy", "webSessionIdleTimeoutInSeconds", expected=3600, found=86399),
        )
    },
)
