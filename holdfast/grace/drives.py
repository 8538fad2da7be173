"""What becomes of the OneDrive of a deleted user, and of one without a licence (research notes data-loss O1 to O3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from holdfast.grace.facts import DeletedUser
from holdfast.grace.periods import DRIVES_ENFORCED_FROM, SHORTEST_DRIVE_RETENTION_DAYS
from holdfast.grace.policies import DRIVES, cover_of, sooner
from holdfast.grace.telling import by_rule, end, kept, unknown
from holdfast.model.horizon import Fate

if TYPE_CHECKING:
    from holdfast.grace.facts import StrayDrive, UnlicensedDrive
    from holdfast.grace.keeping import Settings
    from holdfast.grace.periods import Periods
    from holdfast.model.horizon import Item

_DRIVE = "OneDrive"
_ARCHIVED_DAYS = 93
"""Without a licence for as long a drive is archived, or in the bin where nothing keeps it and nobody pays (O2)."""
_FROM_ELSEWHERE = "#ext#"
"""In the name of who was invited from another organization (https://learn.microsoft.com/entra/external-id/
user-properties, recalled); of a guest who is not, nothing says that he has no drive."""
_TAKE = "copy the files, or give the drive to his manager and a secondary owner, before it goes to the bin"
_GONE = "of an account that is gone for good; since when, nothing tells"
_CODE = "told as deleted by a report in which the tenant conceals names: whose it is, and since when, nothing tells"
_SHOW = (
    "show names in reports and look again, or look through the deleted sites in the SharePoint admin center"
)
_PAY = "license the user again or pay for Microsoft 365 Archive, and say so in holdfast:grace_periods"


def deleted_drive(user: DeletedUser, settings: Settings, periods: Periods) -> Item | None:
    """Return what becomes of the drive of a deleted user; None for somebody of another organization, who has none.

    Whose type alone says guest may be an employee who was made one: his mailbox and his drive stay.
    """
    if user.guest and _FROM_ELSEWHERE in user.name.casefold() and user.drive is None:
        return None
    told = "of a deleted user, if he had one"
    days = settings.drive_retention_days
    if days is None:
        days = SHORTEST_DRIVE_RETENTION_DAYS
        told += f"; the tenant's retention of drives was not read, so the shortest, {days} days, is counted"
    in_bin = end(user.deleted, days)
    late = _raised_too_late(user, days, periods["O1"].days)
    late += _unlicensed_by_then(user, periods)
    bound = f"{told}; in the site bin from {in_bin}{late}"
    own = by_rule(_DRIVE, user, periods["O1"], user.deleted, (bound, _TAKE), more_days=days)
    return _earlier(user, user.deleted, own, f"{told}{late}", settings=settings, periods=periods)


def _unlicensed_by_then(user: DeletedUser, periods: Periods) -> str:
    """Return what nothing tells where the audit log does not say when the licence went: it does not reach as far back.

    What is in the bin for want of a licence no retention of drives takes out of it (inferred: O2 and W20 there).
    """
    period = periods["O2"].days
    if user.unlicensed_since is not None or period is None or _is_paid(periods):
        return ""
    return f"; had it no licence for {_ARCHIVED_DAYS} days by the deletion, it is lost {period} days after that went"


def _raised_too_late(user: DeletedUser, days: int, in_bin_days: int | None) -> str:
    """Return what a retention is no promise of: one that is raised changes nothing of what is in the bin by then.

    When it was raised nothing tells, so that the day is not another one (research notes data-loss W20, inferred).
    """
    if days <= SHORTEST_DRIVE_RETENTION_DAYS or in_bin_days is None:
        return ""
    moved = end(user.deleted, SHORTEST_DRIVE_RETENTION_DAYS)
    gone = end(user.deleted, SHORTEST_DRIVE_RETENTION_DAYS + in_bin_days)
    return f"; in the bin from {moved} and lost from {gone} where the retention of drives was raised later than that"


def unlicensed_drive(drive: UnlicensedDrive, settings: Settings, periods: Periods) -> Item:
    """Return what becomes of the drive of an account that is there and not licensed for one."""
    if drive.since is None:
        told = "without licence; since when, the audit log does not tell: archived or erased any day"
        return unknown(_DRIVE, drive, "O2", (told, _PAY))
    told = f"without licence: read-only after 60 days, archived after {_ARCHIVED_DAYS}"
    own = by_rule(_DRIVE, drive, periods["O3" if _is_paid(periods) else "O2"], drive.since, (told, _PAY))
    return _earlier(drive, drive.since, own, told, settings=settings, periods=periods)


def stray_drive(one: StrayDrive, settings: Settings, periods: Periods) -> Item:
    """Return what becomes of the drive of an account that nothing lists any longer: since when it is gone is not told.

    The day is the earliest: the account was there when the drive was last used, and may have lost its licence then.
    """
    words = (_CODE, _SHOW) if one.concealed else (_GONE, _TAKE)
    told, _ = words
    days = settings.drive_retention_days or SHORTEST_DRIVE_RETENTION_DAYS
    in_bin = periods["O1"].days
    since = None if one.last_used is None else datetime.combine(one.last_used, time(), UTC)
    if since is None or in_bin is None:
        return unknown(_DRIVE, one, "O1", words)
    own = [by_rule(_DRIVE, one, periods["O1"], since, words, more_days=days)]
    if not _is_paid(periods):
        own.append(by_rule(_DRIVE, one, periods["O2"], since, words))
    soonest = min(own, key=lambda each: each.lost_from or date.max)
    first = _earlier(one, since, soonest, told, settings=settings, periods=periods)
    if first.fate is Fate.KEPT:
        return first
    sooner = f"{first.explanation}; last used on {one.last_used}, and gone that much later at the earliest"
    return unknown(_DRIVE, one, first.rule, (sooner, first.to_do), lost_from=first.lost_from)


def _earlier(
    named: DeletedUser | UnlicensedDrive | StrayDrive,
    since: datetime,
    own: Item,
    told: str,
    *,
    settings: Settings,
    periods: Periods,
) -> Item:
    """Return what comes first: its own rule, which a policy stops, or that of unpaid drives, which none does."""
    counted = max(_unpaid_since(named, since), datetime.combine(DRIVES_ENFORCED_FROM, time(), UTC))
    reason = f"{told}; unpaid drives are erased although a policy or hold is on them"
    unpaid = by_rule(_DRIVE, named, periods["O3"], counted, (reason, _PAY))
    stays = 0 if own.lost_from is None else (own.lost_from - since.date()).days
    address = named.drive.address if named.drive else ""
    cover = cover_of(DRIVES, settings, stays, address)
    if cover.keepers:
        until = end(since, cover.keeps_days)
        held = kept(_DRIVE, named, own.rule, cover.keepers, told, since=since, until=until)
        if unpaid.lost_from is None or (until is not None and until < unpaid.lost_from):
            return held
        return unpaid
    first = min((own, unpaid), key=lambda one: one.lost_from or date.max)
    parts = sooner(DRIVES, settings, address)
    if cover.doubt and first is own:
        doubt = f"{own.explanation}; {cover.doubt}{parts}"
        return unknown(_DRIVE, named, own.rule, (doubt, own.to_do), since=since, lost_from=own.lost_from)
    return replace(first, explanation=f"{first.explanation}{parts}")


def _unpaid_since(named: DeletedUser | UnlicensedDrive | StrayDrive, since: datetime) -> datetime:
    """Return from when on nobody pays for a drive: the licence may have gone before the account did."""
    gone = named.unlicensed_since if isinstance(named, DeletedUser) else None
    return since if gone is None else min(since, gone)


def _is_paid(periods: Periods) -> bool:
    """Return whether somebody pays for archived drives: whoever does pays for what O2 would erase as well."""
    return periods["O3"].days is None
