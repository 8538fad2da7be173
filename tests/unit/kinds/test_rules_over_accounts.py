"""Rules over what accounts may do with mailboxes: silence of an account is not silence of the row."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from holdfast.kinds.exchange.legacy_mail_protocols import KIND as PROTOCOLS
from holdfast.kinds.exchange.smtp_client_authentication import KIND as SMTP
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, mailbox_guid, run

Row = dict[str, Any]


def id_of(name: str) -> str:
    return str(UUID(bytes=name.ljust(16).encode()))


def cas(name: str, **more: Any) -> Row:
    return {
        "Name": name,
        "Guid": mailbox_guid(name),
        "ExternalDirectoryObjectId": id_of(name),
        "PrimarySmtpAddress": f"{name}@b.example",
        **more,
    }


def test_a_mailbox_that_sends_for_itself_breaks_the_rule_and_one_that_follows_the_organization_does_not() -> (
    None
):
    rows = [
        cas("follows", SmtpClientAuthenticationDisabled=None),
        cas("closed", SmtpClientAuthenticationDisabled=True),
        cas("open", SmtpClientAuthenticationDisabled=False),
        cas("scanner", SmtpClientAuthenticationDisabled=False),
        cas("printer", SmtpClientAuthenticationDisabled=False),
        cas("untold"),
        cas("strange", SmtpClientAuthenticationDisabled="False"),
    ]
    users = {id_of("absent"): "absent@b.example"}
    fake, rule = Fake(rows, users=users), {"excludedMailboxes": ["SCANNER@b.example", id_of("printer")]}

    judgement = run(SMTP.judge(fake.tenant, rule))
    run(SMTP.update(fake.tenant, SMTP.key, {}, rule))
    run(SMTP.delete(fake.tenant, SMTP.key, rule))

    assert [(one.member, one.member_id) for one in judgement.violations] == [
        ("open@b.example", id_of("open"))
    ]
    assert judgement.covered == 2
    assert judgement.exempt == {Reason.EXCLUDED: ("printer@b.example", "scanner@b.example")}
    assert [one.member for one in judgement.unjudged] == [
        "absent@b.example",
        "strange@b.example",
        "untold@b.example",
    ]
    asked = {"Identity": mailbox_guid("open"), "SmtpClientAuthenticationDisabled": True}
    assert fake.sent == [{"cmdlet": "Set-CASMailbox", **asked}]


def test_each_protocol_that_is_on_breaks_the_rule_and_is_switched_off_alone() -> None:
    rows = [
        cas("both", PopEnabled=True, ImapEnabled=True),
        cas("closed", PopEnabled=False, ImapEnabled=False),
        cas("half", PopEnabled=False, ImapEnabled=True),
        cas("tickets", PopEnabled=True, ImapEnabled=True),
        cas("untold", PopEnabled=False),
        cas("null", PopEnabled=False, ImapEnabled=None),
    ]
    fake, rule = Fake(rows), {"excludedMailboxes": ["tickets@b.example"]}

    judgement = run(PROTOCOLS.judge(fake.tenant, rule))
    run(PROTOCOLS.update(fake.tenant, PROTOCOLS.key, {}, rule))

    assert [(one.member, one.property, one.found) for one in judgement.violations] == [
        ("both@b.example", "imapEnabled", True),
        ("both@b.example", "popEnabled", True),
        ("half@b.example", "imapEnabled", True),
    ]
    assert (judgement.covered, judgement.exempt) == (1, {Reason.EXCLUDED: ("tickets@b.example",)})
    assert [one.member for one in judgement.unjudged] == ["null@b.example", "untold@b.example"]
    sent = [(one["Identity"], {*one} - {"Identity", "cmdlet"}) for one in fake.sent]
    switched = [("both", {"ImapEnabled"}), ("both", {"PopEnabled"}), ("half", {"ImapEnabled"})]
    assert sorted(sent, key=str) == sorted([(mailbox_guid(one), named) for one, named in switched], key=str)
