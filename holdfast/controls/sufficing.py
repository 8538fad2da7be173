"""What a setting's value is enough for: every number, period, choice and group of settings says it beside its type.

A hold of a day is as agreed, and keeps nothing that the service would not keep anyway: no outcome is true by it. A
report holds this against all outcomes of the control. A corpus test refuses a setting that says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.control import Shortfall
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel

KEPT_ANYWAY_DAYS = 30
"""The longest for which a mailbox keeps what was deleted without any hold or label; 14 where nobody raised it. A site
keeps it for 93 days, so that a period of no more than this keeps nothing in any place.

Source: `RetainDeletedItemsFor`, https://learn.microsoft.com/powershell/module/exchange/set-mailbox, and
https://learn.microsoft.com/purview/retention-policies-sharepoint (2026-11-25).
"""
_A_YEAR = 366


@value_class
class EveryValue:
    """Marks a setting whose every value is enough."""


@value_class
class Decides:
    """Marks a setting by which the control tells how far it acts, or what it brings about (`HardeningControl`)."""


EVERY_VALUE = EveryValue()
DECIDES = Decides()


@value_class
class JudgedWith:
    """Marks a setting of an inner group that is enough, or not, together with what stands beside it."""

    setting: str
    """Name of the outer setting, which says `FallsShort`."""


@value_class
class FallsShort:
    """Marks a setting with some values of which no outcome of the control is true."""

    told: Callable[[Any], str]
    """Returns what is too little about a value, in words without a full stop; the empty text where it is enough."""


def keeps_nothing_more(days: int | str) -> str:
    """Return why a period, whole days or `unlimited`, keeps nothing; the empty text for one that does."""
    if isinstance(days, str) or days > KEPT_ANYWAY_DAYS:
        return ""
    period = f"{days} day{'' if days == 1 else 's'}"
    return f"{period}, where a mailbox can keep for {KEPT_ANYWAY_DAYS} days without it what was deleted"


def tried_too_long_ago(days: int) -> str:
    """Return why a restore may have been tried too long ago; the empty text where it may not."""
    if days <= _A_YEAR:
        return ""
    return f"{days} days, where a restore of more than a year ago says nothing of today"


def shortfalls(settings: BaseModel) -> Iterator[Shortfall]:
    """Yield what of `settings` is too little for what their control brings about."""
    for name, field in type(settings).model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, FallsShort) and (told := mark.told(getattr(settings, name))):
                yield Shortfall(name, told)
