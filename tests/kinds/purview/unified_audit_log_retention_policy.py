"""How `UnifiedAuditLogRetentionPolicy` is tried."""

from __future__ import annotations

from tests.tried import TAKEN_OVER, Adoption, TriedKind

TRIED = TriedKind(
    adoption=Adoption(
        collection="unifiedAuditLogRetentionPolicies",
        inputs={
            "name": TAKEN_OVER,
            "description": "One.",
            "retentionDuration": "ThreeYears",
            "priority": 10,
            "recordTypes": ["ExchangeItem"],
        },
        changes=(
            {"description": "Another."},
            {"retentionDuration": "TenYears"},
            {"priority": 20},
            {"recordTypes": ["ExchangeItem", "AzureActiveDirectory"]},
        ),
        telling={"Mode": "PendingDeletion"},
    ),
)
