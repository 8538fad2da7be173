"""How `intune.devices_without_policy_not_compliant` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "trust-unknown-devices": (
            Found("DeviceManagement", "settings.secureByDefault", expected=True, found=False),
        )
    },
)
