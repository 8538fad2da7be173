"""Get-Label: sensitivity labels by the cmdlets of compliance (learn, Get-Label); nobody has made one here.

Graph lists the same labels: graph/sensitivity_labels.
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import COMPLIANCE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/get-label", "2026-11-28")
_ROW = assumed("parameters of the page of New-Label, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="Label",
    endpoint="compliance",
    collection="complianceLabels",
    doc="Sensitivity labels: there are none; only read.",
    example={"Name": "Confidential", "DisplayName": "Confidential"},
    unknown_identity="all",
    settings={
        "Name": Setting("", _ROW),
        "DisplayName": Setting("", _ROW),
        "Comment": Setting("", _ROW),
        "Tooltip": Setting("", _ROW),
        "ParentId": Setting("", _ROW),
        "Priority": Setting(0, _ROW, wire="int32"),
        "Disabled": Setting(False, _ROW),
        "ContentType": Setting("File, Email", _ROW),
        **of_every_row(_ROW),
    },
    readers=COMPLIANCE_READERS.by("Sensitivity Label Administrator", "Sensitivity Label Reader"),
    evidence=_PAGE,
    unimplemented={
        "Get": frozenset({"IncludeDetailedLabelActions", "SkipValidations", "ValidateContentTypeRemoval"})
    },
)
