"""How `exchange.customer_lockbox_enabled` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={"open-lockbox": (Found("OrganizationConfig", "customerLockbox", expected=True, found=False),)},
)
