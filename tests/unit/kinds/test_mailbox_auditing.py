"""Auditing of mailboxes: by the organization's switch, which is called by its opposite, and by each mailbox's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from holdfast.kinds.exchange.mailbox_auditing import KIND
from holdfast.kinds.exchange.organization_config import KIND as ORGANIZATION
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, mailbox_guid, run
from tests.unit.kinds.test_deleted_item_recovery import mailbox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

RULE = {"mailboxTypes": ["UserMailbox"], "excludedMailboxes": ["excluded@x"]}
OTHERS = {name: value for name, value in ORGANIZATION.examples[0].row.items() if name != "AuditDisabled"}
"""What an organization tells beside, each of another control."""
NULL_IS_NOTHING = {one.wire for one in ORGANIZATION.fields if one.default is None}
"""Where null is no value, which differs from what is declared; elsewhere nobody knows what it stands for."""
MAILBOXES = [
    mailbox("audited@x", AuditEnabled=True),
    mailbox("silent@x", AuditEnabled=False),
    mailbox("excluded@x", AuditEnabled=False),
    mailbox("shared@x", AuditEnabled=False, RecipientTypeDetails="SharedMailbox"),
    mailbox("left@x", AuditEnabled=False, IsInactiveMailbox=True),
    mailbox("strange@x", AuditEnabled="True"),
    mailbox("untold@x", AuditEnabled=None),
]


def test_every_mailbox_is_judged_by_its_own_switch_and_the_silent_one_alone_is_changed() -> None:
    fake = Fake(MAILBOXES)

    judgement = run(KIND.judge(fake.tenant, RULE))
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))
    run(KIND.delete(fake.tenant, KIND.key, RULE))

    assert judgement.covered == 1
    assert [(one.member, one.property, one.expected, one.found) for one in judgement.violations] == [
        ("silent@x", "auditEnabled", True, False)
    ]
    assert [one.member for one in judgement.unjudged] == ["strange@x", "untold@x"]
    assert judgement.exempt == {
        Reason.NOT_CONCERNED: ("left@x (inactive)",),
        Reason.EXCLUDED: ("excluded@x",),
        Reason.TYPE: ("shared@x",),
    }
    assert fake.sent == [
        {"cmdlet": "Set-Mailbox", "Identity": mailbox_guid("silent@x"), "AuditEnabled": True}
    ]


class Telling(Fake):
    """A tenant in which a mailbox is asked for alone, by its own id, and some are not told."""

    asked: ClassVar[list[str]] = []

    async def rows(
        self, _endpoint: Endpoint, one: Invocation, _select: Sequence[str] = ()
    ) -> list[Mapping[str, Any]]:
        """Return the mailbox of the id, or another one's."""
        wanted = one.parameters["Identity"]
        self.asked.append(wanted)
        if wanted == mailbox_guid("refused@x"):
            raise ReadError("read-refused", "not today", reason=Reason.THROTTLED)
        found = mailbox_guid("audited@x") if wanted == mailbox_guid("another@x") else wanted
        return [row for row in self.mailboxes if row["ExchangeGuid"] == found]


DEFAULT_OF_OWNERS = [
    *("ApplyRecord", "HardDelete", "MailItemsAccessed", "MoveToDeletedItems", "Send", "SoftDelete", "Update"),
    *("UpdateCalendarDelegation", "UpdateFolderPermissions", "UpdateInboxRules"),
]
"""By the page of Microsoft."""


def own_list(name: str, owner: Any, **more: Any) -> dict[str, Any]:
    """Return a mailbox whose list of what is recorded of its owner somebody has changed."""
    return mailbox(name, AuditEnabled=True, DefaultAuditSet=["Delegate", "Admin"], AuditOwner=owner, **more)


