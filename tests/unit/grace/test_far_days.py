"""Days at the ends of the calendar: a service writes the last of them, or millions of days, where it means never."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.grace.ahead import look_ahead
from holdfast.grace.facts import (
    Copy,
    DeletedUser,
    Drive,
    Facts,
    Group,
    StrayDrive,
    Subscription,
    UnlicensedDrive,
)
from holdfast.grace.keeping import Mailbox, RetentionPolicy, Settings
from holdfast.grace.notes import notes
from holdfast.grace.periods import PERIODS, Periods
from holdfast.grace.telling import end
from holdfast.model.horizon import Horizon, in_order
from holdfast.model.plan import Cloud
from holdfast.report.horizon_text import horizon_json
from holdfast.report.horizon_view import horizon_view

FOR_EVER = 2**31 - 1
TODAY = date(2026, 11, 28)
ENDS = [
    datetime.min.replace(tzinfo=UTC),
    datetime(2024, 2, 29, tzinfo=UTC),
    datetime(2026, 11, 28, tzinfo=UTC),
    datetime(2026, 11, 27, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(9999, 12, 1, tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
]
MOMENTS = st.sampled_from(ENDS) | st.datetimes(timezones=st.just(UTC))
DAYS = st.sampled_from([0, 30, 36_500, FOR_EVER]) | st.integers(0, 10**12)
DRIVE = Drive(address="https://my.x/personal/ada", size_bytes=1)


@given(MOMENTS, DAYS)
def test_a_day_is_the_one_that_days_make_and_at_most_the_last_of_the_calendar(
    since: datetime, days: int
) -> None:
    found = end(since, days)

    assert found is not None
    assert (found - since.date()).days == days or (found == date.max and days > (found - since.date()).days)


@pytest.mark.parametrize("days", [30, FOR_EVER, None])
def test_what_never_ends_has_no_day(days: int | None) -> None:
    assert (end(ENDS[2], days) is None) is (days is None)


def everything(moment: datetime, days: int) -> Facts:
    """One thing of each sort, all with the same moment, under a policy of so many days."""
    locations = frozenset({"OneDriveLocation", "ModernGroupLocation"})
    policy = RetentionPolicy(
        id="p", name="P", retains=True, everything_at=locations, keeps_days=days, deletes_days=days
    )
    user: dict[str, Any] = {"id": "u", "name": "ada@x", "deleted": moment, "drive": DRIVE}
    copy = Copy(policy="B", expires=moment, offboarded=moment)
    boxes = (
        Mailbox(id="1", name="a@x", state="deleted", soft_deleted=moment),
        Mailbox(id="2", name="b@x", state="inactive", soft_deleted=moment, retired=moment),
        Mailbox(
            id="3",
            name="c@x",
            state="inactive",
            litigation_hold=True,
            soft_deleted=moment,
            litigation_days=days,
        ),
        Mailbox(id="4", name="d@x", licensed=False, unlicensed_since=moment, account="u"),
    )
    return Facts(
        settings=Settings(policies=(policy,)),
        deleted_users=(DeletedUser(**user), DeletedUser(**{**user, "unlicensed_since": moment})),
        left=(DeletedUser(**user),),
        groups=(Group(id="g", name="T", deleted=moment), Group(id="h", name="S", expires=moment, owners=0)),
        mailboxes=boxes,
        unlicensed_drives=(UnlicensedDrive(id="v", name="bob@x", since=moment, drive=DRIVE),),
        stray_drives=(StrayDrive(id="w", name="eve@x", last_used=moment.date(), drive=DRIVE),),
        subscriptions=tuple(
            Subscription(id=one, product="SPE_E5", status=one, next_change=moment)
            for one in ("Enabled", "Warning", "Suspended", "LockedOut", "Deleted")
        ),
        mail_copies={"u": copy},
        drive_copies={"u": copy, "v": copy},
        site_copies={"g": copy},
    )


@given(MOMENTS, DAYS, st.none() | st.integers(0, 36_500))
def test_whatever_day_a_tenant_tells_it_is_shown(moment: datetime, days: int, within: int | None) -> None:
    items = list(look_ahead(everything(moment, days), Periods(())))
    last = TODAY + timedelta(days=within or 0)
    horizon = Horizon(
        client="c",
        tenant="t",
        cloud=Cloud.EMBEDDED,
        today=TODAY,
        within_days=within,
        items=in_order([one.seen_from(last).unsure_by(None if within is None else last) for one in items]),
        unread=(),
        inactive_accounts=None,
        overridden=(),
    )

    assert len(items) >= 14
    assert horizon_view(horizon, notes(horizon)).items
    assert horizon_json(horizon, list(PERIODS.values()), notes(horizon))
