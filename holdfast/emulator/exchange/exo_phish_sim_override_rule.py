"""Get-ExoPhishSimOverrideRule: from which servers simulated attacks pass every filter (learn, same); none at first."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-exophishsimoverriderule", "2026-11-28"
)
_ROW = assumed("parameters of the page of New-ExoPhishSimOverrideRule; rows were not seen")

SERVICE = ListedRows(
    noun="ExoPhishSimOverrideRule",
    endpoint="exchange",
    collection="exoPhishSimOverrideRules",
    doc="From which servers and domains simulations pass every filter: a new tenant has no rule; only read.",
    example={"Name": "_Exe:PhishSimOverr:1", "SenderIpRanges": ["192.0.2.7"]},
    settings={
        "Name": Setting("", _ROW),
        "Policy": Setting("PhishSimOverridePolicy", _ROW),
        "Domains": Setting([], _ROW, wire="texts"),
        "SenderIpRanges": Setting([], _ROW, wire="texts"),
        "Comment": Setting("", _ROW),
        "Mode": Setting("Enforce", _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    evidence=_PAGE,
    unimplemented={"Get": frozenset({"Policy"})},
)
