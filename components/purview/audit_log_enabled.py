"""The audit log is on: who did what in the tenant is recorded.

What is enforced: the unified audit log records what people, administrators and applications do. It is read at the
Exchange endpoint: the compliance endpoint answers that it is off, whatever is set.

Why: without it nobody can say who deleted, shared or changed something, and Holdfast cannot name who undid a control.
Switching it off is what an attacker does first. It is on in new tenants; older ones never had it switched on.

Who is affected: nobody notices.

How to roll back: the log stays on when the control is removed. To switch it off by hand:
`Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $false`.

Licence: none. Limits: a change takes up to an hour to show, until when a check may still find the old value; a tenant
in which nobody customised Exchange yet refuses it until `Enable-OrganizationCustomization` was run once. For how long
records are kept is another control's matter. Source: https://learn.microsoft.com/purview/audit-log-enable-disable
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.essential_eight_2023_11 import ESSENTIAL_EIGHT_2023_11
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import UnifiedAuditLog

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `purview.audit_log_enabled`: there is nothing to choose."""


class AuditLogEnabled(HardeningControl[Settings]):
    """The tenant's one switch for the audit log."""

    Settings = Settings
    metadata = ControlMetadata(
        title="The audit log is on",
        duties=(Duty.REGULATORY_COMPLIANCE,),
        outcomes=("regulatory-compliance.audit-log-on",),
        shares=(
            Share(
                "regulatory-compliance.audit-log-on",
                ("exchange.mailbox_auditing_enabled", "exchange.audit_bypass_absent"),
            ),
        ),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.SECURITYSUITE.5.1v1"),
            CIS_M365_7_0("3.1.1"),
            NIST_800_53_5("AU-12"),
            ISO_27001_2022("A.5.28"),
            ISO_27001_2022("A.8.15"),
            ISO_27001_2022("A.8.34"),
            ESSENTIAL_EIGHT_2023_11("ISM-1509"),
            ESSENTIAL_EIGHT_2023_11("ISM-1650"),
        ),
        licence="none",
        impact="Nobody notices; what people and applications do is recorded.",
        rollback="The log stays on when the control is removed; it is switched off by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the switch."""
        log = UnifiedAuditLog(
            self.child_name("log"), enabled=True, opts=self.child_options(protects_data=True)
        )
        return {"enabled": log.enabled}
