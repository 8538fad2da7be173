"""What becomes of the data of a subscription that ended (research notes data-loss B1 to B8).

Warning is the phase Expired, in which a subscription can be renewed, and Suspended the phase Disabled before deletion:
https://learn.microsoft.com/graph/api/resources/licenseunitsdetail (read 2026-11-27), which names
what-if-my-subscription-expires for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.grace.telling import by_rule, unknown
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.grace.facts import Subscription
    from holdfast.grace.periods import Periods
    from holdfast.model.horizon import Item

_DATA = "data of a subscription"
_RENEW = "renew it before that day, or export what only it licenses; a new subscription brings nothing back"
_BESIDE = "; another subscription of the product runs: it is for whoever that one does not license"
_SUPPORT = "ask Microsoft at once: a deleted subscription can be reactivated for three days"


@value_class
class _Product:
    """A subscription under the name of its product."""

    id: str
    name: str


def subscription_item(one: Subscription, every: Iterable[Subscription], periods: Periods) -> Item | None:
    """Return what becomes of a subscription's data; None for one that runs.

    Args:
        one: it.
        every: all of the tenant: who is licensed by another one of the product keeps what he has.
        periods: of the client.
    """
    if _runs(one):
        return None
    item = _ended(one, periods)
    beside = any(_runs(other) and other.product == one.product for other in every)
    return replace(item, explanation=f"{item.explanation}{_BESIDE}") if beside else item


def _runs(one: Subscription) -> bool:
    return one.status.casefold() == "enabled"


def _ended(one: Subscription, periods: Periods) -> Item:
    """Return what becomes of the data of a subscription that does not run."""
    named, status = _Product(one.id, one.product), one.status.casefold()
    if status not in {"warning", "suspended"}:
        gone = status == "deleted"
        told = (
            "deleted, and since when is not told"
            if gone
            else f"in the state {one.status}, of which no day is told"
        )
        return unknown(_DATA, named, "B7" if gone else "B1", (told, _SUPPORT if gone else _RENEW))
    period = periods["B8" if one.trial else "B1"]
    if one.next_change is None:
        return unknown(_DATA, named, period.id, ("ended, and its next day is not told", _RENEW))
    expired = status == "warning"
    if expired and one.trial is None:
        told = "expired, and whether it is a trial is not told: of one the data goes on its next day already"
        return unknown(_DATA, named, "B8", (told, _RENEW), lost_from=one.next_change.date())
    told = "expired: everybody still works" if expired else "disabled: administrators only"
    if expired and not one.trial:
        told += "; of a volume licence the service is off already, and the data goes 30 days sooner: nothing tells "
        told += "which it is, but B1 with 60 days in holdfast:grace_periods does"
    # The next change of what is Expired begins the phase Disabled; of what is Disabled, or a trial, it ends everything.
    phase = period.days or 0
    spent = 0 if expired and not one.trial else -phase
    return by_rule(_DATA, named, period, one.next_change, (told, _RENEW), more_days=spent)
