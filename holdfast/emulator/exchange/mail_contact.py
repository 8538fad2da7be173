"""Get-, New-, Set- and Remove-MailContact: people outside in the organization's list (learn, New-MailContact).

Get-Recipient shows them beside the mailboxes, and a mailbox forwards to one by its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_WRITERS, RECIPIENT_READERS, ParameterType
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.declared.cmdlet_object import Setting, flags, of_every_row
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/new-mailcontact", "2026-11-27")
_OURS = assumed("rows of other recipients carry it so; no row of a mail contact was seen")
_ADDRESS = "ExternalEmailAddress"


def _addressed(
    invocation: Invocation, before: Mapping[str, Any] | None, values: dict[str, Any]
) -> dict[str, Any]:
    """An address is kept with the word of its type before it, as that of a mailbox is; names follow the name."""
    address = values.get(_ADDRESS)
    if address:
        values = {**values, _ADDRESS: address if ":" in address else f"SMTP:{address}"}
    if before is None:
        name = invocation.given["Name"]
        return {"DisplayName": name, "Alias": name.replace(" ", ""), **values}
    return values


SERVICE = CmdletNoun(
    noun="MailContact",
    endpoint="exchange",
    collection="mailContacts",
    doc="Mail contacts: people outside, whom the organization's list knows by an address of their own.",
    what="mail contact",
    unknown_identity="error",
    example={"Name": "Partner", _ADDRESS: "SMTP:ana@partner.example"},
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        _ADDRESS: Setting(
            "", _PAGE, ParameterType.TEXT, required=True, example="SMTP:billing@elsewhere.example"
        ),
        "DisplayName": Setting("", _PAGE, ParameterType.TEXT),
        "Alias": Setting("", _PAGE, ParameterType.TEXT),
        "RecipientType": Setting("MailContact", _OURS),
        "RecipientTypeDetails": Setting("MailContact", _OURS),
        **flags(("HiddenFromAddressListsEnabled",), False, _OURS, on=("Set",)),
        **of_every_row(_OURS),
    },
    readers=RECIPIENT_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    rules=(_addressed,),
    unimplemented={
        "Get": frozenset(words("Anr Filter OrganizationalUnit RecipientTypeDetails ResultSize SortBy")),
        "New": frozenset(words("FirstName Initials LastName MacroFormat MessageFormat WhatIf")),
        "Set": frozenset(words("EmailAddresses ForceUpgrade MailTip Name WhatIf")),
        "Remove": frozenset({"WhatIf"}),
    },
)
"""That Global Reader suffices to read is recalled (rows 0)."""
