"""Get-ApplicationAccessPolicy: which mailboxes an application may or may not open; a new tenant has no such policy."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-applicationaccesspolicy", "2026-11-29"
)
_ROW = assumed("what the page of New-ApplicationAccessPolicy shows, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="ApplicationAccessPolicy",
    endpoint="exchange",
    collection="applicationAccessPolicies",
    doc="Which mailboxes an application may open: a new tenant has no such policy; only read.",
    example={"Name": "Invoices", "AppId": "3dbc2ae1-7198-45ed-9f9f-d86ba3ec35b5"},
    settings={
        "Name": Setting("", _ROW),
        "ScopeName": Setting("", _ROW),
        "ScopeIdentity": Setting("", _ROW),
        "AccessRight": Setting("RestrictAccess", _ROW),
        "ShardType": Setting("All", _ROW),
        "AppId": Setting("", _ROW),
        "Description": Setting("", _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
