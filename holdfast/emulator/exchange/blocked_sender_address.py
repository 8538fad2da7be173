"""Get-BlockedSenderAddress: who may send no longer for having sent spam (learn, same); nobody here."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-blockedsenderaddress", "2026-11-30"
)
_ROW = assumed("properties that scanners read; rows were not seen")

SERVICE = ListedRows(
    noun="BlockedSenderAddress",
    endpoint="exchange",
    collection="blockedSenderAddresses",
    doc="Senders that the service stopped: nobody; only read.",
    example={"Name": "ana@contoso.com", "SenderAddress": "ana@contoso.com"},
    settings={
        "Name": Setting("", _ROW),
        "SenderAddress": Setting("", _ROW),
        "Reason": Setting("", _ROW),
        "CreatedDatetime": Setting(None, _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
