"""Recovery of deleted mail over made-up mailboxes: each part of the rule is judged and mended by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.exchange.deleted_item_recovery import KIND
from holdfast.model.accepted import MEMBERS
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, directory_id, mailbox_guid, run

if TYPE_CHECKING:
    from holdfast.kinds.judgement import Judgement

RULE = {
    "retainDays": 30,
    "mailboxTypes": ["UserMailbox", "RoomMailbox"],
    "excludedMailboxes": ["Excluded@x"],
}


def mailbox(name: str, *, recovery: Any = True, days: Any = "30.00:00:00", **more: Any) -> dict[str, Any]:
    return {
        "UserPrincipalName": name,
        "Alias": name.partition("@")[0],
        "ExchangeGuid": mailbox_guid(f"{name}{' (inactive)' if more.get('IsInactiveMailbox') else ''}"),
        "ExternalDirectoryObjectId": directory_id(name),
        "RecipientTypeDetails": "UserMailbox",
        "IsInactiveMailbox": False,
        "SingleItemRecoveryEnabled": recovery,
        "RetainDeletedItemsFor": days,
        "UseDatabaseRetentionDefaults": False,
        "DefaultAuditSet": ["Admin", "Delegate", "Owner"],
        "AuditLogAgeLimit": "90.00:00:00",
        **more,
    }


MAILBOXES = [
    mailbox("obeys@x"),
    mailbox("as-delivered@x", days="14.00:00:00"),
    mailbox("purges@x", recovery=False),
    mailbox("both@x", recovery=False, days="1.00:00:00"),
    mailbox("excluded@x", days="0.00:00:00"),
    mailbox("room@x", days="14", RecipientTypeDetails="RoomMailbox"),
    mailbox("shared@x", days="14.00:00:00", RecipientTypeDetails="SharedMailbox"),
    mailbox("left@x", days="14.00:00:00", IsInactiveMailbox=True),
]
OTHERS = {
    "SoftDeletedMailbox": [mailbox("gone@x", recovery=False)],
    "GroupMailbox": [mailbox("team@x", RecipientTypeDetails="GroupMailbox")],
}
BROKEN = [
    ("as-delivered@x", "retainDays", 30, 14),
    ("both@x", "retainDays", 30, 1),
    ("both@x", "singleItemRecovery", True, False),
    ("purges@x", "singleItemRecovery", True, False),
    ("room@x", "retainDays", 30, 14),
]


def judged(fake: Fake, **rule: Any) -> Judgement:
    found: Judgement = run(KIND.judge(fake.tenant, {**RULE, **rule}))
    return found


def test_every_mailbox_is_counted_once_with_each_part_that_it_breaks() -> None:
    judgement = judged(Fake(MAILBOXES, OTHERS))

    found = [(one.member, one.property, one.expected, one.found) for one in judgement.violations]
    assert found == BROKEN
    assert judgement.covered == 1
    assert judgement.exempt == {
        Reason.NOT_CONCERNED: ("gone@x", "left@x (inactive)", "team@x"),
        Reason.EXCLUDED: ("excluded@x",),
        Reason.TYPE: ("shared@x",),
    }
    assert judgement.unjudged == ()


def test_each_part_is_mended_alone_and_what_obeys_is_left() -> None:
    fake = Fake(MAILBOXES, OTHERS)

    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    def sent(name: str, **setting: Any) -> dict[str, Any]:
        return {"cmdlet": "Set-Mailbox", "Identity": mailbox_guid(name), **setting}

    assert fake.sent == [
        sent("as-delivered@x", RetainDeletedItemsFor="30.00:00:00"),
        sent("both@x", RetainDeletedItemsFor="30.00:00:00"),
        sent("both@x", SingleItemRecoveryEnabled=True),
        sent("purges@x", SingleItemRecoveryEnabled=True),
        sent("room@x", RetainDeletedItemsFor="30.00:00:00"),
    ]


def test_what_is_accepted_of_a_mailbox_is_left_and_its_other_part_is_mended() -> None:
    fake = Fake([mailbox("both@x", recovery=False, days="1.00:00:00")])
    sparing = replace(KIND, spared=(f"{MEMBERS}[both@x].retainDays",))

    run(sparing.update(fake.tenant, KIND.key, {}, RULE))

    assert [sorted(one) for one in fake.sent] == [["Identity", "SingleItemRecoveryEnabled", "cmdlet"]]


def test_more_days_than_asked_exceed_and_are_never_made_fewer() -> None:
    fake = Fake([mailbox("long@x"), mailbox("long-but-purges@x", recovery=False)])

    judgement = judged(fake, retainDays=14)
    run(KIND.update(fake.tenant, KIND.key, {}, {**RULE, "retainDays": 14}))

    assert [(one.member, one.expected, one.found) for one in judgement.exceeding] == [("long@x", 14, 30)]
    assert fake.sent == [
        {
            "cmdlet": "Set-Mailbox",
            "Identity": mailbox_guid("long-but-purges@x"),
            "SingleItemRecoveryEnabled": True,
        }
    ]


@pytest.mark.parametrize(
    ("strange", "why"),
    [
        ({"SingleItemRecoveryEnabled": "True"}, "SingleItemRecoveryEnabled should be true or false"),
        ({"SingleItemRecoveryEnabled": None}, "SingleItemRecoveryEnabled should be there"),
        ({"RetainDeletedItemsFor": None}, "RetainDeletedItemsFor should be there"),
        ({"RetainDeletedItemsFor": "14.12:00:00"}, "RetainDeletedItemsFor should be whole days"),
        ({"UseDatabaseRetentionDefaults": True}, "its own days do not count"),
        ({"IsInactiveMailbox": None}, "IsInactiveMailbox should be there"),
        ({"RecipientTypeDetails": "SomethingNew"}, "RecipientTypeDetails should be one of"),
    ],
)
def test_what_is_not_understood_of_a_mailbox_is_unknown_and_left(strange: dict[str, Any], why: str) -> None:
    fake = Fake([mailbox("strange@x", days="14.00:00:00") | strange, mailbox("obeys@x")])

    judgement = judged(fake)
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    ((name, told),) = [(one.member, one.why) for one in judgement.unjudged]
    assert name == "strange@x"
    assert why in told
    assert judgement.covered == 1
    assert fake.sent == []


def test_the_end_of_the_rule_changes_no_mailbox() -> None:
    fake = Fake(MAILBOXES, OTHERS)

    run(KIND.delete(fake.tenant, KIND.key, RULE))

    assert fake.sent == []


def test_an_import_finds_the_days_of_most_mailboxes() -> None:
    usual = run(KIND.get(Fake(MAILBOXES).tenant, KIND.key, {})).inputs

    assert usual == {"mailboxTypes": ["UserMailbox"], "retainDays": 30}
    assert run(KIND.get(Fake().tenant, KIND.key, {})).inputs["retainDays"] == 14
