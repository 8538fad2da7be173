"""How `exchange.direct_send_rejected` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "accept-direct-send": (Found("OrganizationConfig", "rejectDirectSend", expected=True, found=False),)
    },
)
