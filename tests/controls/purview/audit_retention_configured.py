"""How `purview.audit_retention_configured` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    narrowing={"record_types": {"record_types": ["MicrosoftTeams"]}},
    found={
        "shorten-audit": (
            Found(
                "UnifiedAuditLogRetentionPolicy",
                "retentionDuration",
                expected="TwelveMonths",
                found="SevenDays",
            ),
        )
    },
)
