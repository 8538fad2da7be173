"""What one source of facts gave: rows that were understood, and by name what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from holdfast.drift.read import understood
from holdfast.kinds.decode import MisreadError
from holdfast.model.errors import HoldfastError
from holdfast.model.horizon import Unread
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

T = TypeVar("T")


@value_class
class Sighting(Generic[T]):
    """What was seen, and what was not."""

    seen: T | None
    """None where nothing could be read."""
    unread: tuple[Unread, ...] = ()


@value_class
class Found(Generic[T]):
    """The rows of a list that were understood, and those that were not."""

    rows: tuple[T, ...]
    unread: tuple[Unread, ...] = ()


def each(
    what: str, rows: Iterable[Mapping[str, Any]], decode: Callable[[Mapping[str, Any]], T | None]
) -> Found[T]:
    """Return what `decode` makes of each row; one that is not understood is unread by its name, the others stand."""
    found: list[T] = []
    unread: list[Unread] = []
    for row in rows:
        try:
            one = decode(row)
        except MisreadError as error:
            unread.append(Unread(f"{what} {_name(row)}", str(error)))
        else:
            found += [] if one is None else [one]
    return Found(tuple(found), tuple(unread))


async def sight(what: str, read: Awaitable[T]) -> Sighting[T]:
    """Return what `read` gives; where it fails, that `what` is unread and why."""
    try:
        return Sighting(await understood(what, read))
    except HoldfastError as error:
        return Sighting(None, (Unread(what, error.message),))


def _name(row: Mapping[str, Any]) -> str:
    names = ("userPrincipalName", "UserPrincipalName", "displayName", "Name", "skuPartNumber", "id")
    return next((str(row[one]) for one in names if row.get(one)), "without a name")
