"""Advanced queries of directory objects: which need `ConsistencyLevel: eventual` and `$count=true`.

Source: api-facts 4.3; which operators are advanced, and that a `$count` inside of `$filter` is, follows
https://learn.microsoft.com/graph/aad-advanced-queries (2026-11-28). A `$count=true` without the header is ignored
there, and here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.filters import parse_filter
from holdfast.emulator.odata.query import Listing, list_reply, refuse_options
from holdfast.emulator.odata.search import parse_search
from holdfast.emulator.wire import Call, GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_QUOTED = re.compile(r"'(?:[^']|'')*'")
_ADVANCED = re.compile(r"(?:^|[\s(])(?:ne|not|endswith|contains)(?:$|[\s(])|/\$count\b", re.IGNORECASE)
_NAME = re.compile(r"\w+")


def directory_list(call: Call, listing: Listing, items: Iterable[dict[str, Any]]) -> Reply:
    """Answer one page of directory objects, with the rules of advanced queries.

    Raises:
        GraphError: 400 for an advanced query without its header, and what `list_reply` raises.
    """
    options = _options(call)
    eventual = _is_eventual(call)
    counted = options.get("$count", "").lower() == "true"
    if _is_advanced(options, listing) and not (eventual and counted):
        raise GraphError(
            400,
            "Request_UnsupportedQuery",
            "Operator or property is not supported without advanced query parameters: send the header "
            "ConsistencyLevel: eventual and $count=true.",
        )
    if counted and not eventual:
        query = {name: value for name, value in call.query.items() if name.lower() not in {"$count", "count"}}
        call = replace(call, query=query)
    if "$search" in options:
        found = parse_search(options["$search"], listing.properties, eventual=eventual)
        items, listing = filter(found, items), replace(listing, search=True)
    return list_reply(call, listing, items)


def directory_count(call: Call, listing: Listing, items: Iterable[dict[str, Any]]) -> Reply:
    """Answer `.../$count`: the number of objects that `$filter` leaves, as text/plain.

    Raises:
        GraphError: 400 without `ConsistencyLevel: eventual`, or for a bad filter.
    """
    refuse_options(call, "$filter")
    if not _is_eventual(call):
        raise GraphError(400, "Request_BadRequest", "$count is not currently supported.")
    expression = _options(call).get("$filter")
    holds = parse_filter(expression, listing.filters) if expression else None
    number = sum(1 for item in items if holds is None or holds(item))
    return Reply(200, str(number).encode(), {"content-type": "text/plain"})


def counting(
    call: Call, relation: str, items: Iterable[dict[str, Any]], ids: Callable[[dict[str, Any]], list[str]]
) -> list[dict[str, Any]]:
    """Return the objects, with the ids of a relation's other ends where the filter counts them: `owners/$count`."""
    if f"{relation}/$count" not in _options(call).get("$filter", ""):
        return list(items)
    return [{**one, relation: ids(one)} for one in items]


def _is_advanced(options: dict[str, str], listing: Listing) -> bool:
    expression = _QUOTED.sub("''", options.get("$filter", ""))
    return bool(
        _ADVANCED.search(expression)
        or listing.advanced & set(_NAME.findall(expression))
        or ("$filter" in options and "$orderby" in options)
    )


def _options(call: Call) -> dict[str, str]:
    return {"$" + name.lower().removeprefix("$"): value for name, value in call.query.items()}


def _is_eventual(call: Call) -> bool:
    return call.headers.get("consistencylevel", "").lower() == "eventual"
