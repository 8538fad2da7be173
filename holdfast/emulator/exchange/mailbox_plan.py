"""Get-MailboxPlan: what mailboxes of each sort of licence begin with (learn, mailbox-plans)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.exchange.cas_mailbox_plan import NAMES

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/get-mailboxplan", "2026-11-30")
_ROW = assumed("properties of the page of Set-MailboxPlan; rows were not seen")

SERVICE = ListedRows(
    noun="MailboxPlan",
    endpoint="exchange",
    collection="mailboxPlans",
    doc="What new mailboxes begin with, by plan; only read.",
    example={"Name": "Another", "RetainDeletedItemsFor": "30.00:00:00"},
    own=tuple({"Name": name, "DisplayName": name, "IsDefault": name == NAMES[0]} for name in NAMES),
    settings={
        "Name": Setting("", _ROW),
        "DisplayName": Setting("", _ROW),
        "IsDefault": Setting(False, _ROW),
        "RetainDeletedItemsFor": Setting("14.00:00:00", _ROW),
        "SingleItemRecoveryEnabled": Setting(True, _ROW),
        "RetentionPolicy": Setting("Default MRM Policy", _ROW),
        "RoleAssignmentPolicy": Setting("Default Role Assignment Policy", _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
