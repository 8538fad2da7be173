"""How `intune.devices_without_policy_not_compliant` is tried."""

from __future__ import annotations

from tests.conditions import equals
from tests.tried import Claim, Found, TriedControl

TRIED = TriedControl(
    claims={"4.1": Claim(kind="DeviceManagement", asked=(equals("settings.secureByDefault", value=True),))},
    found={
        "trust-unknown-devices": (
            Found("DeviceManagement", "settings.secureByDefault", expected=True, found=False),
        )
    },
)
