"""Advanced queries of directory objects: which need `ConsistencyLevel: eventual` and `$count=true`.

Source: api-facts 4.3; which operators are advanced follows Microsoft's "Advanced query capabilities on
directory objects" (recalled, so assumed). A `$count=true` without the header is ignored there, and here.
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
    from collections.abc import Iterable

_QUOTED = re.compile(r"'(?:[^']|'')*'")
_ADVANCED = re.compile(r"(?:^|[\s(])(?:ne|not|endswith|contains)(?:$|[\s(])", re.IGNORECASE)


def directory_list(call: Call, listing: Listing, items: Iterable[dict[str, Any]]) -> Reply:
    """Answer one page of directory objects, with the rules of advanced queries.

    Raises:
        GraphError: 400 for an advanced query without its header, and what `list_reply` raises.
    """
    options = _options(call)
    eventual = _is_eventual(call)
    counted = options.get("$count", "").lower() == "true"
    advanced = bool(_ADVANCED.search(_QUOTED.sub("''", options.get("$filter", ""))))
    advanced = advanced or ("$filter" in options and "$orderby" in options)
    if advanced and not (eventual and counted):
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


def _options(call: Call) -> dict[str, str]:
    return {"$" + name.lower().removeprefix("$"): value for name, value in call.query.items()}


def _is_eventual(call: Call) -> bool:
    return call.headers.get("consistencylevel", "").lower() == "eventual"
