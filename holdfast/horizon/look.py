"""One look ahead: everything that is read of a tenant at the same time, and what the grace periods make of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from holdfast.grace.ahead import look_ahead
from holdfast.grace.facts import DeletedUser, Facts
from holdfast.grace.keeping import MailPolicies, Settings
from holdfast.grace.mailboxes import kept_by_policies
from holdfast.grace.periods import PERIODS, SHORTEST_DRIVE_RETENTION_DAYS, Periods
from holdfast.grace.tags import tag_lines
from holdfast.horizon import directory, usage
from holdfast.horizon.copies import DRIVES, MAIL, SITES, copies
from holdfast.horizon.first_sight import first_sight
from holdfast.horizon.licences import Licences
from holdfast.horizon.licences import licences as read_licences
from holdfast.horizon.sighting import Sighting, sight
from holdfast.kinds.services.drive_plans import DRIVE_PLAN_NAMES
from holdfast.kinds.services.mailbox import MAKES_MAILBOXES
from holdfast.kinds.services.mailbox_sizes import bytes_in
from holdfast.kinds.services.mailbox_usage import mailbox_bytes
from holdfast.model.horizon import Horizon, Unread, in_order
from holdfast.tenant.off_loop import off_the_loop
from holdfast.tenant.tenant import open_plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from holdfast.grace.facts import Copy, Group, UnlicensedDrive
    from holdfast.grace.keeping import Mailbox
    from holdfast.horizon.exchange import Organization, Owned, Policies
    from holdfast.horizon.sighting import Found
    from holdfast.kinds.services.backup_state import Workload
    from holdfast.model.plan import Plan
    from holdfast.tenant.tenant import Reader

T = TypeVar("T")
_IN_BIN_DAYS = PERIODS["O1"].days or 0


async def look_at_client(plan: Plan, folder: Path, now: datetime, within_days: int | None) -> Horizon:
    """Look ahead over a client's tenant; sends reads only.

    Args:
        plan: of the client: whose tenant it is, and its own periods.
        folder: where Holdfast keeps its state.
        now: the time in the tenant, UTC.
        within_days: how far to look; None is without end.

    Raises:
        HoldfastError: when the tenant cannot be addressed at all.
    """
    reader = await off_the_loop(lambda: open_plan(plan, folder))
    async with reader as tenant:
        return await look(tenant, plan, now, within_days)


async def look(tenant: Reader, plan: Plan, now: datetime, within_days: int | None) -> Horizon:
    """Look ahead over an open tenant. Whatever could not be read is named, and nothing is called kept because of it."""
    (facts, unread, inactive), alone = await asyncio.gather(
        observe(tenant, now), sight("groups that nobody owns", directory.ownerless_groups(tenant))
    )
    items = look_ahead(facts, Periods(plan.grace_periods))
    last = now.date() + timedelta(days=within_days or 0)
    until = None if within_days is None else last
    return Horizon(
        client=plan.client,
        tenant=plan.tenant,
        cloud=plan.cloud,
        today=now.date(),
        within_days=within_days,
        items=in_order([one.seen_from(last).unsure_by(until) for one in items]),
        unread=(*unread, *(replace(one, decides=False) for one in alone.unread)),
        inactive_accounts=inactive,
        overridden=plan.grace_periods,
        ownerless=alone.seen,
        ownerless_sites=facts.ownerless_sites,
        mail_tags=None if facts.tags is None else tag_lines(facts.tags, facts.tagged, facts.settings),
    )


async def observe(tenant: Reader, now: datetime) -> tuple[Facts, tuple[Unread, ...], int | None]:
    """Return what is seen of a tenant, what could not be read by name, and how many accounts are not used."""
    first = await first_sight(tenant, now)
    owned = () if first.mailboxes.seen is None else first.mailboxes.seen.rows
    lost, users = _rows(first.drives), _rows(first.users)
    longest = timedelta(days=(first.kept_days.seen or SHORTEST_DRIVE_RETENTION_DAYS) + _IN_BIN_DAYS)
    left = tuple(_left(owned, (users, first.everybody.seen or frozenset()), now - longest))
    placed = dict(usage.with_site(_rows(first.groups), first.sites.seen or ()))
    settings = _settings(first.organization, first.kept_days.seen, first.policies)
    changes, sizes, own_sizes, kept = await asyncio.gather(
        _licence_changes(tenant, now, owned, (*users, *left, *lost)),
        _sizes(tenant, now, owned),
        _own_sizes(tenant, [one.mailbox.id for one in owned if kept_by_policies(one.mailbox, settings)]),
        _copies(tenant, now, (owned, (*users, *left, *lost), placed.values())),
    )
    licences, copied, own = changes.seen or Licences(), kept.seen or {}, usage.by_owner(_rows(first.used))
    dated = tuple(replace(one, since=licences.lost(one.id.casefold(), DRIVE_PLAN_NAMES)) for one in lost)
    known = (
        None
        if first.users.seen is None or first.everybody.seen is None
        else _names(first.everybody.seen, users, left)
    )
    facts = Facts(
        settings=settings,
        deleted_users=usage.with_drive(_without_drive(users, licences), own, first.everybody.seen),
        left=usage.with_drive(_without_drive(left, licences), own, first.everybody.seen),
        groups=tuple(placed),
        deleted_settings=tuple(row for one in first.bins for row in _rows(one)),
        mailboxes=tuple(_dated(one, licences, (sizes.seen or {}, own_sizes.seen or {})) for one in owned),
        unlicensed_drives=usage.unlicensed_with_drive(dated, own),
        stray_drives=() if known is None else tuple(usage.strays(_rows(first.used), known)),
        subscriptions=_rows(first.subscriptions),
        mail_copies=copied.get(MAIL, {}),
        drive_copies=copied.get(DRIVES, {}),
        site_copies=_of_groups(placed, copied.get(SITES, {})),
        ownerless_sites=None if first.sites.seen is None else usage.ownerless(first.sites.seen, users),
        tags=None if first.tags.seen is None else first.tags.seen.rows,
        tagged=() if first.mailboxes.seen is None else first.mailboxes.seen.tagged,
    )
    unread = first.unread(changes.unread, (*sizes.unread, *own_sizes.unread, *kept.unread))
    return facts, unread, first.inactive.seen


async def _licence_changes(
    tenant: Reader, now: datetime, owned: Iterable[Owned], lost: Iterable[DeletedUser | UnlicensedDrive]
) -> Sighting[Licences]:
    """Read when licences changed, where anything is without one, or its account is gone."""
    if any(one.mailbox.licensed is not True for one in owned) or any(True for _ in lost):
        return await sight("when licences changed", read_licences(tenant, now))
    return Sighting(Licences())


async def _sizes(tenant: Reader, now: datetime, owned: Iterable[Owned]) -> Sighting[dict[str, int]]:
    """Read how much is in the mailboxes, where any has a clock."""
    if any(True for _ in owned):
        return await sight("sizes of mailboxes", mailbox_bytes(tenant, now))
    return Sighting({})


async def _own_sizes(tenant: Reader, ids: list[str]) -> Sighting[Mapping[str, int]]:
    """Read how much is in single mailboxes, of which the report is not known to tell."""
    if ids:
        return await sight("sizes of inactive mailboxes", bytes_in(tenant, ids))
    return Sighting({})


async def _copies(
    tenant: Reader,
    now: datetime,
    of: tuple[Iterable[Owned], Iterable[DeletedUser | UnlicensedDrive], Iterable[str]],
) -> Sighting[Mapping[Workload, Mapping[str, Copy]]]:
    """Read what Microsoft 365 Backup has of what has a clock, or is kept by something that may go."""
    owned, drives, sites = of
    wanted = {
        MAIL: {one.account for one in owned} - {""},
        DRIVES: {one.id.casefold() for one in drives},
        SITES: set(sites) - {""},
    }
    if not any(wanted.values()):
        return Sighting({})
    return await sight("what is in Microsoft 365 Backup", copies(tenant, wanted, now))


def _of_groups(placed: Mapping[Group, str], copied: Mapping[str, Copy]) -> dict[str, Copy]:
    """Return the copies of sites by the ids of their groups."""
    return {group.id: copied[site] for group, site in placed.items() if site in copied}


def _names(
    everybody: frozenset[str], in_bin: Iterable[DeletedUser], left: Iterable[DeletedUser]
) -> frozenset[str]:
    """Return the names, in lower case, of all whose drives are told of elsewhere."""
    return everybody | {one.name.casefold() for one in (*in_bin, *left)}


def _settings(
    organization: Sighting[Organization], kept_days: int | None, policies: Sighting[Policies]
) -> Settings:
    seen = organization.seen
    whole = policies.seen is not None and not policies.seen.unread
    return Settings(
        organization_holds=None if seen is None else seen.holds,
        delayed_delicensing=None if seen is None else seen.delayed_delicensing,
        drive_retention_days=kept_days,
        policies=policies.seen.rows if policies.seen is not None and whole else None,
        mail=policies.seen.mail if policies.seen is not None else MailPolicies(unread="could not be read"),
    )


def _without_drive(users: Iterable[DeletedUser], licences: Licences) -> Iterator[DeletedUser]:
    """Yield deleted users with the day on which their licence for a drive went, where it did."""
    for one in users:
        yield replace(one, unlicensed_since=licences.lost(one.id.casefold(), DRIVE_PLAN_NAMES))


def _left(
    owned: Iterable[Owned], known: tuple[Iterable[DeletedUser], Collection[str]], since: datetime
) -> Iterator[DeletedUser]:
    """Yield who was deleted since a moment and is in the bin no longer, by the mailbox that he left.

    Args:
        owned: the mailboxes.
        known: who is in the bin, and the ids and names of who is there: a mailbox can go while its account stays.
        since: of an earlier deletion nothing is left.
    """
    in_bin, there = known
    told = {name for one in in_bin for name in (one.id.casefold(), one.name.casefold())}
    for one in owned:
        mailbox, deleted = one.mailbox, one.mailbox.soft_deleted
        elsewhere = one.account in there or {one.account, mailbox.name.casefold()} & told
        personal = mailbox.state != "active" and mailbox.type.casefold() == "usermailbox"
        if personal and deleted is not None and deleted > since and not elsewhere:
            yield DeletedUser(id=one.account or mailbox.id, name=mailbox.name, deleted=deleted)


def _dated(one: Owned, licences: Licences, sizes: tuple[Mapping[str, int], Mapping[str, int]]) -> Mailbox:
    """Return a mailbox with its size, and the day its licence went.

    The report knows a mailbox by a name, which somebody else may bear once its user is deleted. So an inactive one
    tells its size itself.
    """
    reported, own = sizes
    told = (
        own.get(one.mailbox.id)
        if one.mailbox.state == "inactive"
        else reported.get(one.mailbox.name.casefold())
    )
    mailbox = replace(one.mailbox, size_bytes=told, account=one.account)
    if mailbox.licensed is True:
        return mailbox
    return replace(mailbox, unlicensed_since=licences.lost(one.account, MAKES_MAILBOXES))


def _rows(sighting: Sighting[Found[T]]) -> tuple[T, ...]:
    return () if sighting.seen is None else sighting.seen.rows
