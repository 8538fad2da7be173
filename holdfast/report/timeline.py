"""Where the things that Microsoft will erase stand on a line of time: bars over equal periods, and the days below them.

Only numbers leave this module, no text of a tenant. Lengths are units of the drawing, `WIDTH` by `HEIGHT`.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from holdfast.model.horizon import Fate
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from holdfast.model.horizon import Horizon, Item

WIDTH, HEIGHT = 720, 150
_BASE, _TOP, _MARGIN = 118, 26, 34
"""Height of the line of time, of the highest bar's upper end, and how far both stay away from the edges."""
_BARS, _TICKS = 24, 4
_SHORTEST_DAYS = 30
_FURTHEST_DAYS = 3650
"""How far the line goes at most: one thing in the far future would push all others together into its first bar."""
_THINNEST = 3.0
"""A single thing beside a thousand is still seen."""


@value_class
class Bar:
    """What may be gone within one period."""

    x: float
    width: float
    lost_y: float
    lost_height: float
    unknown_y: float
    unknown_height: float
    count: int


@value_class
class Tick:
    """A day on the line."""

    x: float
    day: date


@value_class
class Timeline:
    """The whole drawing."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    days: int
    """How many days a bar stands for."""
    beyond: bool
    """Whether something is further ahead than the line goes, and stands at its end."""
    base: int = _BASE
    left: int = _MARGIN
    right: int = WIDTH - _MARGIN
    width: int = WIDTH
    height: int = HEIGHT


def timeline(horizon: Horizon) -> Timeline | None:
    """Return the drawing of everything that has a day within the look ahead; None where nothing has."""
    within = [*horizon.inside(Fate.LOST), *horizon.inside(Fate.UNKNOWN)]
    dated = [(one, one.lost_from) for one in within if one.lost_from is not None]
    if not dated:
        return None
    # What is overdue may be gone today already: it stands at the beginning; what is far ahead stands at the end.
    places = [(one, min(max(0, (day - horizon.today).days), _FURTHEST_DAYS - 1)) for one, day in dated]
    span = max(_SHORTEST_DAYS, max(place for _, place in places) + 1)
    days = ceil(span / _BARS)
    number = ceil(span / days)
    step = (WIDTH - 2 * _MARGIN) / number
    ticks = tuple(
        Tick(_MARGIN + step * at, horizon.today + timedelta(days=days * at))
        for at in sorted({round(number * part / _TICKS) for part in range(_TICKS + 1)})
    )
    beyond = any((day - horizon.today).days >= _FURTHEST_DAYS for _, day in dated)
    return Timeline(_bars(places, days, step), ticks, days, beyond)


def _bars(places: Sequence[tuple[Item, int]], days: int, step: float) -> tuple[Bar, ...]:
    """Return a bar for each period in which anything may be gone."""
    counts = Counter((place // days, one.fate) for one, place in places)
    periods = sorted({period for period, _ in counts})
    highest = max(counts[one, Fate.LOST] + counts[one, Fate.UNKNOWN] for one in periods)
    unit = (_BASE - _TOP) / highest
    made = []
    for one in periods:
        lost, unknown = (_height(counts[one, fate], unit) for fate in (Fate.LOST, Fate.UNKNOWN))
        made.append(
            Bar(
                x=_MARGIN + step * one + step * 0.1,
                width=step * 0.8,
                lost_y=_BASE - lost,
                lost_height=lost,
                unknown_y=_BASE - lost - unknown,
                unknown_height=unknown,
                count=counts[one, Fate.LOST] + counts[one, Fate.UNKNOWN],
            )
        )
    return tuple(made)


def _height(count: int, unit: float) -> float:
    return max(_THINNEST, min(count * unit, 22.0 * count)) if count else 0.0
