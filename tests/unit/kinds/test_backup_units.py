"""Units and mailboxes as a service usually writes them are decoded the short way, and come to the same as strictly."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any, cast
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.kinds.backup.mailbox_backup import KIND
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.services import backup_units
from holdfast.kinds.services.backup_state import Backup, Key, Policy, user_key
from holdfast.kinds.services.backup_units import Protected, take_units
from holdfast.kinds.services.tally import Ruling
from holdfast.tenant.plan_holders import Holders
from tests.wire.mutations import GONE, TYPES

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
POLICY = Policy("Policy-1", "Ours", "active", 365)
USERS = [f"0badcafe-0000-4000-8000-00000000000{number}" for number in range(4)]
MOMENTS = (
    *("2026-11-26T12:00:00Z", "2026-11-26T12:00:01Z", "2026-11-27T01:00:00+09:00", "2026-11-27T01:00:00"),
    *("0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-05:00", "2026-11-27T01:00:00+00:00", "2026-11-27"),
)
WORDS = (
    "Protected",
    "unprotected",
    "protectRequested",
    "unknownFutureValue",
    "policy-1",
    "Policy-2",
    " ",
    "a,b",
)
ODD = (*TYPES, *MOMENTS, *WORDS, {"code": "mailboxNotFound", "message": "gone"}, GONE, *USERS)


def unit(number: int) -> dict[str, Any]:
    return {
        "id": f"Unit-{number}",
        "policyId": POLICY.id,
        "status": "protected",
        "error": None,
        "lastModifiedDateTime": "2026-11-24T12:00:00Z",
        "directoryObjectId": USERS[number],
        "backupRetentionPeriodInDays": POLICY.keeps_days,
    }


def changed(number: int, changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**unit(number), **changes}.items() if value is not GONE}


def came_to(page: list[dict[str, Any]], *, short: bool) -> tuple[Any, Backup, Any]:
    """What a page comes to, in a backup of which the last user's mailbox was in order."""
    backup, claimed = Backup("enabled", policy=POLICY, in_order={user_key(USERS[3])}), set[Key]()
    strict = patch.object(backup_units, "plain_unit", lambda *_: lambda _: None)
    with nullcontext() if short else strict:
        try:
            return take_units(KIND.workload, backup, claimed, page, NOW), backup, claimed
        except MisreadError as misread:
            return str(misread), backup, claimed


ROWS = st.builds(
    changed,
    st.integers(0, 3),
    st.dictionaries(st.sampled_from([*unit(0)]), st.sampled_from(ODD), max_size=2),
)


@settings(max_examples=40)
@given(st.lists(ROWS, max_size=6))
def test_the_short_way_comes_to_what_the_strict_one_does(page: list[dict[str, Any]]) -> None:
    assert came_to(page, short=True) == came_to(page, short=False)


def test_each_single_oddity_comes_to_the_same() -> None:
    for name in unit(0):
        for odd in ODD:
            page = [unit(1), changed(0, {name: odd}), unit(2)]
            assert came_to(page, short=True) == came_to(page, short=False), (name, odd)


def test_nearly_all_go_the_short_way() -> None:
    plain = backup_units.plain_unit(KIND.workload, POLICY, NOW)

    assert plain(unit(0)) == Protected("Unit-0", user_key(USERS[0]), fresh=False)
    assert plain(changed(0, {"lastModifiedDateTime": MOMENTS[1]})) == Protected(
        "Unit-0", user_key(USERS[0]), fresh=True
    )
    assert plain(changed(0, {"error": GONE})) == plain(unit(0))


RULE = {
    "mailboxTypes": ["UserMailbox", "sharedmailbox"],
    "excludedMailboxes": ["User3@Contoso.example", USERS[2]],
    "retentionDays": 365,
}
OF_MAILBOXES = (
    *(
        "SharedMailbox",
        "usermailbox",
        "RoomMailbox",
        "OtherMailbox",
        "USER3@contoso.example",
        USERS[2].upper(),
    ),
    *("0", "00000000-0000-0000-0000-000000000000", "-", "{1}", " 1 ", "1_0", "guid"),
)


def mailbox(number: int, changes: dict[str, Any]) -> dict[str, Any]:
    usual = {
        "UserPrincipalName": f"user{number}@contoso.example",
        "Alias": f"user{number}",
        "ExchangeGuid": f"5eed0000-0000-4000-8000-00000000000{number}",
        "ExternalDirectoryObjectId": USERS[number],
        "RecipientTypeDetails": "UserMailbox",
        "IsInactiveMailbox": False,
    }
    return {name: value for name, value in {**usual, **changes}.items() if value is not GONE}


def counted(rows: list[dict[str, Any]], rule: dict[str, Any], *, short: bool) -> tuple[Any, ...]:
    """What rows come to in each of the lists, and who of the users is not among them."""
    mailboxes = KIND.population()
    with nullcontext() if short else patch.object(type(mailboxes), "plain", lambda *_: lambda _: None):
        listener = mailboxes.tally(rule)
        for source in mailboxes.sources(rule):
            listener.hear(source, rows)
    tally = listener.made()
    users = [(one, f"user{number}@contoso.example") for number, one in enumerate((*USERS, "ffff"))]
    missing = tally.hold(Holders(users, member=True, licensed=True), mailboxes.leaves_out(rule))
    tally.settle(
        lambda name, waits: Ruling(member=name, unknown=f"waits by {waits}") if "2" in name else None
    )
    return tally.judgement(()), missing, listener.error


