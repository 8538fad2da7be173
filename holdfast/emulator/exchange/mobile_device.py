"""Get-MobileDevice: phones that synchronise a mailbox (learn, same); nobody has one here."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/get-mobiledevice", "2026-11-30")
_ROW = assumed("properties of the page, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="MobileDevice",
    endpoint="exchange",
    collection="mobileDevices",
    doc="Phones of mailboxes: nobody has one; only read.",
    example={"Name": "Phone", "DeviceOS": "iOS 26.1"},
    settings={
        "Name": Setting("", _ROW),
        "FriendlyName": Setting("", _ROW),
        "DeviceId": Setting("", _ROW),
        "DeviceType": Setting("", _ROW),
        "DeviceModel": Setting("", _ROW),
        "DeviceOS": Setting("", _ROW),
        "DeviceAccessState": Setting("Allowed", _ROW),
        "UserDisplayName": Setting("", _ROW),
        "ClientType": Setting("Outlook", _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
