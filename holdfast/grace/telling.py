"""Items of the look ahead, made of a rule and a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from holdfast.model.horizon import Fate, Item
from holdfast.model.keeper import Keeper

if TYPE_CHECKING:
    from holdfast.grace.period import Period

CONTRACT = "contract"
"""Sort of what keeps data where the client's contract says that a rule erases nothing."""


Words = tuple[str, str]
"""What is told of a thing, and what to do about it."""


class Named(Protocol):
    """A fact with a name and an id."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """What people call it."""


def end(since: datetime, days: int | None) -> date | None:
    """Return the first day on which something may be erased that counts `days` from a moment; None for never.

    A service writes the last day of the calendar, or some millions of days, where it means never: what lies beyond that
    day has it.
    """
    if days is None:
        return None
    start = since.date()
    return start + timedelta(days=min(days, (date.max - start).days))


def by_rule(
    what: str, named: Named, period: Period, since: datetime, words: Words, *, more_days: int = 0
) -> Item:
    """Return the item of something that nothing keeps but a contract: lost when the period, and more days, are over."""
    days = None if period.days is None else period.days + more_days
    told, to_do = words
    return Item(
        object=what,
        name=named.name,
        object_id=named.id,
        rule=period.id,
        fate=Fate.KEPT if days is None else Fate.LOST,
        lost_from=end(since, days),
        since=since.date(),
        kept_by=(Keeper(CONTRACT, period.contract),) if days is None else (),
        explanation=told + (f" (period by contract: {period.contract})" if period.contract else ""),
        to_do=to_do,
    )


def kept(
    what: str,
    named: Named,
    rule: str,
    keepers: tuple[Keeper, ...],
    told: str,
    *,
    since: datetime | None,
    until: date | None = None,
) -> Item:
    """Return the item of something that is kept; `until` is from when on nothing in it is, where that is known."""
    if until is not None:
        told = f"{told}; what was made last is kept until {until}, and what is older goes sooner"
    return Item(
        object=what,
        name=named.name,
        object_id=named.id,
        rule=rule,
        fate=Fate.KEPT,
        lost_from=until,
        since=since.date() if since else None,
        kept_by=keepers,
        explanation=told,
        to_do="nothing, as long as that stays",
    )


def unknown(
    what: str,
    named: Named,
    rule: str,
    words: Words,
    *,
    since: datetime | None = None,
    lost_from: date | None = None,
) -> Item:
    """Return the item of something of which nobody can say what becomes of it; `lost_from` is the day to be feared."""
    told, to_do = words
    return Item(
        object=what,
        name=named.name,
        object_id=named.id,
        rule=rule,
        fate=Fate.UNKNOWN,
        lost_from=lost_from,
        since=since.date() if since else None,
        explanation=told,
        to_do=to_do,
    )
