"""How `sharepoint.legacy_protocols_off` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "open-old-protocols": (
            Found("TenantSettings", "isLegacyAuthProtocolsEnabled", expected=False, found=True),
        )
    },
)
