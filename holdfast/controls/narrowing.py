"""What a setting does to whom a control is for: each setting says beside its type that it narrows, or that it does not.

A report holds this against outcomes that speak of everybody. A corpus test refuses a setting that says neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from holdfast.model.control import LeftOut
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from holdfast.model.status import Reason


@value_class
class KeepsAll:
    """Marks a setting that leaves nobody and nothing out of what the control is for."""


KEEPS_ALL = KeepsAll()


@value_class
class Narrows:
    """Marks a setting by which the control is for fewer than everybody."""

    what: str
    """What its names are, plural, such as `users`."""
    names: Callable[[Any], Sequence[str]] = tuple
    """Returns the names of what a value leaves out; none where it leaves nobody out. Usually the value itself."""
    counted_as: Reason | None = None
    """Why members of the control's population are exempt by it: where they were counted, the counts speak."""
    contradicts: tuple[str, ...] = ()
    """Outcomes of other controls that are not true while anybody is left out here."""


def all_but(*everything: str) -> Callable[[Sequence[str]], Sequence[str]]:
    """Return what names the members of `everything` that a list does not have."""
    return lambda chosen: [one for one in everything if one not in chosen]


def left_out(settings: BaseModel) -> Iterator[LeftOut]:
    """Yield what `settings` leave out of what their control is for, those of inner groups too."""
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, BaseModel):
                yield from left_out(inner)
        for mark in field.metadata:
            if isinstance(mark, Narrows) and (names := tuple(mark.names(value))):
                yield LeftOut(
                    setting=name,
                    what=mark.what,
                    names=names,
                    counted_as=mark.counted_as,
                    contradicts=mark.contradicts,
                )
