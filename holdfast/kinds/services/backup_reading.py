"""Reads Microsoft 365 Backup as a tenant has it: the service, the policy of one workload, and what it protects.

Units and restore points are read page by page. Of what is protected and has a young restore point only a number is
kept; what is not is kept with what is said of it. So a hundred thousand mailboxes cost what their numbers do. What the
service is, its policies and the first units are asked for in the same moment.

Sources (2026-11-26): https://learn.microsoft.com/graph/api/resources/servicestatus, protectionpolicybase,
protectionunitbase, retentionsetting; of one unit (2026-11-28):
https://learn.microsoft.com/graph/api/protectionunitbase-get. No limit of units on a page is documented: pages come as
the service has them.
"""

from __future__ import annotations

import asyncio
import re
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_list,
    as_object,
    as_past,
    as_text,
    as_word,
    member,
    required,
)
from holdfast.kinds.services.backup_state import BELOW, WEEKLY, YOUNG, Backup, Policy, Unit
from holdfast.kinds.services.backup_units import take_units
from holdfast.kinds.services.novelties import narrowing, news
from holdfast.kinds.services.restore_points import newest_points
from holdfast.kinds.statement import Harmless, classified
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Mapping, Sequence
    from datetime import datetime

    from holdfast.kinds.services.backup_state import Key, Workload
    from holdfast.kinds.services.backup_units import Protected
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

T = TypeVar("T")

_SERVICE = ("disabled", "enabled", "protectionChangeLocked", "restoreLocked")
_POLICY = ("inactive", "activeWithErrors", "updating", "active")
_JOB = ("unknown", "active", "completed", "completedWithErrors")
_CHANGED = "createdBy createdDateTime lastModifiedBy lastModifiedDateTime"
_OF_POLICY = classified(
    (),
    (),
    (
        Harmless("id displayName", "which policy it is"),
        Harmless("status isEnabled retentionSettings", "what a rule is judged by"),
        Harmless(f"{_CHANGED} activatedDateTime", "who changed it when; what it is now is judged"),
        Harmless("protectionPolicyArtifactCount", "how many it protects: each of them is judged"),
    ),
)
"""What is known of a policy: there are few, so what is new in one is told."""
_OF_SERVICE = classified(
    (),
    (),
    (
        Harmless("id", "which service it is"),
        Harmless("serviceStatus.status serviceStatus.disableReason", "what a rule is judged by"),
        Harmless("serviceStatus.backupServiceConsumer", "whose product it is controlled by"),
        Harmless(
            "serviceStatus.gracePeriodDateTime serviceStatus.restoreAllowedTillDateTime",
            "what becomes of it once it is off, which is judged",
        ),
        Harmless(
            "serviceStatus.lastModifiedBy serviceStatus.lastModifiedDateTime",
            "who changed it when; what it is now is judged",
        ),
    ),
)
_OVER = "has a restore point of the last day whose own end has passed: nothing can be restored from it"
_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)W)?(?:(\d+)D)?")
_DAYS_OF_A_YEAR, _DAYS_OF_A_WEEK = 365, 7


async def read_backup(tenant: Reader, workload: Workload, wanted: Collection[Key] = ()) -> Backup:
    """Return the backup of one workload, read whole; of those `wanted` that are in order, with the ids of their units.

    Raises:
        MisreadError: when the service, or a policy, says something that nobody has seen.
        ReadError: when a part could not be read.
    """
    pages = tenant.graph.pages(workload.path, leads=True)
    # Asked for in the same moment, so that they travel together; what a service that is off says of them is no matter.
    service, policies, first = await asyncio.gather(
        _service(tenant),
        tenant.graph.collection(f"{BELOW}/{workload.policies}", leads=True),
        anext(pages),
        return_exceptions=True,
    )
    backup = _headed(workload, service, policies)
    if backup.policy is not None:
        backup.unit_ids = dict.fromkeys(wanted, "")
        _, backup.adding = await asyncio.gather(
            _units(tenant, workload, backup, got(first), pages),
            _is_adding(tenant, workload, backup.policy),
        )
        backup.unit_ids = {
            key: unit for key, unit in backup.unit_ids.items() if unit and key in backup.in_order
        }
    return backup


async def read_unit_again(tenant: Reader, workload: Workload, seen: Backup, key: Key) -> Backup:
    """Return the backup as it is now, of which one unit alone is read: that of `key`, as the backup `seen` had it.

    Whatever was not in order then is not looked for.

    Raises:
        MisreadError: when the service, a policy or the unit says something that nobody has seen.
        ReadError: when a part could not be read.
    """
    if key not in seen.unit_ids:
        return Backup(seen.status, seen.reason)
    service, policies, unit = await asyncio.gather(
        _service(tenant),
        tenant.graph.collection(f"{BELOW}/{workload.policies}", leads=True),
        tenant.graph.entity(f"{BELOW}/protectionUnits/{seen.unit_ids[key]}", leads=True),
        return_exceptions=True,
    )
    backup = _headed(workload, service, policies)
    row = got(unit) if backup.policy is not None else None
    if row is not None:
        now = tenant.service_time()
        await _restore_points(tenant, backup, take_units(workload, backup, set(), [row], now), now)
    return backup


def _headed(
    workload: Workload,
    service: Backup | BaseException,
    policies: Sequence[Row] | BaseException,
) -> Backup:
    """Return the service with its policies, or raise why they were not read; no unit is in it."""
    backup = got(service)
    if not backup.is_readable:
        return backup
    rows = got(policies)
    backup.policy, backup.resting = _active(workload, rows)
    backup.news += news(f"{BELOW}/{workload.policies}", _OF_POLICY, rows)
    return backup


