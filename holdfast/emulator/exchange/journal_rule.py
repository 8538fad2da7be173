"""Get-JournalRule: mail of which a copy goes elsewhere (learn, Get-JournalRule); a new tenant has no such rule."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/get-journalrule", "2026-11-28")
_ROW = assumed("parameters of the page of New-JournalRule, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="JournalRule",
    endpoint="exchange",
    collection="journalRules",
    doc="Journal rules: a new tenant has none; only read.",
    example={"Name": "Everything", "JournalEmailAddress": "archive@partner.example"},
    settings={
        "Name": Setting("", _ROW),
        "Enabled": Setting(True, _ROW),
        "Recipient": Setting("", _ROW),
        "JournalEmailAddress": Setting("", _ROW),
        "Scope": Setting("Global", _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
