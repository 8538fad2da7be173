"""How `entra.device_code_flow_blocked` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "open-device-code-flow": (
            Found(
                "ConditionalAccessPolicy", "grantControls.builtInControls", expected=["block"], found=["mfa"]
            ),
        )
    },
)
