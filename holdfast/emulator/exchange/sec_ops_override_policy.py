"""Get-SecOpsOverridePolicy: mailboxes that get mail unfiltered (learn, same); there is none at first."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-secopsoverridepolicy", "2026-11-28"
)
_ROW = assumed("parameters of the page, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="SecOpsOverridePolicy",
    endpoint="exchange",
    collection="secOpsOverridePolicies",
    doc="Mailboxes of security operations, which no filter keeps mail from: a new tenant has none; only read.",
    example={"Name": "SecOpsOverridePolicy"},
    settings={
        "Name": Setting("", _ROW),
        "Enabled": Setting(True, _ROW),
        "Mode": Setting("Enforce", _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    evidence=_PAGE,
)
