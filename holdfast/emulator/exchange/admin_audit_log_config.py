"""Get-AdminAuditLogConfig and Set-AdminAuditLogConfig of the Exchange endpoint (api-facts 7; learn, of the second).

The compliance endpoint has a reading cmdlet of the same name, which is another service: purview/admin_audit_log_config.
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
from holdfast.emulator.evidence import documented, verified

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-adminauditlogconfig", "2026-11-26"
)
_SEEN = verified(
    "Get-AdminAuditLogConfig rows that public repositories hold (research notes rows 2 and rows.json)",
    "2026-11-25",
)
_NAME = "Admin Audit Log Settings"
"""So a published record of Set-AdminAuditLogConfig calls it as well: github.com/blueteam0ps/det-eng-samples,
t1562-UnifiedAuditlogIngestion-Stopped.json (2023-05-20)."""

SERVICE = SettingsCmdlets(
    noun="AdminAuditLogConfig",
    endpoint="exchange",
    doc="Whether the unified audit log records; it goes on recording here when it is off, and acts at once.",
    settings={
        "AdminAuditLogEnabled": Setting(True, _SEEN),
        "LogLevel": Setting("None", _SEEN),
        "TestCmdletLoggingEnabled": Setting(False, _SEEN),
        "AdminAuditLogAgeLimit": Setting("90.00:00:00", _SEEN),
        "AdminAuditLogMailbox": Setting("", _SEEN),
        "UnifiedAuditLogIngestionEnabled": Setting(True, _PAGE, ParameterType.BOOLEAN),
        "Identity": Setting(_NAME, _SEEN),
        "Id": Setting(_NAME, _SEEN),
        "Name": Setting(_NAME, _SEEN),
        "AdminDisplayName": Setting("", _SEEN),
        "IsValid": Setting(True, _SEEN),
        "AdminAuditLogCmdlets": Setting(["*"], _SEEN, wire="texts"),
        "AdminAuditLogParameters": Setting(["*"], _SEEN, wire="texts"),
        "AdminAuditLogExcludedCmdlets": Setting([], _SEEN, wire="texts"),
        "PartitionInfo": Setting([], _SEEN, wire="texts"),
        "LoadBalancerCount": Setting(3, _SEEN, wire="int32"),
        "RefreshInterval": Setting(10, _SEEN, wire="int32"),
        "UnifiedAuditLogFirstOptInDate": Setting(None, _SEEN, wire="moment"),
    },
    readers=EXCHANGE_READERS | {"Security Reader"},
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    object_id=_NAME,
    unimplemented={"Set": frozenset({"Force", "WhatIf"})},
)
"""Security Reader was measured to be enough to read (api-facts 6.5). That a tenant which nobody customised yet refuses
the change until Enable-OrganizationCustomization ran (rows 1) is not asked for: no cmdlet here customises one."""
