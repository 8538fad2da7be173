"""Get-DistributionGroup: lists of addresses of Exchange (learn, same); a new tenant has none, and Graph makes none."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-distributiongroup", "2026-11-30"
)
_ROW = assumed("parameters of the page of New-DistributionGroup, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="DistributionGroup",
    endpoint="exchange",
    collection="distributionGroups",
    doc="Distribution groups: a new tenant has none; only read.",
    example={"Name": "Everybody", "PrimarySmtpAddress": "everybody@contoso.com"},
    settings={
        "Name": Setting("", _ROW),
        "DisplayName": Setting("", _ROW),
        "Alias": Setting("", _ROW),
        "PrimarySmtpAddress": Setting("", _ROW),
        "GroupType": Setting("Universal", _ROW),
        "RecipientTypeDetails": Setting("MailUniversalDistributionGroup", _ROW),
        "ManagedBy": Setting([], _ROW, wire="texts"),
        "MemberJoinRestriction": Setting("Closed", _ROW),
        "MemberDepartRestriction": Setting("Open", _ROW),
        "HiddenFromAddressListsEnabled": Setting(False, _ROW),
        "RequireSenderAuthenticationEnabled": Setting(True, _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
