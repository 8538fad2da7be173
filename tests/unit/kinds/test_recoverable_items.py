"""Recoverable items over made-up mailboxes and a made-up report: who is nearly full, and of whom that is not known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.exchange.recoverable_items import KIND
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from holdfast.normalise.sizes import parse_bytes
from tests.unit.kinds.made_up import Fake, directory_id, run
from tests.unit.kinds.test_deleted_item_recovery import mailbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement

GB = 2**30
RULE = {"percent": 80, "mailboxTypes": ["UserMailbox"], "excludedMailboxes": ["excluded@x"]}
HELD_QUOTA = "100 GB (107,374,182,400 bytes)"


def box(name: str, quota: Any = HELD_QUOTA, **more: Any) -> dict[str, Any]:
    return mailbox(name, **{"RecoverableItemsQuota": quota, "UseDatabaseQuotaDefaults": False, **more})


def usage(name: str, used: Any, **more: Any) -> dict[str, Any]:
    row = {"userPrincipalName": name, "isDeleted": False, "reportRefreshDate": "2026-11-25"}
    return {**row, "deletedItemSizeInBytes": used, **more}


@dataclass
class Reported(Fake):
    """A made-up tenant with a report of mailbox usage."""

    report: Sequence[dict[str, Any]] = field(default_factory=tuple)

    def service_time(self) -> datetime:
        return datetime(2026, 11, 27, 12, tzinfo=UTC)

    async def pages(self, what: Any, /, *more: Any, **_: Any) -> AsyncIterator[list[Any]]:
        if "getMailboxUsageDetail" not in str(what):
            async for page in super().pages(what, *more):
                yield page
            return
        yield list(self.report[:1])
        yield list(self.report[1:])


def judged(boxes: Sequence[dict[str, Any]], report: Sequence[dict[str, Any]]) -> Judgement:
    found: Judgement = run(KIND.judge(Reported(boxes, report=report).tenant, RULE))
    return found


def test_who_is_nearly_full_is_told_and_who_is_not_obeys() -> None:
    judgement = judged(
        [
            box("Full@x"),
            box("near@x"),
            box("below@x"),
            box("endless@x", "Unlimited"),
            box("excluded@x"),
            box("left@x", IsInactiveMailbox=True),
            box("Full@x", IsInactiveMailbox=True),
            box("small@x", IsInactiveMailbox=True),
            box("twice@x", IsInactiveMailbox=True),
            box("shared@x", RecipientTypeDetails="SharedMailbox"),
        ],
        [
            usage("full@x", 100 * GB),
            usage("full@x", 90 * GB, isDeleted=True),
            usage("small@x", 0, isDeleted=True),
            usage("twice@x", 99 * GB, isDeleted=True),
            usage("twice@x", 0, isDeleted=True),
            usage("NEAR@x", 80 * GB),
            usage("below@x", 80 * GB - 1),
            usage("shared@x", 90 * GB),
        ],
    )

    told = [(one.member, one.member_id, one.expected, one.found) for one in judgement.violations]
    assert told == [
        ("Full@x", directory_id("full@x"), "less than 80", 100),
        ("Full@x (inactive)", "", "less than 80", 90),
        ("near@x", directory_id("near@x"), "less than 80", 80),
    ]
    assert all("of 100 GB" in one.note and not one.remedy for one in judgement.violations)
    assert (judgement.covered, judgement.unjudged) == (3, ())
    assert judgement.exempt == {
        Reason.DELETED: ("twice@x (inactive)",),
        Reason.NOT_CONCERNED: ("left@x (inactive)",),
        Reason.EXCLUDED: ("excluded@x",),
        Reason.TYPE: ("shared@x",),
    }


def test_groups_are_judged_by_their_own_statistics_and_named_where_those_are_not_told() -> None:
    teams = {"full": 90 * GB, "below": 80 * GB - 1, "untold": None}
    rows = [box(f"{one}@x", RecipientTypeDetails="GroupMailbox", ExchangeGuid=one) for one in teams]
    told = {"full": "90 GB (96,636,764,160 bytes)", "below": f"80 GB ({teams['below']:,} bytes)"}

    class Asked(Reported):
        async def rows(self, _endpoint: Any, one: Any, _select: Any = ()) -> list[Mapping[str, Any]]:
            if one.cmdlet != "Get-MailboxStatistics":
                return []
            found = told.get(one.parameters["Identity"])
            return [{"TotalDeletedItemSize": found}]

    fake = Asked([box("a@x")], {"GroupMailbox": rows}, report=[usage("a@x", 0)])
    judgement = run(KIND.judge(fake.tenant, RULE))

    assert [(one.member, one.found) for one in judgement.violations] == [("full@x", 90)]
    assert (judgement.covered, judgement.unjudged) == (2, ())
    assert judgement.exempt == {Reason.TYPE: ("untold@x",)}


def test_a_mailbox_without_a_row_or_with_a_strange_quota_is_unknown_and_the_others_are_not() -> None:
    boxes = [
        box("new@x"),
        box("comma@x", "100 GB (107.374.182.400 bytes)"),
        box("silent@x", None),
        box("of-database@x", UseDatabaseQuotaDefaults=True),
        box("known@x"),
    ]
    judgement = judged(boxes, [usage(one["UserPrincipalName"], 0) for one in boxes if one is not boxes[0]])

    assert {one.member for one in judgement.unjudged} == {"new@x", "comma@x", "silent@x", "of-database@x"}
    assert (judgement.covered, judgement.violations) == (1, ())


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (usage("6A5C9B2F0C3D5E1F", 0), "conceals names in reports"),
        (usage("a@x", 0, reportRefreshDate="2026-11-18"), "a day of the last week"),
        (usage("a@x", 0, reportRefreshDate="2026-11-29"), "a day of the last week"),
        (usage("a@x", 0, reportRefreshDate="yesterday"), "should be a day"),
        (usage("a@x", 0, reportRefreshDate="20261125"), "should be a day"),
        (usage("a@x", 0, reportRefreshDate="2026-11-5"), "should be a day such as"),
        (usage("a@x", 0, reportRefreshDate="9999-12-31"), "should be a day"),
        (usage("a@x", 0, reportRefreshDate="0001-01-01"), "a day of the last week"),
        (usage("a@x", -1), "0 or more"),
        (usage("a@x", "1.2 GB"), "deletedItemSizeInBytes"),
        (usage("a@x", 0, isDeleted=None), "isDeleted"),
        (usage("b@x", 0), "of one mailbox alone"),
    ],
)
def test_a_report_that_is_not_understood_is_no_report(row: dict[str, Any], told: str) -> None:
    with pytest.raises(ReadError, match=told):
        judged([box("a@x")], [usage("b@x", 0), row])


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1.2 GB (1,288,490,188 bytes)", 1_288_490_188),
        ("0 B (0 bytes)", 0),
        ("unlimited", "unlimited"),
        ("1.2 GB", None),
        ("1.2 GB (1288490188 bytes)", None),
        ("1,2 GB (1,288,490,188 bytes)", None),
        ("1.2 GB (1,288,490,188 bytes) or so", None),
        ("", None),
    ],
)
def test_a_size_is_its_bytes_or_it_is_not_understood(text: str, size: int | str | None) -> None:
    assert parse_bytes(text) == size
