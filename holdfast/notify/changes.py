"""What changed since somebody was told last. Pure functions.

The same is what has the same fingerprint, status and both values, as `--since` compares it, and the same severity.
What is not there any longer is called put right only by a check that was whole, and only where it has seen it so.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.model.control import Severity
from holdfast.model.finding import DRIFT
from holdfast.model.status import Status
from holdfast.model.value_class import value_class
from holdfast.notify.memory import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from typing import Self

    from holdfast.notify.result import Item, Result


class Sort(StrEnum):
    """What became of one thing, with the words of a heading and of a count."""

    heading: str
    counted: str

    def __new__(cls, value: str, heading: str = "", counted: str = "") -> Self:
        """Make a member of its id and its words."""
        sort = str.__new__(cls, value)
        sort._value_ = value
        sort.heading, sort.counted = heading, counted
        return sort

    NEW = "new", "New", "new"
    CHANGED = "changed", "Told before, and not as it was", "changed"
    UNREAD = "unread", "Could not be read", "not read"
    RIGHT = "right", "As declared again", "as declared again"
    READ = "read", "Read again", "read again"
    ACCEPTED = "accepted", "Accepted by somebody", "accepted"
    LEFT = "left", "No longer part of the check", "no longer checked"
    OPEN = "open", "Not as declared", "not as declared"
    """How it stands, whatever changed."""


_SORTS = tuple(Sort)
_DRIFT = frozenset({Sort.NEW, Sort.CHANGED, Sort.OPEN})
_WORST_FIRST = ("", *(one.value for one in Severity))


@value_class
class Change:
    """One of them."""

    sort: Sort
    item: Item | None
    """As it is now; None where it is not there any longer."""
    before: Told | None
    """As it was told; None where it was not."""


@value_class
class Changes:
    """Everything that changed, and what of the former can be said no longer."""

    changes: tuple[Change, ...]
    """In the order of `rank`."""
    unconfirmed: tuple[Told, ...]
    """Told before, not seen now, in a check that was not whole: nobody can say that it is put right."""


def changes(before: Mapping[str, Told], now: Result) -> Changes:
    """Return what is to be told of `now` to whoever was told `before`, by fingerprint."""
    found = [one for item in now.items if (one := _now(before.get(item.fingerprint), item))]
    here = {item.fingerprint for item in now.items}
    gone = [told for fingerprint, told in before.items() if fingerprint not in here]
    news = {one.item.finding for one in found if one.item}
    if now.whole:
        found += [Change(sort, None, told) for told in gone if (sort := _gone(told, now, news))]
    return Changes(tuple(sorted(found, key=rank)), () if now.whole else tuple(gone))


def rank(one: Change) -> tuple[int, int, int]:
    """Return where it stands in a message, whose end may be cut: the worst first, and what nobody ranks with it.

    Drift that is critical stands before every other change: behind hundreds that are new, one that changed has no room.
    """
    about = one.item or one.before
    severity = about.severity if about else ""
    return before_all(one.sort, severity), _SORTS.index(one.sort), _WORST_FIRST.index(severity)


def before_all(sort: Sort, severity: str) -> int:
    """Return 0 for drift that is critical, or of no severity that somebody says; 1 for everything else."""
    return 0 if sort in _DRIFT and severity in _WORST_FIRST[:2] else 1


def still_open(items: Iterable[Item], unconfirmed: Iterable[Told]) -> dict[str, Told]:
    """Return what is known to whoever is told, once he is."""
    known = {one.fingerprint: one for one in unconfirmed}
    return known | {one.fingerprint: as_told(one) for one in items}


def as_told(item: Item) -> Told:
    """Return what is kept of an item: what it is known by, and how it is called, but no value of the tenant."""
    return Told(
        item.fingerprint,
        item.finding,
        item.status,
        item.severity,
        item.object,
        item.property,
        item.digest,
    )


def _now(told: Told | None, item: Item) -> Change | None:
    if told == as_told(item):
        return None
    if item.status is Status.UNKNOWN:
        if told and told.status is Status.UNKNOWN and told.digest == item.digest:
            return None  # of what was not read nobody knows how bad it is
        return Change(Sort.UNREAD, item, told)
    if told is None or told.status is Status.UNKNOWN:
        return Change(Sort.NEW, item, told)
    alike = (told.status, told.severity, told.digest) == (item.status, item.severity, item.digest)
    return None if alike else Change(Sort.CHANGED, item, told)


def _gone(told: Told, now: Result, news: AbstractSet[str]) -> Sort | None:
    """Return what became of what a whole check does not tell any longer; None where it tells of it in other words.

    Of an object that is read again and differs just as it was told before, `news` has nothing: that it is read is told.
    """
    status = now.statuses.get(told.finding, now.absent)
    if told.fingerprint in now.accepted or status is Status.EXCEPTED:
        return Sort.ACCEPTED
    if status is None:
        # A collection that was not read is no object: once it is read it is not there any longer.
        absent = {Status.UNKNOWN: Sort.READ, Status.UNMANAGED: Sort.RIGHT}
        return absent.get(told.status, Sort.LEFT)
    if status is Status.NOT_APPLICABLE:
        return Sort.LEFT
    if status in DRIFT:
        if told.status is Status.UNKNOWN and told.finding not in news:
            return Sort.READ
        return Sort.RIGHT if told.property and status is Status.DRIFTED else None
    return Sort.READ if told.status is Status.UNKNOWN else Sort.RIGHT
