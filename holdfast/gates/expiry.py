"""The last day of what a client accepts: told before it comes, and nothing is applied after it until somebody decides.

A check goes on and shows what an expired exception would have covered; an apply would undo it, which nobody asked for.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from holdfast.model.errors import RefusedError
from holdfast.model.plan import PlanWarning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from holdfast.model.plan import Plan, PlannedException

WARNED_BEFORE = timedelta(days=14)
"""How long before its last day an exception is warned about."""


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
    """Yield a warning for each acceptance of a file beside the client's that ends soon, or is over.

    An apply does not know that file, so it is no reason to refuse one.
    """
    entries = list(accepted)
    yield from _soon(entries, today)
    for one in entries:
        if one.expires < today:
            told = (
                f"the exception for {_subject(one)} ended on {one.expires}: {one.owner} renews or removes it"
            )
            yield PlanWarning("accepted-over", told, one.place)


def _soon(exceptions: Iterable[PlannedException], today: date) -> Iterator[PlanWarning]:
    for one in exceptions:
        left = one.expires - today
        if timedelta() <= left <= WARNED_BEFORE:
            days = {0: "today", 1: "tomorrow"}.get(left.days, f"in {left.days} days, on {one.expires}")
            told = f"the exception for {_subject(one)} ends {days}: {one.owner} decides whether it is renewed"
            yield PlanWarning("exception-ends", told, one.place)


def _subject(one: PlannedException) -> str:
    """Return what it is for, as its file says it: unmanaged objects, properties of a control's object, a deviation."""
    if one.deviation is not None:
        return f"{one.deviation.property or one.deviation.status.value} of {one.deviation.object}"
    return one.unmanaged or f"{', '.join(one.property)} of {one.object} ({one.control})"
