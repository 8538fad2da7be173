"""Get-TenantAllowBlockListItems: senders, addresses, files and links that somebody allowed or blocked (learn, same)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented, verified

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-tenantallowblocklistitems", "2026-11-28"
)
_ROW = assumed("parameters of the page of New-TenantAllowBlockListItems; rows were not seen")
_SEEN = verified("a row that a public manual shows (demisto/content, EWS extension)", "2026-11-28")

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
        "Value": Setting("", _SEEN),
        "ListType": Setting("Sender", _ROW),
        "ListSubType": Setting("Tenant", _SEEN),
        "Action": Setting("Block", _SEEN),
        "Notes": Setting("", _SEEN),
        "SubmissionID": Setting("", _SEEN),
        "Identity": Setting("", _SEEN),
        "EntryValueHash": Setting("", _SEEN),
        "ModifiedBy": Setting("", _SEEN),
        "ObjectState": Setting("Unchanged", _SEEN),
        "SysManaged": Setting(False, _SEEN),
        "Error": Setting(None, _SEEN),
        "RemoveAfter": Setting(None, _ROW),
        "ExpirationDate": Setting(None, _SEEN, wire="moment"),
        "LastModifiedDateTime": Setting(None, _SEEN, wire="moment"),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    evidence=_PAGE,
    unimplemented={
        "Get": frozenset(
            {"Allow", "Block", "Entry", "ExpirationDate", "ListSubType", "NoExpiration", "OutputJson"}
        )
    },
)
