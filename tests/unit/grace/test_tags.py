"""What retention tags of Exchange delete: each sort of tag, each action, and each way in which mail is kept."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.grace.facts import Mailbox, MailPolicies, MailPolicy, RetentionTag, Settings, Tagged
from holdfast.grace.tags import tag_items, tag_lines
from holdfast.model.horizon import Fate

if TYPE_CHECKING:
    from holdfast.model.horizon import Item

UNKEPT, UNSURE_OF = "that nothing keeps", "of which nobody can say"
CODE = "7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e"
IN_USE = (
    "All",
    "Inbox",
    "SentItems",
    "Calendar",
    "Contacts",
    "Tasks",
    "Notes",
    "ConversationHistory",
    "Drafts",
)
APART = ("Personal", "DeletedItems", "JunkEmail", "RecoverableItems", "SyncIssues", "RssSubscriptions")
DELETES = ("DeleteAndAllowRecovery", "PermanentlyDelete", "MoveToDeletedItems", "permanentlydelete")
HARMLESS = ("MarkAsPastRetentionLimit", "MoveToFolder")
MAIL = MailPolicies({CODE: MailPolicy(name="Mail", holds=True, days=2555)})
KEPT: dict[str, dict[str, Any]] = {
    "litigation hold": {"litigation_hold": True},
    "label": {"label_hold": True},
    "delay hold": {"delay_hold": True},
    "eDiscovery hold": {"in_place_holds": (f"UniH{CODE}",)},
    "retention policy": {"in_place_holds": (f"mbx{CODE}:2",)},
}
NOT_KEPT: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a policy that only deletes": {"in_place_holds": (f"mbx{CODE[::-1]}:1",)},
}
UNSURE: dict[str, dict[str, Any]] = {
    "a policy that is not there": {"in_place_holds": (f"mbx{CODE[::-1]}:2",)},
    "a code of a new sort": {"in_place_holds": ("qqq:9",)},
}


def tag(
    kind: str = "All", action: str = "PermanentlyDelete", days: int | None = 365, policy: str = "Ours"
) -> Any:
    return RetentionTag(policy=policy, name="A tag", type=kind, action=action, days=days)


def under(*states: dict[str, Any], policy: str = "Ours") -> list[Tagged]:
    return [
        Tagged(policy=policy, mailbox=Mailbox(id="", name="", **one), count=7, names=("ana@x", "lee@x"))
        for one in states
    ]


def seen(one: RetentionTag, tagged: list[Tagged], **settings: Any) -> tuple[list[Item], tuple[str, ...]]:
    all_of = Settings(mail=MAIL, **settings)
    return list(tag_items([one], tagged, all_of)), tag_lines([one], tagged, all_of)


@pytest.mark.parametrize(("kind", "action"), list(product(IN_USE, DELETES)))
def test_a_tag_that_deletes_what_is_in_use_is_told_of_what_nothing_keeps(kind: str, action: str) -> None:
    (item,), lines = seen(tag(kind, action), under({}))

    assert (item.fate, item.rule, item.lost_from, item.name) == (Fate.UNKNOWN, "MT1", None, "Ours: A tag")
    assert UNKEPT in item.explanation
    assert "365 days old" in item.explanation
    assert "7 (ana@x, lee@x and 5 more)" in item.explanation
    assert lines == ()


@pytest.mark.parametrize(("kind", "action"), list(product(APART, DELETES)))
def test_what_is_thrown_away_or_tagged_by_hand_is_told_and_is_no_loss(kind: str, action: str) -> None:
    items, (line,) = seen(tag(kind, action), under({}))

    assert items == []
    assert line.startswith("Ours, A tag: ")
    assert line.endswith("365 days old; 7 mailboxes")


@pytest.mark.parametrize("kind", [*IN_USE, *APART])
def test_what_goes_to_the_archive_is_told_and_what_does_nothing_is_not(kind: str) -> None:
    items, (line,) = seen(tag(kind, "MoveToArchive"), under({}))
    assert (items, "archive" in line) == ([], True)
    for action in HARMLESS:
        assert seen(tag(kind, action), under({})) == ([], ())
    assert seen(tag(kind, days=None), under({})) == ([], ())


@pytest.mark.parametrize("kind", IN_USE)
def test_of_an_action_that_nobody_knows_nobody_can_say(kind: str) -> None:
    (item,), _ = seen(tag(kind, "ShredAtNoon"), under({}))
    assert "ShredAtNoon, which is not known" in item.explanation


@pytest.mark.parametrize("kept", KEPT)
def test_what_is_kept_by_one_thing_is_not_lost_and_is_lost_without_it(kept: str) -> None:
    assert seen(tag(), under(KEPT[kept])) == ([], ())
    assert seen(tag("JunkEmail"), under(KEPT[kept])) == ([], ())
    (item,), _ = seen(tag(), under(KEPT[kept], {}))
    assert "7 (ana@x" in item.explanation


def test_a_hold_over_all_mailboxes_keeps_unless_one_is_left_out() -> None:
    over_all = {"organization_holds": (f"mbx{CODE}:2",)}
    assert seen(tag(), under({}), **over_all) == ([], ())
    (item,), _ = seen(tag(), under({"in_place_holds": (f"-mbx{CODE}",)}), **over_all)
    assert (UNKEPT in item.explanation, UNSURE_OF in item.explanation) == (True, False)


@pytest.mark.parametrize("state", NOT_KEPT)
def test_what_only_deletes_keeps_nothing(state: str) -> None:
    (item,), _ = seen(tag(), under(NOT_KEPT[state]))
    assert (UNKEPT in item.explanation, UNSURE_OF in item.explanation) == (True, False)


@pytest.mark.parametrize("state", UNSURE)
def test_what_nobody_can_say_is_told_apart(state: str) -> None:
    (item,), _ = seen(tag(), under(UNSURE[state]))
    assert (UNKEPT in item.explanation, UNSURE_OF in item.explanation) == (False, True)
    (both,), _ = seen(tag(), under(UNSURE[state], {}))
    assert (UNKEPT in both.explanation, UNSURE_OF in both.explanation) == (True, True)
    (unread,), _ = seen(tag(), under({}), organization_holds=None)
    assert (UNKEPT in unread.explanation, UNSURE_OF in unread.explanation) == (False, True)


def test_a_policy_without_mailboxes_loses_nothing_and_each_policy_counts_its_own() -> None:
    assert seen(tag(policy="Theirs"), under({})) == ([], ())
    (item,), _ = seen(tag(), [*under({}, {}), *under({}, policy="Theirs")])
    assert "14 (ana@x, lee@x, ana@x, lee@x and 10 more)" in item.explanation
