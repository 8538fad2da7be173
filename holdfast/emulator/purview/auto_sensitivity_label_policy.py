"""Get-AutoSensitivityLabelPolicy: what labels content by itself; a tenant has none until somebody makes one (learn)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import COMPLIANCE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-autosensitivitylabelpolicy", "2026-11-29"
)
_ROW = assumed("parameters of New-AutoSensitivityLabelPolicy; rows were not seen")

SERVICE = ListedRows(
    noun="AutoSensitivityLabelPolicy",
    endpoint="compliance",
    collection="autoSensitivityLabelPolicies",
    doc="Policies that give sensitivity labels by themselves; only read.",
    example={
        "Name": "Card numbers",
        "ApplySensitivityLabel": "Confidential",
        "Mode": "TestWithoutNotifications",
    },
    settings={
        "Name": Setting("", _ROW),
        "ApplySensitivityLabel": Setting("", _ROW),
        "Enabled": Setting(True, _ROW),
        "Mode": Setting("TestWithoutNotifications", _ROW),
        "ExchangeLocation": Setting([], _ROW, wire="texts"),
        "SharePointLocation": Setting([], _ROW, wire="texts"),
        "OneDriveLocation": Setting([], _ROW, wire="texts"),
        "Comment": Setting("", _ROW),
        "Identity": Setting("", _ROW),
        "Guid": Setting("", _ROW),
    },
    readers=COMPLIANCE_READERS,
    evidence=_PAGE,
)