MAILBOXES = st.builds(
    mailbox,
    st.integers(0, 3),
    st.dictionaries(
        st.sampled_from([*mailbox(0, {})]), st.sampled_from((*TYPES, *OF_MAILBOXES, GONE, *USERS)), max_size=2
    ),
)


@settings(max_examples=40)
@given(
    st.lists(MAILBOXES, max_size=6),
    st.sampled_from([RULE, {"mailboxTypes": ["UserMailbox"], "retentionDays": 365}]),
)
def test_mailboxes_are_counted_the_short_way_as_by_the_strict_one(
    rows: list[dict[str, Any]], rule: dict[str, Any]
) -> None:
    assert counted(rows, rule, short=True) == counted(rows, rule, short=False)


def test_each_single_oddity_of_a_mailbox_comes_to_the_same() -> None:
    for name in mailbox(0, {}):
        for odd in (*TYPES, *OF_MAILBOXES, GONE, *USERS):
            rows = [mailbox(1, {}), mailbox(0, {name: odd}), mailbox(2, {})]
            assert counted(rows, RULE, short=True) == counted(rows, RULE, short=False), (name, odd)


def test_nearly_all_mailboxes_go_the_short_way() -> None:
    plain = cast("Any", KIND.population()).plain(RULE)

    for row in (mailbox(0, {}), mailbox(1, {"RecipientTypeDetails": "SharedMailbox"})):
        name, user, *_ = plain(row)
        assert (name, user) == (row["UserPrincipalName"], row["ExternalDirectoryObjectId"])
    for left_out in (mailbox(2, {}), mailbox(3, {}), mailbox(0, {"RecipientTypeDetails": "RoomMailbox"})):
        assert plain(left_out) is None


@pytest.mark.parametrize("short", [True, False])
@pytest.mark.parametrize(
    ("days", "told"),
    [
        *((one, "") for one in (365, 366, 3650, 0, None, GONE)),
        (364, "keeps its restore points for 364 days, and its policy for 365"),
        (90, "keeps its restore points for 90 days, and its policy for 365"),
        (-1, "keeps its restore points for -1 days, and its policy for 365"),
        ("365", "backupRetentionPeriodInDays should be a whole number, and is '365'"),
        (False, "backupRetentionPeriodInDays should be a whole number, and is False"),
    ],
)
def test_a_unit_that_keeps_points_for_a_shorter_time_than_its_policy_is_unknown(
    days: Any, told: str, short: bool
) -> None:
    protected, backup, _ = came_to([changed(0, {"backupRetentionPeriodInDays": days})], short=short)

    assert {one: each.strange for one, each in backup.others.items()} == (
        {user_key(USERS[0]): told} if told else {}
    )
    assert [*protected] == ([] if told else ["unit-0"])


def test_what_else_is_wrong_with_a_unit_is_told_before_its_days() -> None:
    error = {"code": "mailboxNotFound", "message": "gone"}
    _, backup, _ = came_to([changed(0, {"error": error, "backupRetentionPeriodInDays": 90})], short=True)

    (unit,) = backup.others.values()
    assert (unit.error, unit.strange) == ("mailboxNotFound: gone", "")


@pytest.mark.parametrize("again", [{}, {"id": "Unit-9"}])
def test_a_unit_that_comes_again_on_the_next_page_is_unknown_in_words_that_hold_for_both_causes(
    again: dict[str, Any],
) -> None:
    backup, claimed = Backup("enabled", policy=POLICY), set[Key]()
    first = take_units(KIND.workload, backup, claimed, [unit(0), unit(1)], NOW)
    backup.in_order |= {one.key for one in first.values()}

    second = take_units(KIND.workload, backup, claimed, [{**unit(1), **again}, unit(2)], NOW)

    assert backup.in_order == {user_key(USERS[0])}
    assert {one.key for one in second.values()} == {user_key(USERS[2])}
    told = backup.others[user_key(USERS[1])].strange
    assert "it has two" in told
    assert "the list shifted while it was read" in told


@pytest.mark.parametrize("status", ["protected", "protectRequested"])
@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2099-01-01T00:00:00Z", True),
        ("2099-01-01T00:00:00+00:00", True),
        ("2026-11-27T12:00:20Z", False),
        ("2026-11-27T11:00:00Z", False),
    ],
)
def test_a_unit_that_changes_at_a_moment_to_come_is_not_waited_for_until_then(
    status: str, moment: str, *, told: bool
) -> None:
    backup = Backup("enabled", policy=POLICY)
    row = {**unit(0), "status": status, "lastModifiedDateTime": moment}

    protected = take_units(KIND.workload, backup, set(), [row], NOW)

    strange = [one.strange for one in backup.others.values() if one.strange]
    assert bool(strange) is told
    assert all("a moment that has been" in one for one in strange)
    assert bool(protected) is (status == "protected" and not told)
