"""Get-AdminAuditLogConfig of the compliance endpoint: it says that nothing is recorded, whatever is set.

Source: "Turn auditing on or off", https://learn.microsoft.com/purview/audit-log-enable-disable, and api-facts 7: the
value is only true at the Exchange endpoint, and Set- does not exist here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.cmdlets.cmdlet import COMPLIANCE_READERS, COMPLIANCE_WRITERS, CmdletOutput, Noun
from holdfast.emulator.exchange.admin_audit_log_config import SERVICE

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation


def get_admin_audit_log_config(invocation: Invocation) -> CmdletOutput:
    """Get-AdminAuditLogConfig: the row of the Exchange endpoint, but for what it is asked for."""
    told = {**SERVICE.value(invocation.tenant), "UnifiedAuditLogIngestionEnabled": False}
    return CmdletOutput([SERVICE.row.row(told, invocation.select)])


CMDLETS = (
    Noun(
        "AdminAuditLogConfig", "compliance", COMPLIANCE_READERS.by("View-Only Audit Logs"), COMPLIANCE_WRITERS
    ).cmdlet(
        "Get",
        (),
        get_admin_audit_log_config,
        "At the compliance endpoint: says that the audit log is off, whatever is set.",
    ),
)
