"""Get-TenantAllowBlockListSpoofItems: pairs of a forged sender and a server that may, or may not (learn, same)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-tenantallowblocklistspoofitems", "2026-11-28"
)
_ROW = assumed("parameters of the page of New-TenantAllowBlockListSpoofItems; rows were not seen")

SERVICE = ListedRows(
    noun="TenantAllowBlockListSpoofItems",
    endpoint="exchange",
    collection="tenantAllowBlockListSpoofItems",
    doc="Who may forge which sender, by the tenant's own list: a new tenant has no pairs; only read.",
    example={"SpoofedUser": "a.example", "SendingInfrastructure": "b.example", "Action": "Allow"},
    settings={
        "SpoofedUser": Setting("", _ROW),
        "SendingInfrastructure": Setting("", _ROW),
        "SpoofType": Setting("External", _ROW),
        "Action": Setting("Block", _ROW),
        "Identity": Setting("", _PAGE),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    evidence=_PAGE,
    identified=False,
    unimplemented={"Get": frozenset({"Action", "Identity", "SpoofType"})},
)
