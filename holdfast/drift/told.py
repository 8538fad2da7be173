"""What one audit log tells: who changed something last, as far as its events are of what is asked about."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from holdfast.drift.concerned import is_of_another
from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from holdfast.drift.audit_events import Event
    from holdfast.drift.concerned import Differing
    from holdfast.model.finding import Change


@value_class
class Told:
    """What one audit log tells."""

    events: Sequence[Event]
    """Newest first."""
    silence: str
    """Why it names nobody for what is not among them, in words."""
    by_target: Mapping[str, Sequence[Event]] = field(init=False)
    """The same by what they are about: a rule asks for each of as many members as a tenant has mailboxes."""

    def __post_init__(self) -> None:
        """Sort them by what they are about."""
        found: dict[str, list[Event]] = {}
        for event in self.events:
            for target in event.targets:
                found.setdefault(target.id, []).append(event)
        object.__setattr__(self, "by_target", found)

    def newest(
        self, names: Iterable[str], activities: Collection[str] = (), others: frozenset[str] = frozenset()
    ) -> Change | None:
        """Return the newest change of what bears any of the names, by any of the activities; by all where none is.

        Args:
            names: in any letter case.
            activities: in any letter case.
            others: properties that a change did not make differ which set these alone.
        """
        own = (_by(self.by_target.get(one_case(name), ()), activities, others) for name in names if name)
        found = filter(None, (next(one, None) for one in own))
        return change_of(max(found, key=lambda one: one.at, default=None))

    def newest_of(self, target: str, differs: Differing, category: str = "") -> Event | None:
        """Return the newest event of the directory's log that can have changed a property of an object.

        Args:
            target: the object's id.
            differs: the property.
            category: of the log; where an id bears what several categories tell of, the one that is asked about.
        """
        asked = one_case(target)
        own = self.by_target.get(asked, ()) if asked else ()
        filed = (one for one in own if category.casefold() in {"", one.category})
        return next((one for one in filed if one.restores or differs.may_be_by(one.about(asked))), None)

    def maker(self, target: str) -> Change | None:
        """Return who made something, by its id in the directory's log."""
        own = reversed(self.by_target.get(one_case(target), ()))
        return change_of(next((one for one in own if one.adds), None))

    def last(
        self,
        activities: Collection[str],
        besides: Collection[str] = (),
        others: frozenset[str] = frozenset(),
    ) -> Change | None:
        """Return the newest of the activities about whatever bears none of the names `besides` (see `newest`)."""
        known = {one_case(one) for one in besides}
        found = (
            one
            for one in _by(self.events, activities, others)
            if known.isdisjoint(each.id for each in one.targets)
        )
        return change_of(next(found, None)) if activities else None


def _by(
    events: Iterable[Event], activities: Collection[str], others: frozenset[str] = frozenset()
) -> Iterator[Event]:
    """Yield those by any of the activities, all where none is, that did not set `others` alone."""
    wanted = {one.casefold() for one in activities}
    return (
        one
        for one in events
        if (not wanted or one.change.activity.casefold() in wanted) and not is_of_another(one, others)
    )


def change_of(event: Event | None) -> Change | None:
    """Return the change that an event tells of."""
    return event.change if event else None
