"""How `purview.audit_log_enabled` is tried."""

from __future__ import annotations

from tests.conditions import equals
from tests.tried import Claim, Found, TriedControl

TRIED = TriedControl(
    claims=dict.fromkeys(
        ("MS.SECURITYSUITE.5.1v1", "3.1.1"),
        Claim(kind="UnifiedAuditLog", asked=(equals("UnifiedAuditLogIngestionEnabled", value=True),)),
    ),
    found={"stop-audit": (Found("UnifiedAuditLog", "enabled", expected=True, found=False),)},
)
