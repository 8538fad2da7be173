"""Get-CASMailboxPlan: the protocols that mailboxes of each plan begin with.

A tenant has a plan for each sort of licence, and a mailbox takes over what its plan says when it is made. That POP and
IMAP are on in all of them is what guides to hardening begin from; the names are those of
https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/mailbox-plans (2026-11-28).
"""

from __future__ import annotations

from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.filter_policies import READERS
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/get-casmailboxplan", "2026-11-28")
_ROW = assumed("parameters of Set-CASMailboxPlan; rows were not seen")
_ON = assumed("guides to hardening have it switched off in every plan")

NAMES = (
    "ExchangeOnlineEnterprise",
    "ExchangeOnline",
    "ExchangeOnlineDeskless",
    "ExchangeOnlineEssentials",
)
"""Of the plans."""

SERVICE = ListedRows(
    noun="CASMailboxPlan",
    endpoint="exchange",
    collection="casMailboxPlans",
    doc="Protocols that new mailboxes begin with, by plan; only read, and mailboxes here begin with all of them.",
    example={"Name": "Another", "DisplayName": "Another", "ImapEnabled": False},
    own=tuple({"Name": name, "DisplayName": name} for name in NAMES),
    settings={
        "Name": Setting("", _ROW),
        "DisplayName": Setting("", _ROW),
        **flags(("ActiveSyncEnabled", "ECPEnabled", "ImapEnabled", "OWAEnabled", "PopEnabled"), True, _ON),
        "OwaMailboxPolicy": Setting("OwaMailboxPolicy-Default", _ROW),
        "Identity": Setting("", _ROW),
        "Id": Setting("", _ROW),
        "Guid": Setting("", _ROW),
        "IsValid": Setting(True, _ROW),
    },
    readers=READERS,
    evidence=_PAGE,
)
