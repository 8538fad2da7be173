"""What retention tags of Exchange delete: each sort of tag, each action, and each way in which mail is kept."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.grace.facts import RetentionTag, Tagged
from holdfast.grace.keeping import Mailbox, MailPolicies, MailPolicy, Settings
from holdfast.grace.tags import tag_items, tag_lines
from holdfast.model.horizon import Fate

if TYPE_CHECKING:
    from holdfast.model.horizon import Item

UNKEPT, UNSURE_OF = "in which nothing keeps it for longer", "of which nobody can say"
CODE = "7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e"
SHORT = "5e1c2d3e4f5a4b6c8d9e0f1a2b3c4d51"
SOME = "6e1c2d3e4f5a4b6c8d9e0f1a2b3c4d52"
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
MAIL = MailPolicies(
    {
        CODE: MailPolicy(name="Mail", holds=True, days=2555),
        SHORT: MailPolicy(name="A month", holds=True, days=30),
        SOME: MailPolicy(name="Some", holds=True, why="keeps not every item"),
    }
)
KEPT: dict[str, dict[str, Any]] = {
    "litigation hold": {"litigation_hold": True},
    "litigation hold of a day longer": {"litigation_hold": True, "litigation_days": 366},
    "short litigation hold, and a policy": {
        "litigation_hold": True,
        "litigation_days": 30,
        "in_place_holds": (f"mbx{CODE}:2",),
    },
    "a label, and a litigation hold": {"label_hold": True, "litigation_hold": True},
    "retention policy": {"in_place_holds": (f"mbx{CODE}:2",)},
}
NOT_KEPT: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a litigation hold of a month": {"litigation_hold": True, "litigation_days": 30},
    "a litigation hold that is over on that day": {"litigation_hold": True, "litigation_days": 365},
    "a policy that keeps for a month": {"in_place_holds": (f"mbx{SHORT}:2",)},
    "both": {"litigation_hold": True, "litigation_days": 30, "in_place_holds": (f"mbx{SHORT}:3",)},
    "a policy that only deletes": {"in_place_holds": (f"mbx{CODE[::-1]}:1",)},
}
UNSURE: dict[str, dict[str, Any]] = {
    "a label, which keeps what bears it": {"label_hold": True},
    "a delay hold, which ends": {"delay_hold": True},
    "a case, which asks for some of it": {"in_place_holds": (f"UniH{CODE}",)},
    "an old hold, which may ask for some of it": {"in_place_holds": (f"cld{CODE}",)},
    "a policy that keeps not every item": {"in_place_holds": (f"mbx{SOME}:2",)},
    "a litigation hold of a month, and a label": {
        "litigation_hold": True,
        "litigation_days": 30,
        "label_hold": True,
    },
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


@pytest.mark.parametrize("kind", ["All", "JunkEmail"])
@pytest.mark.parametrize("days", [29, 30, 31, 365, 2554, 2555, 2556])
@pytest.mark.parametrize("kept_days", [30, 2555])
def test_what_is_kept_for_as_long_as_the_tag_leaves_it_is_lost(kind: str, days: int, kept_days: int) -> None:
    """Both count from its receipt: what the tag deletes while it is held stays, and what it deletes later is lost."""
    codes = {30: SHORT, 2555: CODE}
    for state in (
        {"litigation_hold": True, "litigation_days": kept_days},
        {"in_place_holds": (f"mbx{codes[kept_days]}:2",)},
    ):
        items, lines = seen(tag(kind, days=days), under(state))
        assert bool(items or lines) is (days >= kept_days), (state, days)


def test_a_policy_without_mailboxes_loses_nothing_and_each_policy_counts_its_own() -> None:
    assert seen(tag(policy="Theirs"), under({})) == ([], ())
    (item,), _ = seen(tag(), [*under({}, {}), *under({}, policy="Theirs")])
    assert "14 (ana@x, lee@x, ana@x, lee@x and 10 more)" in item.explanation
