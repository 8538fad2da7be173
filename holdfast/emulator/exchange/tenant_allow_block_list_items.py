"""Get-TenantAllowBlockListItems: senders, addresses, files and links that somebody allowed or blocked (learn, same)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-tenantallowblocklistitems", "2026-11-28"
)
_ROW = assumed("parameters of the page of New-TenantAllowBlockListItems; rows were not seen")

SERVICE = ListedRows(
    noun="TenantAllowBlockListItems",
    endpoint="exchange",
    collection="tenantAllowBlockListItems",
    doc="The tenant's own allow and block list: a new tenant has no entries; only read.",
    example={"Value": "partner.example", "ListType": "Sender", "Action": "Allow"},
    told_apart={"ListType": ("Sender", "Url", "FileHash", "IP")},
    must_say=frozenset({"ListType"}),
    identified=False,
    settings={
        "Value": Setting("", _ROW),
        "ListType": Setting("Sender", _ROW),
        "ListSubType": Setting("Tenant", _ROW),
        "Action": Setting("Block", _ROW),
        "Notes": Setting("", _ROW),
        "SubmissionID": Setting("", _ROW),
        "Identity": Setting("", _ROW),
        "ExpirationDate": Setting(None, _ROW, wire="moment"),
        "LastModifiedDateTime": Setting(None, _ROW, wire="moment"),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    evidence=_PAGE,
    unimplemented={
        "Get": frozenset(
            {"Allow", "Block", "Entry", "ExpirationDate", "ListSubType", "NoExpiration", "OutputJson"}
        )
    },
)
