"""How `entra.managed_devices_required` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-any-device-in": (
            Found(
                "ConditionalAccessPolicy",
                "grantControls.builtInControls",
                expected=["compliantDevice", "domainJoinedDevice"],
                found=["compliantDevice", "domainJoinedDevice", "mfa"],
            ),
        )
    },
)
