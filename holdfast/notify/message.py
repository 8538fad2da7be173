"""The message, as every receiver gets it: counts first, then what changed, then how it stands. Pure functions.

Text of a tenant is in it as it is. Each receiver's templates make it harmless; what is `Said` needs that no more.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.model.status import Status
from holdfast.model.value_class import value_class
from holdfast.notify.changes import Change, Sort, before_all, rank
from holdfast.report.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from holdfast.notify.changes import Changes
    from holdfast.notify.memory import Told
    from holdfast.notify.result import Item, Result

_HIDDEN = 5
"""Objects that are named of one cause; the rest is counted."""


class Said(str):
    """Words of ours, with nothing of a tenant in them, in letters that no receiver takes for anything else."""

    __slots__ = ()


@value_class(kw_only=True)
class Entry:
    """One thing of a message."""

    heading: Said
    """Of its sort; empty where the entry before has it."""
    sort: Said
    """Such as `new`, for programs."""
    status: Said
    severity: Said
    """Empty where nobody says."""
    was: Said
    """What it was told as, where that is another; else empty."""
    fingerprint: str
    object: str
    """`<Kind>/<name>`; of what was not read, every object that one cause hides."""
    control: str
    property: str
    """Empty for an object as a whole."""
    expected: str
    found: str
    who: str
    why: str


@value_class(kw_only=True)
class Message:
    """What one receiver is told of one check."""

    client: str
    tenant: str
    simulation: bool
    """Of many clients, whether all of them are simulations."""
    notice: Said
    """That it is a simulation, or some of many are; else empty."""
    counts: Said
    """How many of each sort, such as `2 new, 1 as declared again`."""
    verdict: str
    """The check's own last line."""
    gaps: Said
    """What cannot be said because the check was not whole; else empty."""
    baseline: str
    checked_at: str
    """UTC, ISO 8601, seconds."""
    entries: tuple[Entry, ...]
    """What changed."""
    standing: tuple[Entry, ...]
    """Everything that is drift or unread now."""
    settled: bool
    """Everything was read and nothing of it is drift."""
    key: str
    """The same for the same news of the same check, however often it is sent; 32 hexadecimal digits."""
    place: str
    """The same for everything that is ever told of this client's tenant; 32 hexadecimal digits."""


def message(result: Result, changed: Changes) -> Message:
    """Return what is to be told, of at least one change."""
    place = _digest(result.client, result.tenant.casefold(), result.simulation)
    checked_at = f"{result.checked_at:%Y-%m-%dT%H:%M:%SZ}"
    news = [
        [one.sort.value, one.item.fingerprint if one.item else one.before.fingerprint if one.before else ""]
        for one in changed.changes
    ]
    return Message(
        client=result.client,
        tenant=result.tenant,
        simulation=result.simulation,
        notice=Said(result.notice),
        counts=_counts(changed.changes),
        verdict=result.verdict,
        gaps=_gaps(result, changed.unconfirmed),
        baseline=result.baseline,
        checked_at=checked_at,
        entries=_entries(changed.changes),
        standing=_entries(_standing(result.items)),
        settled=result.whole and not result.items,
        key=_digest(place, checked_at, news),
        place=place,
    )


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _counts(changed: Iterable[Change]) -> Said:
    numbers = Counter(one.sort for one in changed)
    return Said(", ".join(f"{numbers[sort]} {sort.counted}" for sort in Sort if numbers[sort]))


def _gaps(result: Result, unconfirmed: Sequence[Told]) -> Said:
    if result.whole:
        return Said("")
    more = ""
    if unconfirmed:
        one = len(unconfirmed) == 1
        more = (
            f" {counted(len(unconfirmed), 'thing')} told before {'is' if one else 'are'} not in it, "
            f"and nobody can say that {'it is' if one else 'they are'} put right."
        )
    return Said(f"The check was not whole: there may be more.{more}")


def _standing(items: Iterable[Item]) -> list[Change]:
    every = [Change(Sort.UNREAD if one.status is Status.UNKNOWN else Sort.OPEN, one, None) for one in items]
    return sorted(every, key=rank)


def _entries(changed: Iterable[Change]) -> tuple[Entry, ...]:
    """Return an entry for each change, and one for each cause for which objects were not read."""
    found: list[Entry] = []
    causes: dict[str, list[Change]] = {}
    last = None
    for one in changed:
        if one.sort is Sort.UNREAD and one.item:
            causes.setdefault(one.item.why, []).append(one)
            continue
        found.append(_entry(one, first=one.sort is not last))
        last = one.sort
    unread = [_cause(hidden, first=not number) for number, hidden in enumerate(causes.values())]
    order = list(Sort)

    def place(one: Entry) -> tuple[int, int]:
        """Return what entries are sorted by, as the changes are."""
        return before_all(Sort(one.sort), one.severity), order.index(Sort(one.sort))

    return tuple(sorted([*found, *unread], key=place))


def _entry(one: Change, *, first: bool) -> Entry:
    about = one.item or one.before
    if about is None:
        raise ValueError("a change of nothing")
    item = one.item
    return Entry(
        heading=Said(one.sort.heading if first else ""),
        sort=Said(one.sort.value),
        status=Said(about.status.value if item else ""),
        severity=Said(about.severity),
        was=Said(_was(one)),
        fingerprint=about.fingerprint,
        object=about.object,
        control=item.control if item else "",
        property=about.property,
        expected=item.expected if item else "",
        found=item.found if item else "",
        who=item.who if item else "",
        why=item.why if item else "",
    )


def _was(one: Change) -> str:
    """Return status and severity of before, as far as they are not those of now."""
    if one.before is None:
        return ""
    if one.item is None:
        return one.before.status.value
    then, now = (one.before.status.value, one.before.severity), (one.item.status.value, one.item.severity)
    return ", ".join(old for old, new in zip(then, now, strict=True) if old and old != new)


def _cause(hidden: Sequence[Change], *, first: bool) -> Entry:
    """Return one entry for everything that one cause hides."""
    names = [one.item.object for one in hidden if one.item]
    more = f" and {len(names) - _HIDDEN} more" if len(names) > _HIDDEN else ""
    entry = _entry(hidden[0], first=first)
    return replace(entry, object=f"{', '.join(names[:_HIDDEN])}{more}", severity=Said(""))
