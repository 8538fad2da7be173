"""A look ahead as the reader of a report meets it: how it stands, a line of time, and each thing with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.horizon import Fate
from holdfast.model.value_class import value_class
from holdfast.report.horizon_text import explained, is_to_be_done, sentence
from holdfast.report.text import counted, listed
from holdfast.report.timeline import timeline
from holdfast.report.words import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.model.horizon import Horizon, Item
    from holdfast.report.timeline import Timeline

_MARKS = {
    Fate.LOST: Mark("Lost", "bad"),
    Fate.UNKNOWN: Mark("Unknown", "unknown"),
    Fate.KEPT: Mark("Kept", "good"),
}
_SHOWN = {Fate.LOST: 200, Fate.UNKNOWN: 200, Fate.KEPT: 20}
"""Things of a fate that a report lists; the rest is counted, and `holdfast horizon` shows it."""


@value_class
class ItemView:
    """One thing that has a clock."""

    day: str
    mark: Mark
    object: str
    name: str
    rule: str
    explanation: str
    kept_by: str
    to_do: str
    """Empty where nothing has to be done."""


@value_class
class HorizonView:
    """A look ahead, ready to be written down."""

    today: str
    lead: str
    unread: tuple[tuple[str, str], ...]
    """What could not be read, and why."""
    timeline: Timeline | None
    timeline_text: str
    """What the drawing shows, in words."""
    items: tuple[ItemView, ...]
    more: str
    """What is counted and not listed; empty where everything is."""
    notes: tuple[str, ...]


def horizon_view(horizon: Horizon, notes: tuple[str, ...]) -> HorizonView:
    """Return everything that a report says of a look ahead."""
    by_fate = {fate: horizon.inside(fate) for fate in Fate}
    shown = [one for fate in (Fate.LOST, Fate.UNKNOWN) for one in by_fate[fate][: _SHOWN[fate]]]
    in_place = {id(one) for one in shown}
    ordered = [one for one in horizon.items if id(one) in in_place]
    ordered += by_fate[Fate.KEPT][: _SHOWN[Fate.KEPT]]
    left = {fate: len(found) - _SHOWN[fate] for fate, found in by_fate.items() if len(found) > _SHOWN[fate]}
    lead = sentence(horizon)
    return HorizonView(
        today=horizon.today.isoformat(),
        lead=f"{lead[:1].upper()}{lead[1:]}.",
        unread=tuple((listed(hidden), why) for hidden, why in horizon.unread_by_cause),
        timeline=timeline(horizon),
        timeline_text=_in_words([*by_fate[Fate.LOST], *by_fate[Fate.UNKNOWN]]),
        items=tuple(_item(one) for one in ordered),
        more=listed([f"{count} more {_MARKS[fate].label.casefold()}" for fate, count in left.items()]),
        notes=notes,
    )


def _in_words(items: Sequence[Item]) -> str:
    """Return the first and the last day, and how many things may be gone on each kind of day."""
    dated = sorted(one.lost_from for one in items if one.lost_from is not None)
    if not dated:
        return ""
    lost = sum(one.fate is Fate.LOST and one.lost_from is not None for one in items)
    undated = len(items) - len(dated)
    told = f"{counted(len(dated), 'thing')} with a day, the first from {dated[0]}, the last from {dated[-1]}"
    told += f"; {lost} lost, of {len(dated) - lost} nobody can say"
    return f"{told}; {undated} without a day, not drawn." if undated else f"{told}."


def _item(one: Item) -> ItemView:
    without = "while it is kept" if one.fate is Fate.KEPT else "any day"
    return ItemView(
        day=one.lost_from.isoformat() if one.lost_from else without,
        mark=_MARKS[one.fate],
        object=one.object,
        name=one.name,
        rule=one.rule,
        explanation=explained(one),
        kept_by=listed([str(keeper) for keeper in one.kept_by]) if one.kept_by else "nothing that was seen",
        to_do=one.to_do if is_to_be_done(one) else "",
    )
