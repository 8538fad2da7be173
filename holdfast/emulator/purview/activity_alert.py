"""Get-ActivityAlert: the older alerts on what people did (learn, same); a new tenant has none."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/get-activityalert", "2026-11-30")
_ROW = assumed("parameters of the page of New-ActivityAlert, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="ActivityAlert",
    endpoint="compliance",
    collection="activityAlerts",
    doc="Activity alerts: a new tenant has none; only read.",
    example={"Name": "Shared outside", "Operation": ["sharinginvitationcreated"]},
    settings={
        "Name": Setting("", _ROW),
        "Disabled": Setting(False, _ROW),
        "Description": Setting("", _ROW),
        "NotifyUser": Setting([], _ROW, wire="texts"),
        "Operation": Setting([], _ROW, wire="texts"),
        "UserId": Setting([], _ROW, wire="texts"),
        "Type": Setting("Custom", _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
