"""Get-DynamicDistributionGroup: lists whose members a filter finds (learn, same); a new tenant has none."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-dynamicdistributiongroup", "2026-11-30"
)
_ROW = assumed("parameters of the page of New-DynamicDistributionGroup, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="DynamicDistributionGroup",
    endpoint="exchange",
    collection="dynamicDistributionGroups",
    doc="Distribution groups by a filter: a new tenant has none; only read.",
    example={"Name": "Everybody", "RecipientFilter": "RecipientType -eq 'UserMailbox'"},
    settings={
        "Name": Setting("", _ROW),
        "DisplayName": Setting("", _ROW),
        "Alias": Setting("", _ROW),
        "PrimarySmtpAddress": Setting("", _ROW),
        "RecipientFilter": Setting("", _ROW),
        "ManagedBy": Setting(None, _ROW),
        "RequireSenderAuthenticationEnabled": Setting(True, _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
