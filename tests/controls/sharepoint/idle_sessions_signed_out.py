"""How `sharepoint.idle_sessions_signed_out` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    enough={"sign_out_after_minutes": ({"sign_out_after_minutes": 180}, {"sign_out_after_minutes": 10})},
    too_little={
        "sign_out_after_minutes": ({"sign_out_after_minutes": 181}, {"sign_out_after_minutes": 1440})
    },
    found={
        "keep-idle-sessions": (
            Found("TenantSettings", "idleSessionSignOut.isEnabled", expected=True, found=False),
        )
    },
)
