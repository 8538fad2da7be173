"""How `entra.legacy_powershell_blocked` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "open-legacy-powershell": (
            Found("AuthorizationPolicy", "blockMsolPowerShell", expected=True, found=False),
        )
    },
)
