"""How `purview.audit_retention_configured` is tried."""

from __future__ import annotations

from tests.tried import Claim, Found, TriedControl

TRIED = TriedControl(
    narrowing={"record_types": {"record_types": ["MicrosoftTeams"]}},
    claims={
        "MS.SECURITYSUITE.5.2v1": Claim(
            kind="UnifiedAuditLogRetentionPolicy",
            asked=(
                (
                    "a year at least",
                    lambda policy: (
                        policy["RetentionDuration"]
                        in {"TwelveMonths", "ThreeYears", "FiveYears", "SevenYears", "TenYears"}
                    ),
                ),
            ),
        )
    },
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
