"""How `entra.app_credentials_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    enough={"new_passwords": ({"new_passwords": "refused"},)},
    too_little={"new_passwords": ({"new_passwords": "limited"},)},
    found={
        "allow-app-passwords": (Found("DefaultAppManagementPolicy", "enabled", expected=True, found=False),)
    },
)