def _active(workload: Workload, rows: Sequence[Row]) -> tuple[Policy | None, tuple[Policy, ...]]:
    """Return the active policy, and those that rest."""
    known = [_policy(row) for row in rows]
    active = [one for one in known if one.is_active]
    if len(active) > 1:
        raise MisreadError(workload.policies, "one active policy at most", [one.name for one in active])
    return (active[0] if active else None), tuple(one for one in known if not one.is_active)


def got(found: T | BaseException) -> T:
    """Return what was read, or raise why it was not."""
    if isinstance(found, BaseException):
        raise found
    return found


async def read_active_policy(tenant: Reader, workload: Workload) -> Policy | None:
    """Return the active policy of a workload as it is right now; None where there is none.

    Raises:
        MisreadError: when a policy says something that nobody has seen.
        ReadError: when the policies could not be read.
    """
    return _active(workload, await tenant.graph.collection(f"{BELOW}/{workload.policies}", leads=True))[0]


async def _service(tenant: Reader) -> Backup:
    body = await tenant.graph.entity(BELOW, leads=True)
    if body is None:
        raise ReadError("read-unexpected", f"{BELOW}: not found", Reason.UNEXPECTED)
    status = required(body, "serviceStatus", as_object)
    word = required(status, "status", partial(as_word, words=_SERVICE))
    if why := narrowing(_OF_SERVICE, body):
        raise MisreadError("serviceStatus", f"of a service that leaves nothing out; it {why}", dict(status))
    reason = member(status, "disableReason", as_text) or "none"
    return Backup(word.casefold(), reason, news=news(BELOW, _OF_SERVICE, [body]))


def _policy(row: Row) -> Policy:
    settings = [as_object(one, "retentionSettings[]") for one in required(row, "retentionSettings", as_list)]
    weekly = [one for one in settings if required(one, "interval", as_text) == WEEKLY]
    policy = Policy(
        required(row, "id", as_text),
        member(row, "displayName", as_text) or "",
        required(row, "status", partial(as_word, words=_POLICY)).casefold(),
        required(weekly[0], "period", as_period) if len(weekly) == 1 else None,
    )
    if policy.is_active and member(row, "isEnabled", as_boolean) is False:
        # An inactive one is not enabled: https://learn.microsoft.com/graph/api/exchangeprotectionpolicy-create
        # (beta, 2026-11-28).
        raise MisreadError("isEnabled", f"true of a policy that is {policy.status}", value=False)
    if policy.is_active and (why := narrowing(_OF_POLICY, row)):
        raise MisreadError("status", f"of a policy that leaves nothing out; it {why}", policy.status)
    return policy


def as_period(value: Any, path: str) -> int:
    """Return the days of a period such as `P1Y` or `P365D`.

    Raises:
        MisreadError: it is in a form that nobody has seen.
    """
    found = _PERIOD.fullmatch(as_text(value, path))
    if found is None or not any(found.groups()):
        raise MisreadError(path, "a period of years, weeks and days, such as P365D", value)
    years, weeks, days = (int(one or 0) for one in found.groups())
    return years * _DAYS_OF_A_YEAR + weeks * _DAYS_OF_A_WEEK + days


async def _units(
    tenant: Reader,
    workload: Workload,
    backup: Backup,
    first: Sequence[Row],
    others: AsyncIterator[Sequence[Row]],
) -> None:
    """Fill in what of the workload is protected, page by page; the next with restore points of the last."""
    claimed: set[Key] = set()  # of the active policy, so far, but for those in order
    page: Sequence[Row] | None = first
    while page is not None:
        now = tenant.service_time()
        protected = take_units(workload, backup, claimed, page, now)
        _, page = await asyncio.gather(_restore_points(tenant, backup, protected, now), anext(others, None))
        claimed.difference_update(one.key for one in protected.values() if one.key in backup.in_order)


async def _restore_points(
    tenant: Reader, backup: Backup, protected: Mapping[str, Protected], now: datetime
) -> None:
    """Say of the units `protected`, by their ids in lower case, which have a young restore point."""
    told = await newest_points(tenant, [one.id for one in protected.values()], (now - YOUNG, now))
    backup.young_points = backup.young_points or bool(told.points)
    for one, unit in protected.items():
        key, point = unit.key, told.points.get(one)
        if point is not None and point.expires is not None and point.expires <= now:
            backup.others[key] = Unit("", strange=_OVER, id=unit.id)
        elif point is not None and key not in backup.others:
            backup.in_order.add(key)
            if key in backup.unit_ids:
                backup.unit_ids[key] = unit.id
        elif one in told.without:
            backup.others[key] = Unit("protected", fresh=unit.fresh, id=unit.id)
        elif point is None:
            backup.others[key] = Unit("", strange="is not among what the search for restore points told of")


async def _is_adding(tenant: Reader, workload: Workload, policy: Policy) -> bool:
    """Return whether a bulk job of the last day is under way."""
    path = f"{BELOW}/{workload.policies}/{policy.id}/{workload.jobs}?$select=id,status,createdDateTime"
    now, running = tenant.service_time(), False
    async for page in tenant.graph.pages(path):
        for row in page:
            status = required(row, "status", partial(as_word, words=_JOB))
            # One whose moment is not told is waited for no longer than one that is old.
            made = member(row, "createdDateTime", as_past(now))
            running = running or (status == "active" and made is not None and now - made <= YOUNG)
    return running
