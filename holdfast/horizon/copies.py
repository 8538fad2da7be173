"""What Microsoft 365 Backup has of accounts' mailboxes and drives, and of groups' sites, and until when it keeps it.

Deleting an account, or taking its unit out of a policy, shortens no restore point (research notes data-loss K1,
verified: microsoft-365/backup/backup-faq, 2024-07; graph/api/resources/restorepoint, read 2026-11-27). Each point tells
its own end. Of drives and sites the newest points are kept for two weeks and the weekly ones for longer (4.3 there), so
that the newest point that is older than two weeks is asked for as well.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.grace.facts import Copy
from holdfast.kinds.backup.drive_backup import KIND as DRIVE_BACKUP
from holdfast.kinds.backup.mailbox_backup import KIND as MAILBOX_BACKUP
from holdfast.kinds.backup.site_backup import KIND as SITE_BACKUP
from holdfast.kinds.decode import as_moment, as_object, as_text, as_word, member, required
from holdfast.kinds.services.backup_state import BELOW, STATUSES_OF_UNITS
from holdfast.kinds.services.restore_points import newest_points
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.kinds.services.backup_state import Key, Workload
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

MAIL, DRIVES, SITES = MAILBOX_BACKUP.workload, DRIVE_BACKUP.workload, SITE_BACKUP.workload
_LOCKED = "protectionchangelocked"
_READABLE = frozenset({"enabled", _LOCKED})
_GONE, _GOES = "offboarded", "offboardrequested"
_OFTEN_FOR = timedelta(days=14)
_LONGEST = timedelta(days=3650)
"""The longest period of a policy (https://learn.microsoft.com/graph/api/resources/retentionsetting, 2026-11-26)."""


@value_class
class _Unit:
    """A unit of which something wanted is protected, or was."""

    id: str
    owner: str
    policy: str
    offboarded: datetime | None


async def copies(
    tenant: Reader, wanted: Mapping[Workload, Collection[str]], now: datetime
) -> Mapping[Workload, Mapping[str, Copy]]:
    """Return for each workload what there is of those `wanted`, by their ids: only who has a point is in it.

    Raises:
        MisreadError: an answer is not understood.
        ReadError: something could not be read.
    """
    status = required(await tenant.graph.entity(BELOW) or {}, "serviceStatus", as_object)
    if required(status, "status", as_text).casefold() not in _READABLE:
        return {one: {} for one in wanted}
    till = member(status, "restoreAllowedTillDateTime", as_moment)
    if till is None and required(status, "status", as_text).casefold() == _LOCKED:
        return {one: {} for one in wanted}  # it ends, and nothing tells when: nothing counts on it
    found = await asyncio.gather(
        *(_of_workload(tenant, one, (ids, now, till)) for one, ids in wanted.items())
    )
    return dict(zip(wanted, found, strict=True))


async def _of_workload(
    tenant: Reader, workload: Workload, asked: tuple[Collection[str], datetime, datetime | None]
) -> dict[str, Copy]:
    wanted, now, till = asked
    if not wanted:
        return {}
    policies = await tenant.graph.collection(f"{BELOW}/{workload.policies}")
    names = {
        required(one, "id", as_text).casefold(): member(one, "displayName", as_text) or "" for one in policies
    }
    units = await _units(tenant, workload, {workload.key(one): one for one in wanted}, names)
    ids = [one.id for one in units.values()]
    older = () if workload is MAIL else (now - _OFTEN_FOR,)
    searched = await asyncio.gather(
        *(newest_points(tenant, ids, (one - _LONGEST, one)) for one in (now, *older))
    )
    found: dict[str, Copy] = {}
    for unit, point in (pair for one in searched for pair in one.points.items()):
        if point.expires is None or unit not in units:
            continue
        told = units[unit]
        until = min(point.expires, till or point.expires).astimezone(UTC)
        copy = Copy(policy=told.policy, expires=until, offboarded=told.offboarded)
        found[told.owner] = max(copy, found.get(told.owner, copy), key=lambda one: one.expires)
    return found


async def _units(
    tenant: Reader, workload: Workload, wanted: Mapping[Key, str], names: Mapping[str, str]
) -> dict[str, _Unit]:
    """Return the units of those wanted that may have points, by ids in lower case."""
    units: dict[str, _Unit] = {}
    async for page in tenant.graph.pages(workload.path):
        for row in page:
            owner = wanted.get(workload.key(required(row, workload.names, as_text)))
            if owner is None:
                continue
            status = required(row, "status", partial(as_word, words=STATUSES_OF_UNITS))
            if status.casefold() == _GONE:
                continue
            policy = (member(row, "policyId", as_text) or "").casefold()
            asked = member(row, "offboardRequestedDateTime", as_moment)
            if asked is None and status.casefold() == _GOES:
                continue  # when its points go nothing tells, so that nothing counts on them
            unit = _Unit(required(row, "id", as_text), owner, names.get(policy, ""), asked)
            units[unit.id.casefold()] = unit
    return units
