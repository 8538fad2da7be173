"""The newest restore points of units of Microsoft 365 Backup, by the search that takes some units at a time.

Source: https://learn.microsoft.com/graph/api/restorepoint-search (2024-10-01, read 2026-11-27): at most 20 units in one
request, at most five points in an answer, and no pages. Whether the five are of each unit or of all is not said: units
of which an answer tells nothing are asked for once more, five at a time.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from holdfast.kinds.decode import (
    MisreadError,
    as_list,
    as_moment,
    as_object,
    as_past,
    as_text,
    as_texts,
    member,
    required,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.tenant.tenant import Reader

PATH = "/solutions/backupRestore/restorePoints/search"
_AT_ONCE, _SURELY_TOLD = 20, 5


class Point(NamedTuple):
    """One restore point. One of each of a hundred thousand units is made: a tuple costs a third of a frozen class."""

    taken: datetime
    expires: datetime | None
    """None where the service does not tell."""


@dataclass(slots=True)
class Searched:
    """What a search told; ids of units in lower case."""

    points: dict[str, Point] = field(default_factory=dict)
    """The newest of each unit that has one."""
    without: set[str] = field(default_factory=set)
    """Units that have none, as the service says; of those in neither it told nothing."""


async def newest_points(tenant: Reader, units: Sequence[str], period: tuple[datetime, datetime]) -> Searched:
    """Return the newest restore points of units within a time.

    Args:
        tenant: where.
        units: their ids.
        period: its begin and end, UTC; a point that is of another time is not understood.

    Raises:
        MisreadError: an answer is not understood.
        ReadError: one could not be read.
    """
    found = Searched()
    await _search(tenant, found, units, (period, _AT_ONCE))
    told = found.points.keys() | found.without
    left = [one for one in units if one.casefold() not in told]
    await _search(tenant, found, left, (period, _SURELY_TOLD))
    return found


async def _search(
    tenant: Reader, found: Searched, units: Sequence[str], how: tuple[tuple[datetime, datetime], int]
) -> None:
    """Add what is told of units; in requests that travel together."""
    period, size = how
    parts = [units[start : start + size] for start in range(0, len(units), size)]
    for answer in await asyncio.gather(*(_ask(tenant, part, period) for part in parts)):
        _hear(found, answer, period)
    found.without -= found.points.keys()


async def _ask(tenant: Reader, units: Sequence[str], period: tuple[datetime, datetime]) -> Mapping[str, Any]:
    start, end = period
    asked = {
        "protectionUnitIds": list(units),
        "protectionTimePeriod": {"startDateTime": _written(start), "endDateTime": _written(end)},
        "restorePointPreference": "latest",
    }
    return await tenant.graph.search(PATH, asked)


def _hear(found: Searched, answer: Mapping[str, Any], period: tuple[datetime, datetime]) -> None:
    """Add what one answer tells."""
    first, last = period[0].replace(microsecond=0), period[1]
    for hit in required(answer, "searchResults", as_list):
        unit, point = plain_hit(hit, first, last) or strict_hit(hit, first, last)
        known = found.points.get(unit)
        if known is None or known.taken < point.taken:
            found.points[unit] = point
    found.without.update(one.casefold() for one in required(answer, "noResultProtectionUnitIds", as_texts))


def plain_hit(hit: Any, first: datetime, last: datetime) -> tuple[str, Point] | None:
    """Return what `strict_hit` does, of a hit with nothing unusual; None of any other. A quarter of the work."""
    try:
        row = hit["restorePoint"]
        unit = row["protectionUnit"]["id"]
        taken = datetime.fromisoformat(row["protectionDateTime"])
        expires = datetime.fromisoformat(row["expirationDateTime"])
    except (KeyError, TypeError, ValueError):
        return None
    if unit.__class__ is not str or not unit.strip():
        return None
    if taken.tzinfo is not UTC or expires.tzinfo is not UTC or not first <= taken <= last:
        return None
    return unit.casefold(), Point(taken, expires)


def strict_hit(hit: Any, first: datetime, last: datetime) -> tuple[str, Point]:
    """Return the id in lower case of the unit that a hit is about, and its restore point.

    Raises:
        MisreadError: it is not understood, or the point is not between `first` and `last`, but for clocks that differ.
    """
    row = required(as_object(hit, "searchResults[]"), "restorePoint", as_object)
    taken = required(row, "protectionDateTime", as_past(last))
    # A service that passes over the period would make an old point a young one.
    if taken < first:
        raise MisreadError("protectionDateTime", "within the period that was asked for", taken.isoformat())
    unit = required(required(row, "protectionUnit", as_object), "id", as_text)
    return unit.casefold(), Point(taken, member(row, "expirationDateTime", as_moment))


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
