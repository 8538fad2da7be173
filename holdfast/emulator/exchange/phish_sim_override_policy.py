"""Get-PhishSimOverridePolicy: simulated attacks of others that no filter stops (learn, same); none at first."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-phishsimoverridepolicy", "2026-11-28"
)
_ROW = assumed("parameters of the page, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="PhishSimOverridePolicy",
    endpoint="exchange",
    collection="phishSimOverridePolicies",
    doc="Simulations of others that pass every filter: a new tenant has none; only read.",
    example={"Name": "PhishSimOverridePolicy"},
    settings={
        "Name": Setting("", _ROW),
        "Enabled": Setting(True, _ROW),
        "Mode": Setting("Enforce", _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    evidence=_PAGE,
)
