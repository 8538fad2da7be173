"""Microsoft 365 Backup as a tenant has it: the service, the policy of one workload, and what it protects.

Units and restore points are read page by page. Of what is protected and has a young restore point only a number is
kept; what is not is kept with what is said of it. So a hundred thousand mailboxes cost what their numbers do. What the
service is, its policies and the first units are asked for in the same moment.

Sources (2026-11-26): https://learn.microsoft.com/graph/api/resources/servicestatus, protectionpolicybase,
protectionunitbase, retentionsetting. No limit of units on a page is documented: pages come as the service has them.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_integer,
    as_list,
    as_object,
    as_past,
    as_text,
    as_word,
    member,
    required,
)
from holdfast.kinds.services.novelties import narrowing, news
from holdfast.kinds.services.restore_points import newest_points
from holdfast.kinds.statement import Harmless, classified
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

T = TypeVar("T")

BELOW = "/solutions/backupRestore"
YOUNG = timedelta(days=1)
"""How old the newest restore point of a unit may be, and how long a unit may take until it is protected."""
IN_ONE_REQUEST = 50
"""Most units that one write may name."""
WEEKLY = "R/P1W"
"""The interval whose period a policy may set; the others are the service's own."""
_SERVICE = ("disabled", "enabled", "protectionChangeLocked", "restoreLocked")
_POLICY = ("inactive", "activeWithErrors", "updating", "active")
STATUSES_OF_UNITS = (
    *("protectRequested", "protected", "unprotectRequested", "unprotected", "removeRequested"),
    *("offboardRequested", "offboarded", "cancelOffboardRequested"),
)
_TWICE = (
    "comes twice among the protection units: it has two, which may say different things, or the list shifted while it "
    "was read, and others may be missing"
)
_JOB = ("unknown", "active", "completed", "completedWithErrors")
_DAYS_OF_UNIT = "backupRetentionPeriodInDays"
"""Of a unit: "by default" it is its policy's (https://learn.microsoft.com/graph/api/resources/protectionunitbase, read
2026-11-28). That 0 says nothing is assumed."""
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
_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)W)?(?:(\d+)D)?")
_DAYS_OF_A_YEAR, _DAYS_OF_A_WEEK = 365, 7

Key = int | str
"""What tells one mailbox, drive or site from all others: as a number where its id is one."""


@dataclass(frozen=True, slots=True)
class Workload:
    """What one workload of the service has of its own, by the names of the v1.0 schema."""

    policies: str
    """Segment of its policies: `exchangeProtectionPolicies`."""
    units: str
    """Property of a policy that holds its units: `mailboxProtectionUnits`."""
    unit_type: str
    jobs: str
    """Segment of its bulk addition jobs."""
    names: str
    """Property by which a unit names what it protects."""
    lists: str
    """Property by which a bulk job names them."""
    key: Callable[[str], Key]
    """Returns what tells apart what two ids name."""

    @property
    def path(self) -> str:
        """Where all its units are listed, below the version."""
        return f"{BELOW}/protectionUnits/microsoft.graph.{self.unit_type}"


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy."""

    id: str
    name: str
    status: str
    """In lower case."""
    keeps_days: int | None
    """Days for which weekly restore points are kept; None where it does not say."""

    @property
    def is_active(self) -> bool:
        """Whether it protects; `updating` is said of an active one whose units change (assumed)."""
        return self.status != "inactive"


@dataclass(frozen=True, slots=True)
class Unit:
    """What is said of one mailbox, drive or site that is not in order."""

    status: str
    """As the service writes it; empty where what it says is not understood."""
    error: str = ""
    """The service's code and message."""
    fresh: bool = False
    """It was asked for within the last day, so that protection may still come."""
    strange: str = ""
    """Why it is not understood."""
    id: str = ""
    """The unit's own id, as audit logs name it (assumed)."""


