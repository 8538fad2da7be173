"""How `exchange.dkim_enabled` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "stop-signing": (Found("DkimSigning", f"members[{CONTOSO}].enabled", expected=True, found=False),)
    },
)
