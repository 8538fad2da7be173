"""The newest restore points of units of Microsoft 365 Backup, by the search that takes some units at a time.

Source: https://learn.microsoft.com/graph/api/restorepoint-search (2024-10-01, read 2026-11-27): at most 20 units in one
request, at most five points in an answer, and no pages. Whether the five are of each unit or of all is not said: units
of which an answer tells nothing are asked for once more, five at a time.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
    from collections.abc import Sequence
    from datetime import datetime

    from holdfast.tenant.tenant import Reader

PATH = "/solutions/backupRestore/restorePoints/search"
_AT_ONCE, _SURELY_TOLD = 20, 5


@dataclass(frozen=True, slots=True)
class Point:
    """One restore point."""

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
    left = [one for one in units if one.casefold() not in found.points.keys() | found.without]
    await _search(tenant, found, left, (period, _SURELY_TOLD))
    return found


async def _search(
    tenant: Reader, found: Searched, units: Sequence[str], how: tuple[tuple[datetime, datetime], int]
) -> None:
    """Add what is told of units; in requests that travel together."""
    period, size = how
    parts = [units[start : start + size] for start in range(0, len(units), size)]
    for one in await asyncio.gather(*(_ask(tenant, part, period) for part in parts)):
        for unit, point in one.points.items():
            known = found.points.get(unit)
            found.points[unit] = point if known is None or known.taken < point.taken else known
        found.without |= one.without
    found.without -= found.points.keys()


async def _ask(tenant: Reader, units: Sequence[str], period: tuple[datetime, datetime]) -> Searched:
    start, end = period
    asked = {
        "protectionUnitIds": list(units),
        "protectionTimePeriod": {"startDateTime": _written(start), "endDateTime": _written(end)},
        "restorePointPreference": "latest",
    }
    answer, found = await tenant.graph.search(PATH, asked), Searched()
    for hit in required(answer, "searchResults", as_list):
        row = required(as_object(hit, "searchResults[]"), "restorePoint", as_object)
        taken = required(row, "protectionDateTime", as_past(end))
        # A service that passes over the period would make an old point a young one.
        if taken < start.replace(microsecond=0):
            raise MisreadError(
                "protectionDateTime", "within the period that was asked for", taken.isoformat()
            )
        unit = required(required(row, "protectionUnit", as_object), "id", as_text).casefold()
        found.points[unit] = Point(taken, member(row, "expirationDateTime", as_moment))
    found.without = {one.casefold() for one in required(answer, "noResultProtectionUnitIds", as_texts)}
    return found


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
