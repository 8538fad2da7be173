"""Get-InboxRule (learn, same): the inbox rules of one mailbox, the same that Graph has and changes.

Of the many properties those that say whether a rule acts, in which order, and what it does with mail. How a recipient
is written, and that the id is the one of Graph, is assumed; rows were not seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import (
    EXCHANGE_WRITERS,
    RECIPIENT_READERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
    paged,
)
from holdfast.emulator.cmdlets.errors import not_found
from holdfast.emulator.cmdlets.shape import shape_of
from holdfast.emulator.exchange.mailbox.named import mailbox_of
from holdfast.emulator.graph.message_rules.routes import rules_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation

_RECIPIENTS = {
    "ForwardTo": "forwardTo",
    "ForwardAsAttachmentTo": "forwardAsAttachmentTo",
    "RedirectTo": "redirectTo",
}
"""By the name of Exchange, that of Graph."""
RULE = shape_of(
    plain={
        "Name": "",
        "Enabled": True,
        "Identity": "",
        "MailboxOwnerId": "",
        "DeleteMessage": False,
        "MarkAsRead": False,
        "StopProcessingRules": False,
        "MoveToFolder": None,
        "InError": False,
        "IsValid": True,
    },
    texts=dict.fromkeys(_RECIPIENTS),
    int32={"Priority": 1},
)


def get_rules(invocation: Invocation) -> CmdletOutput:
    """Get-InboxRule: all rules of a mailbox, or the one that is called so."""
    mailbox = mailbox_of(invocation, ("active",), parameter="Mailbox")
    rows = [_row(mailbox.identity, rule) for rule in rules_of(invocation.tenant, mailbox.directory_id)]
    if identity := invocation.given.get("Identity", ""):
        called = {identity.casefold()}
        rows = [one for one in rows if called & {one["Name"].casefold(), one["Identity"].casefold()}]
        if not rows:
            raise not_found(identity, invocation.tenant.domain)
    return paged(invocation, [RULE.row(one, invocation.select) for one in rows])


def _row(owner: str, rule: Mapping[str, Any]) -> dict[str, Any]:
    actions = rule["actions"]
    return {
        "Name": rule["displayName"],
        "Enabled": rule["isEnabled"],
        "Priority": rule["sequence"],
        "Identity": f"{owner}\\{rule['id']}",
        "MailboxOwnerId": owner,
        "DeleteMessage": bool(actions.get("delete") or actions.get("permanentDelete")),
        "MarkAsRead": bool(actions.get("markAsRead")),
        "StopProcessingRules": bool(actions.get("stopProcessingRules")),
        "MoveToFolder": actions.get("moveToFolder"),
        "InError": rule["hasError"],
        **{
            name: [_written(one) for one in actions.get(own) or []] or None
            for name, own in _RECIPIENTS.items()
        },
    }


def _written(recipient: Mapping[str, Any]) -> str:
    address = recipient["emailAddress"]
    return f'"{address.get("name") or address["address"]}" [SMTP:{address["address"]}]'


CMDLETS = (
    Noun("InboxRule", "exchange", RECIPIENT_READERS, EXCHANGE_WRITERS).cmdlet(
        "Get",
        (
            Parameter("Mailbox", ParameterType.TEXT, required=True),
            Parameter("Identity", ParameterType.TEXT),
        ),
        get_rules,
        "Inbox rules of one mailbox.",
        frozenset({"BypassScopeCheck", "DescriptionTimeFormat", "DescriptionTimeZone", "IncludeHidden"}),
    ),
)
"""Inbox rules, of one mailbox at a time."""
