"""How single values are written at the wire where that is not as they are declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_day,
    as_days,
    as_list,
    as_moment,
    as_object,
    as_period,
    as_text,
    required,
)
from holdfast.model.value_class import value_class
from holdfast.normalise.annotations import TYPE, without_annotations
from holdfast.normalise.durations import parse_days
from holdfast.normalise.flags import join_flags, split_flags
from holdfast.normalise.periods import one_period

if TYPE_CHECKING:
    from collections.abc import Callable


@value_class
class Codec:
    """A pair of pure functions. `decode(encode(value)) == value` for every valid value."""

    encode: Callable[[Any], Any]
    """Declared value to wire value."""
    decode: Callable[[Any], Any]
    """Wire value to declared value; None where the wire says nothing. Raises MisreadError."""
    normal: Callable[[Any], Any] | None = None
    """The one spelling of all values that mean the same; None where each means something else. Raises nothing."""


FLAGS = Codec(
    encode=join_flags, decode=lambda value: None if value is None else split_flags(as_text(value, ""))
)
"""A list that travels as one comma-separated text."""

DAYS = Codec(
    encode=lambda value: str(parse_days(value)),
    decode=lambda value: None if value is None else as_days(value, ""),
)
"""Days or `unlimited`, as the cmdlets take and give them."""


def _as_it_is(understood: Callable[[Any, str], Any], normal: Callable[[Any], Any] | None = None) -> Codec:
    """Return the codec of a text that travels as it is, where `understood` takes it."""

    def decode(value: Any) -> Any:
        if value is not None:
            understood(value, "")
        return value

    return Codec(encode=lambda value: value, decode=decode, normal=normal)


def _one_moment(value: Any) -> Any:
    """Return the one spelling of a moment, in UTC; what is none as it is."""
    try:
        return as_moment(value, "").isoformat().replace("+00:00", "Z")
    except MisreadError:
        return value


PERIOD = _as_it_is(as_period, lambda value: one_period(value) if isinstance(value, str) else value)
"""A text that says how long something lives."""

MOMENT = _as_it_is(as_moment, _one_moment)
"""A text that is a moment, with its zone."""

DAY = _as_it_is(as_day)
"""A text that is a day of the calendar."""


def only_item(inner: Codec | None = None) -> Codec:
    """Return the codec of a list of at most one, whose item is an object at the wire."""

    def encode(value: list[Any]) -> Any:
        item = value[0] if value else None
        return inner.encode(item) if inner and item is not None else item

    def decode(value: Any) -> Any:
        return None if value is None else [inner.decode(value) if inner else value]

    return Codec(encode=encode, decode=decode)


def nothing_but(value: Any, *names: str) -> dict[str, Any]:
    """Return an object of the wire without annotations; what else it says has no place in what is declared.

    Raises:
        MisreadError: it is no object, or has a member with a value that is none of `names`.
    """
    members: dict[str, Any] = without_annotations(as_object(value, ""))
    others = sorted(one for one, said in members.items() if one not in names and said is not None)
    if others:
        raise MisreadError(others[0], f"absent beside {' and '.join(names)}", members[others[0]])
    return members


def of_type(value: Any, *expected: str) -> Any:
    """Return an object of the wire as it is, unless it says that it is of another type than those `expected`.

    Raises:
        MisreadError: it is no object, or of another type: what its members mean there is not known.
    """
    said = as_object(value, "").get(TYPE)
    if said is not None and said not in expected:
        raise MisreadError(TYPE, " or ".join(expected), said)
    return value


def each_under(name: str, extra: Callable[[str], dict[str, Any]]) -> Codec:
    """Return the codec of a list of texts that travel as objects holding each under `name`, and nothing else.

    Args:
        name: of the member that is the text.
        extra: what the object of a text says besides, its type among it.
    """

    def only(item: Any) -> str:
        """Return the text of one object; what else it says has no place in the list."""
        text = required(nothing_but(item, name), name, as_text)
        of_type(item, extra(text)[TYPE])
        return text

    return Codec(
        encode=lambda values: [{**extra(value), name: value} for value in values],
        decode=lambda items: None if items is None else [only(one) for one in as_list(items, "")],
    )
