"""Get-QuarantinePolicy: what people may do with mail that is held back (learn, Get-QuarantinePolicy).

The names of AdminOnlyAccessPolicy, DefaultFullAccessPolicy and DefaultGlobalTag stand on the pages of Get- and Remove-;
the third policy and all values are recalled: 23 is full access, 0 none.
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-quarantinepolicy", "2026-11-28"
)
_ROW = assumed("parameters of Microsoft365DSC's EXOQuarantinePolicy; the values are recalled")

SERVICE = ListedRows(
    noun="QuarantinePolicy",
    endpoint="exchange",
    collection="quarantinePolicies",
    doc="Quarantine policies, without the tenant's own texts; only read, and nothing is held back here.",
    example={"Name": "Board", "EndUserQuarantinePermissionsValue": 27, "ESNEnabled": True},
    own=(
        {"Name": "AdminOnlyAccessPolicy"},
        {"Name": "DefaultFullAccessPolicy", "EndUserQuarantinePermissionsValue": 23},
        {
            "Name": "DefaultFullAccessWithNotificationPolicy",
            "EndUserQuarantinePermissionsValue": 23,
            "ESNEnabled": True,
        },
        {"Name": "DefaultGlobalTag", "QuarantinePolicyType": "GlobalQuarantinePolicy"},
    ),
    told_apart={"QuarantinePolicyType": ("QuarantinePolicy", "GlobalQuarantinePolicy")},
    settings={
        "Name": Setting("", _ROW),
        "QuarantinePolicyType": Setting("QuarantinePolicy", _ROW),
        "EndUserQuarantinePermissionsValue": Setting(0, _ROW, wire="int32"),
        "ESNEnabled": Setting(False, _ROW),
        "OrganizationBrandingEnabled": Setting(False, _ROW),
        "EndUserSpamNotificationFrequency": Setting("4.00:00:00", _ROW),
        "QuarantineRetentionDays": Setting(30, _ROW, wire="int32"),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    evidence=_PAGE,
)