def test_a_mailbox_whose_list_somebody_has_changed_is_judged_by_that_list_and_no_other_is_asked() -> None:
    read_less = [one for one in DEFAULT_OF_OWNERS if one != "MailItemsAccessed"]
    fake = Telling(
        [
            mailbox("audited@x", AuditEnabled=True),
            own_list("emptied@x", []),
            own_list("more@x", [*map(str.lower, DEFAULT_OF_OWNERS), "MailboxLogin"]),
            own_list("unread@x", [*read_less, "MailboxLogin"]),
            own_list("silent@x", read_less) | {"AuditEnabled": False},
            own_list("shared@x", [], RecipientTypeDetails="SharedMailbox"),
            own_list("left@x", [], IsInactiveMailbox=True),
            own_list("untold@x", None),
            own_list("another@x", []),
            own_list("refused@x", []),
            mailbox("unsaid@x", AuditEnabled=True, DefaultAuditSet=None),
            mailbox("strange@x", AuditEnabled=True, DefaultAuditSet="Admin, Delegate, Owner"),
        ]
    )
    fake.asked.clear()

    judgement = run(KIND.judge(fake.tenant, RULE))

    assert mailbox_guid("audited@x") not in fake.asked
    assert judgement.covered == 2
    assert [(one.member, one.property, one.expected, one.found) for one in judgement.violations] == [
        ("emptied@x", "auditOwner", DEFAULT_OF_OWNERS, []),
        ("silent@x", "auditEnabled", True, False),
        ("silent@x", "auditOwner", DEFAULT_OF_OWNERS, read_less),
        (
            "unread@x",
            "auditOwner",
            sorted([*DEFAULT_OF_OWNERS, "MailboxLogin"]),
            sorted([*read_less, "MailboxLogin"]),
        ),
    ]
    assert [one.member for one in judgement.unjudged] == [
        *("another@x", "refused@x", "strange@x", "unsaid@x", "untold@x")
    ]
    assert judgement.exempt[Reason.TYPE] == ("shared@x",)
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))
    assert {
        "cmdlet": "Set-Mailbox",
        "Identity": mailbox_guid("emptied@x"),
        "AuditOwner": DEFAULT_OF_OWNERS,
    } in fake.sent
    assert len(fake.sent) == len(judgement.violations)


@pytest.mark.parametrize("sort", ["Admin", "Delegate", "Owner"])
def test_what_is_recorded_of_each_sort_of_sign_in_counts(sort: str) -> None:
    others = [one for one in ("Admin", "Delegate", "Owner") if one != sort]
    row = mailbox("one@x", AuditEnabled=True, DefaultAuditSet=others, **{f"Audit{sort}": ["Update"]})
    (broken,) = run(KIND.judge(Telling([row]).tenant, RULE)).violations
    assert broken.property == f"audit{sort}"
    assert {"Update", "HardDelete", "MailItemsAccessed", "UpdateInboxRules"} <= set(broken.expected)


@pytest.mark.parametrize("days", ["90.00:00:00", "90", "180.00:00:00", "Unlimited"])
def test_records_that_are_kept_for_as_long_as_usual_or_longer_are_in_order(days: str) -> None:
    judgement = run(
        KIND.judge(Fake([mailbox("one@x", AuditEnabled=True, AuditLogAgeLimit=days)]).tenant, RULE)
    )
    assert (judgement.covered, judgement.violations, judgement.unjudged) == (1, (), ())


@pytest.mark.parametrize(("days", "found"), [("00:00:00", 0), ("1.00:00:00", 1), ("89.00:00:00", 89)])
@pytest.mark.parametrize(
    "own", [{}, {"DefaultAuditSet": ["Admin", "Delegate"], "AuditOwner": DEFAULT_OF_OWNERS}]
)
def test_records_that_are_kept_for_fewer_days_are_found_and_kept_again(
    days: str, found: int, own: dict[str, Any]
) -> None:
    fake = Telling([mailbox("one@x", AuditEnabled=True, AuditLogAgeLimit=days, **own)])

    (broken,) = run(KIND.judge(fake.tenant, RULE)).violations
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    assert (broken.property, broken.expected, broken.found) == ("auditLogAgeLimit", 90, found)
    assert fake.sent == [
        {"cmdlet": "Set-Mailbox", "Identity": mailbox_guid("one@x"), "AuditLogAgeLimit": "90.00:00:00"}
    ]


@pytest.mark.parametrize("days", [None, "", "1.12:00:00", "soon", True])
def test_for_how_long_records_are_kept_is_not_guessed(days: Any) -> None:
    (lost,) = run(
        KIND.judge(Fake([mailbox("one@x", AuditEnabled=True, AuditLogAgeLimit=days)]).tenant, RULE)
    ).unjudged
    assert "AuditLogAgeLimit" in lost.why


@pytest.mark.parametrize("audits", [True, False])
def test_the_organization_s_switch_is_told_by_its_opposite(*, audits: bool) -> None:
    assert ORGANIZATION.wire({"mailboxAuditing": audits}) == {"AuditDisabled": not audits}
    row = {**OTHERS, "AuditDisabled": not audits}
    assert ORGANIZATION.live(row, "x").inputs["mailboxAuditing"] is audits


@pytest.mark.parametrize("value", [None, "False", 0, []])
def test_a_switch_that_is_not_told_is_not_off(value: object) -> None:
    whole = {**OTHERS, "AuditDisabled": False}
    assert ORGANIZATION.live(whole, "x").misread is None
    for name in (name for name, told in whole.items() if isinstance(told, bool)):
        is_nothing = value is None and name in NULL_IS_NOTHING
        assert is_nothing or ORGANIZATION.live({**whole, name: value}, "x").misread is not None
        assert ORGANIZATION.live({one: whole[one] for one in whole if one != name}, "x").misread is not None
