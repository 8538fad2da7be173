"""Get-LabelPolicy: to whom sensitivity labels are published (learn, Get-LabelPolicy); without labels there is none."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import COMPLIANCE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/get-labelpolicy", "2026-11-28")
_ROW = assumed("rows of retention policies, which the same endpoint gives, carry it so; the rest recalled")

SERVICE = ListedRows(
    noun="LabelPolicy",
    endpoint="compliance",
    collection="labelPolicies",
    doc="Policies that publish sensitivity labels: there are none; only read.",
    example={"Name": "Everybody", "Labels": ["Confidential"]},
    unknown_identity="all",
    settings={
        "Name": Setting("", _ROW),
        "Comment": Setting("", _ROW),
        "Enabled": Setting(True, _ROW),
        "Mode": Setting("Enforce", _ROW),
        "Labels": Setting([], _ROW, wire="texts"),
        "ExchangeLocation": Setting([], _ROW, wire="texts"),
        "ModernGroupLocation": Setting([], _ROW, wire="texts"),
        "Settings": Setting([], _ROW, wire="texts"),
        **of_every_row(_ROW),
    },
    readers=COMPLIANCE_READERS.by("Sensitivity Label Administrator", "Sensitivity Label Reader"),
    evidence=_PAGE,
    unimplemented={"Get": frozenset({"ForceValidate"})},
)
