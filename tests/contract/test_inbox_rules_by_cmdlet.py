"""Inbox rules that somebody made by Graph are those that a cmdlet shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.exchange.mailbox.state import seed_mailboxes
from tests.contract.conftest import USER
from tests.contract.marks import assumed
from tests.contract.test_exchange import Exchange

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

GET = "Get-InboxRule"


@assumed("rows were not seen; that a rule of Graph is the one of Exchange is how audit records name it", GET)
def test_a_rule_that_forwards_is_shown_with_its_receivers(tiny: Tiny) -> None:
    mail = f"somebody@{tiny.domain}"
    row = {
        "UserPrincipalName": mail,
        "PrimarySmtpAddress": mail,
        "ExchangeGuid": "00000001-0000-4000-8000-000000000001",
        "ExternalDirectoryObjectId": USER,
        "RecipientTypeDetails": "UserMailbox",
    }
    seed_mailboxes(tiny.store, [row])
    exchange, owner = Exchange(tiny), tiny.register("Rules", ["MailboxSettings.ReadWrite"])
    assert exchange.rows(GET, Mailbox=mail) == []
    path = f"/users/{USER}/mailFolders/inbox/messageRules"
    receiver = {"emailAddress": {"name": "A", "address": "a@outside.example"}}
    given = {
        "late": {"sequence": 2, "actions": {"delete": True, "stopProcessingRules": True}, "isEnabled": False},
        "early": {"sequence": 1, "actions": {"forwardTo": [receiver], "moveToFolder": "rss"}},
    }
    for name, rule in given.items():
        made = tiny.graph("POST", path, {"displayName": name, **rule}, client_id=owner)
        assert made.status_code == 201, made.text

    early, late = exchange.rows(GET, Mailbox=mail)

    assert (early["Name"], early["Enabled"], early["Priority"]) == ("early", True, 1)
    assert early["ForwardTo"] == ['"A" [SMTP:a@outside.example]']
    assert (early["RedirectTo"], early["ForwardAsAttachmentTo"], early["DeleteMessage"]) == (
        None,
        None,
        False,
    )
    assert (late["Name"], late["Enabled"], late["DeleteMessage"]) == ("late", False, True)
    assert exchange.rows(GET, Mailbox=USER, Identity="LATE") == [late]
    assert exchange.rows(GET, Mailbox=mail, Identity=early["Identity"]) == [early]
    exchange.refusal(GET, Mailbox=mail, Identity="nobody's")
    exchange.refusal(GET, Mailbox="nobody@contoso.com")
