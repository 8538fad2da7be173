"""How `entra.app_protection_on_phones_required` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "spare-android": (
            Found(
                "ConditionalAccessPolicy",
                "conditions.platforms.includedPlatforms",
                expected=["android", "iOS"],
                found=["iOS"],
            ),
        )
    },
)
