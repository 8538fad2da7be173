"""What is said of the units of a backup: which are in order, and how the others are. Pure functions over rows.

Source (2026-11-26): https://learn.microsoft.com/graph/api/resources/protectionunitbase.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from holdfast.kinds.decode import (
    MisreadError,
    as_integer,
    as_object,
    as_past,
    as_text,
    as_word,
    member,
    required,
)
from holdfast.kinds.services.backup_state import STATUSES_OF_UNITS, YOUNG, Key, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.kinds.services.backup_state import Backup, Policy, Workload

    Row = Mapping[str, Any]

_TWICE = (
    "comes twice among the protection units: it has two, which may say different things, or the list shifted while it "
    "was read, and others may be missing"
)
_DAYS_OF_UNIT = "backupRetentionPeriodInDays"
"""Of a unit: "by default" it is its policy's (https://learn.microsoft.com/graph/api/resources/protectionunitbase, read
2026-11-28). That 0 says nothing is assumed."""


class Protected(NamedTuple):
    """A unit in order, but for its restore points. One is made of nearly every unit (see `restore_points.Point`)."""

    id: str
    key: Key
    fresh: bool


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