@dataclass(slots=True)
class Backup:
    """The service and one workload of it."""

    status: str
    """Of the service, in lower case."""
    reason: str = "none"
    """Why the service is off, as it says it."""
    policy: Policy | None = None
    """The active one; a service has one at most."""
    resting: tuple[Policy, ...] = ()
    """Inactive ones."""
    in_order: set[Key] = field(default_factory=set)
    """Protected, without error, with a young restore point."""
    others: dict[Key, Unit] = field(default_factory=dict)
    """Units that are not in order."""
    adding: bool = False
    """A bulk job is under way, so that units may still come."""
    young_points: bool = False
    """Any unit has a young restore point."""
    news: tuple[str, ...] = ()
    """Sentences about what the service and its policies say and nobody knows."""

    @property
    def is_readable(self) -> bool:
        """Whether the service tells what it protects; when its changes are locked it still does."""
        return self.status in {"enabled", "protectionchangelocked"}


async def read_backup(tenant: Reader, workload: Workload) -> Backup:
    """Return the backup of one workload, read whole.

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
    backup: Backup = got(service)
    if not backup.is_readable:
        return backup
    rows = got(policies)
    known = [_policy(row) for row in rows]
    backup.news += news(f"{BELOW}/{workload.policies}", _OF_POLICY, rows)
    active = [one for one in known if one.is_active]
    if len(active) > 1:
        raise MisreadError(workload.policies, "one active policy at most", [one.name for one in active])
    backup.policy = active[0] if active else None
    backup.resting = tuple(one for one in known if not one.is_active)
    if backup.policy is not None:
        _, backup.adding = await asyncio.gather(
            _units(tenant, workload, backup, got(first), pages),
            _is_adding(tenant, workload, backup.policy),
        )
    return backup


def got(found: T | BaseException) -> T:
    """Return what was read, or raise why it was not."""
    if isinstance(found, BaseException):
        raise found
    return found


def user_key(user_id: str) -> Key:
    """Return the key of what belongs to a user, or has an id as users have."""
    try:
        return int(user_id.replace("-", ""), 16)
    except ValueError:
        return user_id.casefold()


def site_key(site_id: str) -> Key:
    """Return the key of the site collection that a site is in: `host,collection,site`, or the collection's id alone.

    A site collection is protected as a whole, its subsites with it.
    """
    parts = site_id.split(",")
    return user_key(parts[1] if len(parts) == _PARTS_OF_A_SITE else site_id)


_PARTS_OF_A_SITE = 3


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


class Protected(NamedTuple):
    """A unit in order, but for its restore points. One is made of nearly every unit (see `restore_points.Point`)."""

    id: str
    key: Key
    fresh: bool


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


def take_units(
    workload: Workload, backup: Backup, claimed: set[Key], page: Sequence[Row], now: datetime
) -> dict[str, Protected]:
    """Return the units of a page that are in order but for their restore points, by id; say of the others how they are.

    `claimed` are the keys of the units of the active policy so far that are not, or of which it is not known yet.
    """
    protected: dict[str, Protected] = {}
    plain = plain_unit(workload, backup.policy, now)
    for row in page:
        plainly = plain(row)
        key = plainly.key if plainly else workload.key(required(row, workload.names, as_text))
        if not plainly and not _is_of(backup.policy, row):
            if key not in claimed and key not in backup.in_order:
                backup.others[key] = _let_go(row, now)
        elif key in claimed or key in backup.in_order:
            claimed.add(key)
            backup.in_order.discard(key)
            backup.others[key] = Unit("", strange=_TWICE)
        else:
            claimed.add(key)
            backup.others.pop(key, None)
            unit = plainly or _held_to(backup.policy, row, strict_unit(row, key, now))
            if isinstance(unit, Protected):
                protected[unit.id.casefold()] = unit
            else:
                backup.others[key] = unit
    return protected


def plain_unit(workload: Workload, policy: Policy | None, now: datetime) -> Callable[[Row], Protected | None]:
    """Return what decodes a unit of `policy` that is protected, as nearly all are: a quarter of the work.

    It returns what `strict_unit` does, and None of each row that has anything unusual.
    """
    told = itemgetter(workload.names, "policyId", "status", "lastModifiedDateTime", "id")
    policy_id, since, key = policy.id if policy else None, now - YOUNG, workload.key
    least = (policy.keeps_days if policy else None) or 0

    def decode(row: Row) -> Protected | None:
        """Decode one."""
        try:
            names, of, status, changed, unit_id = told(row)
            moment = datetime.fromisoformat(changed)
        except (KeyError, TypeError, ValueError):
            return None
        if of is None or of != policy_id or status != "protected" or row.get("error") is not None:
            return None
        days = row.get(_DAYS_OF_UNIT)
        if days is not None and (days.__class__ is not int or (days != 0 and days < least)):
            return None
        if (
            moment.tzinfo is not UTC
            or moment > now
            or names.__class__ is not str
            or unit_id.__class__ is not str
        ):
            return None
        if not names.strip() or not unit_id.strip():
            return None
        return Protected(unit_id, key(names), moment > since)

    return decode


def strict_unit(row: Row, key: Key, now: datetime) -> Protected | Unit:
    """Return what is said of a unit of the active policy.

    Raises:
        MisreadError: it is protected and has no id, so that nobody can ask for its restore points.
    """
    unit = _unit(row, now)
    return unit or Protected(required(row, "id", as_text), key, _is_fresh(row, now))


def _held_to(policy: Policy | None, row: Row, unit: Protected | Unit) -> Protected | Unit:
    """Return a unit as it is; one in order that keeps restore points for a shorter time than its policy is strange."""
    asked = policy.keeps_days if policy else None
    if not isinstance(unit, Protected) or asked is None:
        return unit
    try:
        days = member(row, _DAYS_OF_UNIT, as_integer)
    except MisreadError as misread:
        return Unit("", strange=str(misread))
    if not days or days >= asked:
        return unit
    return Unit("", strange=f"keeps its restore points for {days} days, and its policy for {asked}")


def _is_of(policy: Policy | None, row: Row) -> bool:
    """Return whether a unit is in the active policy; one that a policy has let go names none."""
    return policy is not None and (member(row, "policyId", as_text) or "").casefold() == policy.id.casefold()


def _let_go(row: Row, now: datetime) -> Unit:
    """Return what is said of a unit that is not in the active policy: nothing there protects it."""
    unit = _unit(row, now)
    return unit or Unit("", strange="is protected by another policy than the active one")


def _unit(row: Row, now: datetime) -> Unit | None:
    """Return what is said of a unit that is not in order; None of one that is, but for its restore points."""
    try:
        status = required(row, "status", partial(as_word, words=STATUSES_OF_UNITS))
        error, fresh = _error(row), _is_fresh(row, now)
    except MisreadError as misread:
        return Unit("", strange=str(misread))
    in_order = status == "protected" and not error
    return None if in_order else Unit(status, error, fresh=fresh, id=member(row, "id", as_text) or "")


def _error(row: Row) -> str:
    """Return the code and message of a unit's public error; empty where it has none."""
    error = member(row, "error", as_object)
    if error is None:
        return ""
    told = (member(error, name, as_text) for name in ("code", "message"))
    return ": ".join(one for one in told if one) or "an error without a code"


def _is_fresh(row: Row, now: datetime) -> bool:
    return now - required(row, "lastModifiedDateTime", as_past(now)) < YOUNG


async def _restore_points(
    tenant: Reader, backup: Backup, protected: Mapping[str, Protected], now: datetime
) -> None:
    """Say of the units `protected`, by their ids in lower case, which have a young restore point."""
    told = await newest_points(tenant, [one.id for one in protected.values()], (now - YOUNG, now))
    backup.young_points = backup.young_points or bool(told.points)
    for one, unit in protected.items():
        key = unit.key
        if one in told.points and key not in backup.others:
            backup.in_order.add(key)
        elif one in told.without:
            backup.others[key] = Unit("protected", fresh=unit.fresh, id=unit.id)
        elif one not in told.points:
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
