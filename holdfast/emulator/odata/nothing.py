"""Lists in which there is nothing: any query that the schema allows is answered with nothing.

A list that holds objects refuses what it does not understand, because it would answer too much. Where there is nothing,
only what the type does not have can be wrong.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.emulator.odata.filters import OPERATORS
from holdfast.emulator.odata.query import list_reply
from holdfast.emulator.odata.unmodelled import unmodelled

if TYPE_CHECKING:
    from holdfast.emulator.odata.query import Listing
    from holdfast.emulator.wire import Call, Reply

_INNERMOST = re.compile(r"\([^()]*\)")
_CAST = ("microsoft.graph.", "graph.")


def nothing_reply(call: Call, listing: Listing) -> Reply:
    """Answer a list without objects.

    Args:
        call: the request.
        listing: what the list has; its `filters` and `orders` are those of the schema besides, its `expands` are
            combined freely.

    Raises:
        GraphError: as `list_reply`.
    """
    asked = call.query.get("$expand", "")
    expands = frozenset({asked}) if relations(asked) <= listing.expands else listing.expands
    wider = replace(listing, filters=_OfSchema(listing), orders=_orders(call, listing), expands=expands)
    return list_reply(call, wider, ())


def _orders(call: Call, listing: Listing) -> frozenset[str]:
    """Return what a list is ordered by where nothing is in it: whatever of its type was asked for."""
    known = unmodelled(listing.entity).keys() | {name.lower() for name in listing.properties}
    asked = (clause.strip().partition(" ")[0] for clause in call.query.get("$orderby", "").split(","))
    return listing.orders | {name for name in asked if name.partition("/")[0].lower() in known}


def relations(asked: str) -> frozenset[str]:
    """Return the names of relations in an `$expand`, whatever is asked of each in parentheses."""
    text = asked
    while "(" in text and text != (inner := _INNERMOST.sub("", text)):
        text = inner
    return frozenset(name.strip() for name in text.split(",") if name.strip())


class _OfSchema(dict[str, frozenset[str]]):
    """What a list is filtered by where nothing is in it: each property of its type, and of types derived from it."""

    def __init__(self, listing: Listing) -> None:
        super().__init__(listing.filters)
        self._names = unmodelled(listing.entity)

    def get(self, path: str, default: frozenset[str] = frozenset()) -> frozenset[str]:  # type: ignore[override]
        """Return the operators that a path takes."""
        known = path.startswith(_CAST) or path.partition("/")[0].lower() in self._names
        return OPERATORS if known else super().get(path, default)

    def __bool__(self) -> bool:
        return bool(self._names) or len(self) > 0
