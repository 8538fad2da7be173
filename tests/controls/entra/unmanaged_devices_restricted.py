"""How `entra.unmanaged_devices_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "spare-unmanaged-devices": (
            Found(
                "ConditionalAccessPolicy",
                "conditions.devices.filter.mode",
                expected="include",
                found="exclude",
            ),
        )
    },
)
