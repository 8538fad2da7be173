"""`$expand` of a directory object: one relation at a time, with `$select` inside it, and at most twenty others.

Source: https://learn.microsoft.com/graph/query-parameters (2026-11-27): of directory objects at most 20 come, without a
link to more, and one relation may be named.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.odata.query import Listing
    from holdfast.emulator.wire import Call

Relation = Callable[[dict[str, Any]], list[dict[str, Any]] | dict[str, Any] | None]
"""Gives the other ends of an object, or the one that there is."""
_MOST = 20
_RELATION = re.compile(r"(?P<name>\w+)(?:\(\$select=(?P<names>[\w,\s]+)\))?")


def unselective(call: Call) -> Call:
    """The call without its `$select`, which is said of the object and not of what is expanded."""
    return replace(call, query={name: one for name, one in call.query.items() if name != "$select"})


def selecting(call: Call, *names: str) -> Call:
    """The call as it is when names are expanded: OData returns those also when `$select` does not name them."""
    if "$select" not in call.query:
        return call
    return replace(call, query={**call.query, "$select": ",".join((call.query["$select"], *names))})


def expanded(
    call: Call,
    listing: Listing,
    items: Iterable[dict[str, Any]],
    relations: Mapping[str, Relation],
) -> tuple[Call, Listing, Iterable[dict[str, Any]]]:
    """Return what to list instead, where the query expands a relation that there is.

    Args:
        call: the request.
        listing: what the resource supports besides.
        items: the objects.
        relations: what gives the other ends of an object as they are shown, by the relation's name; of a relation that
            leads to one object, that or None, which is not shown.
    """
    asked = call.query.get("$expand", "")
    match = _RELATION.fullmatch(asked)
    if match is None or match["name"] not in relations:
        return call, replace(listing, expands=listing.expands | frozenset(relations)), items
    name = match["name"]
    wanted = {one.strip() for one in (match["names"] or "").split(",")} - {""}

    def shown(one: dict[str, Any]) -> dict[str, Any]:
        """What is wanted of another end."""
        return {key: one[key] for key in one if key in wanted or "@" in key} if wanted else one

    def with_ends(item: dict[str, Any]) -> dict[str, Any]:
        """An object with its other ends."""
        found = relations[name](item)
        if found is None:
            return item
        ends = shown(found) if isinstance(found, dict) else [shown(one) for one in found[:_MOST]]
        return {**item, name: ends}

    call = selecting(call, name)
    defaults = (*listing.default_properties, name) if listing.default_properties else ()
    wider = replace(
        listing,
        properties=listing.properties | {name},
        default_properties=defaults,
        expands=frozenset({asked}),
    )
    return call, wider, [with_ends(item) for item in items]
