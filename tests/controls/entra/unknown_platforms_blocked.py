"""How `entra.unknown_platforms_blocked` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "know-every-platform": (
            Found(
                "ConditionalAccessPolicy",
                "conditions.platforms.includedPlatforms",
                expected=["all"],
                found=["windowsPhone"],
            ),
        )
    },
)
