"""How `purview.audit_log_enabled` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={"stop-audit": (Found("UnifiedAuditLog", "enabled", expected=True, found=False),)},
)
