"""How `entra.bitlocker_keys_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-owners-read-keys": (
            Found(
                "AuthorizationPolicy", "allowedToReadBitlockerKeysForOwnedDevice", expected=False, found=True
            ),
        )
    },
)
