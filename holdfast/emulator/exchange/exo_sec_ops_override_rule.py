"""Get-ExoSecOpsOverrideRule: which policy of unfiltered mailboxes acts (learn, same); there is none at first."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-exosecopsoverriderule", "2026-11-28"
)
_ROW = assumed("parameters of the page of New-ExoSecOpsOverrideRule; rows were not seen")

SERVICE = ListedRows(
    noun="ExoSecOpsOverrideRule",
    endpoint="exchange",
    collection="exoSecOpsOverrideRules",
    doc="The rule of the mailboxes of security operations: a new tenant has none; only read.",
    example={"Name": "_Exe:SecOpsOverrid:1"},
    settings={
        "Name": Setting("", _ROW),
        "Policy": Setting("SecOpsOverridePolicy", _ROW),
        "Comment": Setting("", _ROW),
        "Mode": Setting("Enforce", _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    evidence=_PAGE,
    unimplemented={"Get": frozenset({"Policy"})},
)
