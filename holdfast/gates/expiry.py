"""The last day of what a client accepts: told before it comes, and nothing is applied after it until somebody decides.

A check goes on and shows what an expired exception would have covered; an apply would undo it, which nobody asked for.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from holdfast.model.errors import RefusedError
from holdfast.model.plan import PlanWarning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from holdfast.model.plan import Plan, PlannedException

WARNED_BEFORE = timedelta(days=14)
"""How long before its last day an exception is warned about."""
_PLACES = 5
"""Shown of entries of a file that are told together."""


def refusals(plan: Plan, today: date) -> Iterator[RefusedError]:
    """Yield why nothing may be applied: one `expired-exception` for each exception whose last day is over."""
    for one in plan.exceptions:
        if one.expires < today:
            # What nobody declared no apply touches.
            why = (
                "so that somebody decided"
                if one.unmanaged
                else "because an apply would undo what it accepted"
            )
            told = f"the exception for {_subject(one)} ended on {one.expires}: renew it or remove it, {why}"
            yield RefusedError("expired-exception", f"{one.place}: {told}")


def warnings(plan: Plan, today: date) -> Iterator[PlanWarning]:
    """Yield a warning for each exception that ends soon."""
    return _soon(plan.exceptions, today)


def told(accepted: Iterable[PlannedException], today: date) -> Iterator[PlanWarning]:
    """Yield a warning for what a file beside the client's accepts that ends soon, or is over.

    There may be thousands of entries, all made at once: what one owner accepted until one day is told together. An
    apply does not know that file, so it is no reason to refuse one.
    """
    alike: dict[tuple[str, date], list[PlannedException]] = {}
    for one in accepted:
        alike.setdefault((one.owner, one.expires), []).append(one)
    yield from (_ending(own, today) for own in alike.values() if _ends_soon(own[0], today))
    for (owner, expires), (first, *others) in alike.items():
        if expires < today:
            told = f"the exception for {_subjects(first, others)} ended on {expires}: {owner} renews or removes it"
            yield PlanWarning("accepted-over", told, first.place)


def _soon(exceptions: Iterable[PlannedException], today: date) -> Iterator[PlanWarning]:
    yield from (_ending([one], today) for one in exceptions if _ends_soon(one, today))


def _ends_soon(one: PlannedException, today: date) -> bool:
    return timedelta() <= one.expires - today <= WARNED_BEFORE


def _ending(alike: Sequence[PlannedException], today: date) -> PlanWarning:
    """Return the warning of exceptions of one owner and one last day, which is near."""
    first, *others = alike
    left = (first.expires - today).days
    days = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days, on {first.expires}")
    told = f"the exception for {_subjects(first, others)} ends {days}: {first.owner} decides whether it is renewed"
    return PlanWarning("exception-ends", told, first.place)


def _subjects(first: PlannedException, others: Sequence[PlannedException]) -> str:
    return f"{_subject(first)}{and_more(others)}"


def and_more(others: Sequence[PlannedException]) -> str:
    """Return how many entries of a file are told with another, and where the first of them stand; empty for none."""
    if not others:
        return ""
    places = [one.place for one in others[:_PLACES]]
    return f" and {len(others)} more ({', '.join(places)}{', …' if len(others) > _PLACES else ''})"


def _subject(one: PlannedException) -> str:
    """Return what it is for, as its file says it: unmanaged objects, properties of a control's object, a deviation."""
    if one.deviation is not None:
        return f"{one.deviation.property or one.deviation.status.value} of {one.deviation.object}"
    return one.unmanaged or f"{', '.join(one.property)} of {one.object} ({one.control})"
