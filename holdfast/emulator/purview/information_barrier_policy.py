"""Get-InformationBarrierPolicy: who may not talk to whom; a tenant has none until somebody makes one (learn)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import COMPLIANCE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-informationbarrierpolicy", "2026-11-28"
)
_ROW = assumed("parameters of New-InformationBarrierPolicy; rows were not seen")

SERVICE = ListedRows(
    noun="InformationBarrierPolicy",
    endpoint="compliance",
    collection="informationBarrierPolicies",
    doc="Policies of who may not talk to whom; only read.",
    example={"Name": "Research and sales", "AssignedSegment": "Research", "SegmentsBlocked": ["Sales"]},
    settings={
        "Name": Setting("", _ROW),
        "AssignedSegment": Setting("", _ROW),
        "SegmentsAllowed": Setting([], _ROW, wire="texts"),
        "SegmentsBlocked": Setting([], _ROW, wire="texts"),
        "State": Setting("Inactive", _ROW),
        "Comment": Setting("", _ROW),
        "Identity": Setting("", _ROW),
        "Guid": Setting("", _ROW),
    },
    readers=COMPLIANCE_READERS,
    evidence=_PAGE,
)
