"""How `exchange.audit_bypass_absent` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "excuse-account": (
            Found("AuditBypass", "members[mallory].auditBypassEnabled", expected=False, found=True),
        )
    },
)
