"""Mailboxes that forward: outside is told by name, inside obeys, and what is not told is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.exchange.mailbox_forwarding import KIND
from tests.unit.kinds.made_up import Fake, run
from tests.unit.kinds.test_deleted_item_recovery import mailbox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.judgement import Judgement

RULE = {"mailboxTypes": ["UserMailbox"], "excludedMailboxes": ["excluded@x"]}


class Forwarding(Fake):
    """A made-up tenant of one domain, or of none."""

    own: Sequence[str] = ("Own.example",)

    async def rows(self, _endpoint: Any, one: Any, _select: Any = ()) -> list[Mapping[str, Any]]:
        assert one.cmdlet == "Get-AcceptedDomain", "the recipients come by pages"
        return [{"DomainName": one} for one in self.own]


def recipient(name: str, kind: str, address: str | None = None, **more: Any) -> dict[str, Any]:
    row = {"Name": name, "Identity": name, "Alias": name, "RecipientTypeDetails": kind}
    return {**row, "ExternalEmailAddress": address, **more}


RECIPIENTS = [
    recipient("Partner", "MailContact", "SMTP:a@outside.example"),
    recipient("Branch", "MailUser", "SMTP:b@own.example"),
    recipient("0f-1", "UserMailbox", Identity="x.example/Dan"),
    recipient("Team", "MailUniversalDistributionGroup"),
    recipient("Twin", "UserMailbox"),
    recipient("twin", "MailContact", "SMTP:c@outside.example"),
    recipient("Fax", "MailContact", "FAX:12345"),
    {"Name": "Untold", "RecipientTypeDetails": "UserMailbox"},
]


def box(name: str, address: Any = None, recipient: Any = None) -> dict[str, Any]:
    return mailbox(name, ForwardingSmtpAddress=address, ForwardingAddress=recipient)


def judged(*boxes: dict[str, Any]) -> Judgement:
    found: Judgement = run(KIND.judge(Forwarding(boxes, others={"Get-Recipient": RECIPIENTS}).tenant, RULE))
    return found


def test_who_forwards_outside_is_told_and_who_forwards_inside_or_not_at_all_obeys() -> None:
    judgement = judged(
        box("ana@x", "smtp:a@outside.example"),
        box("ben@x", "SMTP:ben@own.EXAMPLE"),
        box("cem@x"),
        box("dan@x", "dan@own.example.evil"),
        box("excluded@x", "smtp:a@outside.example"),
    )

    told = [(one.member, one.property, one.found, one.remedy) for one in judgement.violations]
    assert told == [
        ("ana@x", "forwardsTo", "a@outside.example", None),
        ("dan@x", "forwardsTo", "dan@own.example.evil", None),
    ]
    assert judgement.covered == 2
    assert [*judgement.exempt.values()] == [("excluded@x",)]


def test_a_recipient_is_outside_by_his_own_address_and_an_address_beside_him_is_ignored() -> None:
    judgement = judged(
        box("ana@x", recipient="partner"),
        box("ben@x", recipient="Branch"),
        box("cem@x", "smtp:cem@own.example", "0F-1"),
        box("dan@x", recipient="x.example/Dan"),
        box("eve@x", "smtp:eve@outside.example", "0f-1"),
        box("fay@x", "smtp:fay@own.example", "Partner"),
    )

    told = [(one.member, one.property, one.found, one.remedy) for one in judgement.violations]
    assert told == [
        ("ana@x", "forwardsTo", "partner <a@outside.example>", None),
        ("fay@x", "forwardsTo", "Partner <a@outside.example>", None),
    ]
    assert (judgement.covered, judgement.unjudged) == (4, ())


@pytest.mark.parametrize(
    "row",
    [
        box("eve@x", recipient="Nobody"),
        box("eve@x", recipient="Team"),
        box("eve@x", recipient="Twin"),
        box("eve@x", recipient="Fax"),
        box("eve@x", recipient="Untold"),
        box("eve@x", "smtp:eve@own.example", "Team"),
        box("eve@x", "smtp:eve@outside.example", "Team"),
        box("eve@x", "smtp:"),
        box("eve@x", "nobody"),
        {name: value for name, value in box("eve@x").items() if name != "ForwardingAddress"},
    ],
)
def test_what_is_not_told_is_unknown(row: dict[str, Any]) -> None:
    judgement = judged(row)
    if row["ForwardingSmtpAddress"] == "smtp:":
        assert judgement.covered == 1, "there is no address"
        return
    assert [one.member for one in judgement.unjudged] == ["eve@x"]
    assert (judgement.covered, judgement.violations) == (0, ())


def test_without_a_domain_of_its_own_nobody_can_say_what_is_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Forwarding, "own", ())
    with pytest.raises(ValueError, match="the domains of the tenant"):
        judged(box("ana@x", "smtp:a@outside.example"))
