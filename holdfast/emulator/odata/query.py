"""System query options of a list or an object: `$filter $select $count $orderby $top $skip`, and paging.

A system option that a resource does not declare is a 501, never ignored; any other is the client's own and means
nothing to the service (OData 4.01 URL conventions 5.2, custom query options; that Graph holds to it is assumed:
IntuneCD 2.6.0 asks with `??$expand=…`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from holdfast.emulator.odata.filters import parse_filter
from holdfast.emulator.odata.unmodelled import unmodelled, unset
from holdfast.emulator.wire import Call, GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SKIP_TOKEN = "$skiptoken"  # noqa: S105 - the name of a query option
_SYSTEM = frozenset(
    {
        *(
            "$apply",
            "$compute",
            "$count",
            "$deltatoken",
            "$expand",
            "$filter",
            "$format",
            "$index",
            "$levels",
        ),
        *("$orderby", "$schemaversion", "$search", "$select", "$skip", "$skiptoken", "$top"),
    }
)
_PAGING = frozenset({"$top", _SKIP_TOKEN})
WHOLE = 999
"""Page size of lists that the service answers whole: as many as it gives in one page of any list."""


@dataclass(frozen=True, slots=True)
class Listing:
    """How a collection is listed."""

    context: str
    """Behind the # of @odata.context, for example "identity/conditionalAccess/policies"."""
    entity: str
    """Type name for messages, for example "microsoft.graph.conditionalAccessPolicy"."""
    properties: frozenset[str]
    """What `$select` may name; empty = `$select` is not supported."""
    default_properties: tuple[str, ...] = ()
    """What comes without `$select`; () = everything."""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """See `parse_filter`; empty = `$filter` is not supported."""
    orders: frozenset[str] = frozenset()
    """Properties that `$orderby` may name; empty = not supported."""
    advanced: frozenset[str] = frozenset()
    """Properties by which directory objects are filtered with the parameters of an advanced query alone."""
    skip: bool = False
    """Whether `$skip` is supported (Graph's directory objects do not)."""
    count: bool = True
    """Whether `$count=true` is supported."""
    search: bool = False
    """Whether `$search` is taken; who lists has searched."""
    expands: frozenset[str] = frozenset()
    """What `$expand` may name; the handler does the expanding."""
    page_size: int = 100
    """Objects on a page without `$top`."""
    max_page_size: int = 999
    """Largest `$top`."""
    page_cap: int = 1000
    """Most objects on a page, however large a `$top` is taken."""


def context_url(call: Call, fragment: str) -> str:
    """`@odata.context` as the client sees it, for example https://HOST/v1.0/$metadata#users/$entity."""
    return f"{call.base_url}/{call.version}/$metadata#{fragment}"


def entity(call: Call, context: str, item: dict[str, Any]) -> dict[str, Any]:
    """One object as it is answered alone.

    Args:
        call: the request.
        context: of its collection, such as "identity/conditionalAccess/policies".
        item: wire shape.
    """
    return {"@odata.context": context_url(call, f"{context}/$entity"), **item}


def created_reply(call: Call, path: str, context: str, item: dict[str, Any]) -> Reply:
    """Answer a new object with 201 and where it is: below `path`, by its id."""
    location = f"{call.base_url}/{call.version}{path}/{item['id']}"
    return Reply(201, entity(call, context, item), {"location": location})


def list_reply(call: Call, listing: Listing, items: Iterable[dict[str, Any]]) -> Reply:
    """Answer one page of `items` as the query asks.

    Args:
        call: the request.
        listing: what the resource supports.
        items: every object in its natural order, wire shape.

    Raises:
        GraphError: 400 for a malformed option, 501 for one that is not supported.
    """
    query = _checked(call, listing)
    chosen = list(items)
    if "$filter" in query:
        holds = parse_filter(query["$filter"], listing.filters)
        chosen = [item for item in chosen if holds(item)]
    if "$orderby" in query:
        chosen = _ordered(chosen, query["$orderby"], listing)
    start = _whole_number(query, _SKIP_TOKEN, 0) + _whole_number(query, "$skip", 0)
    size = _page_size(query, listing)
    names = selected(query, listing)
    body: dict[str, Any] = {"@odata.context": _list_context(call, listing, names, query)}
    if _counted(query):
        body["@odata.count"] = len(chosen)
    if start + size < len(chosen):
        body["@odata.nextLink"] = next_link(call, start + size)
    body["value"] = [part(item, names, listing) for item in chosen[start : start + size]]
    return Reply(200, body)


def object_reply(call: Call, listing: Listing, item: dict[str, Any]) -> Reply:
    """Answer one object, honouring `$select` and refusing every other option that is not declared."""
    allowed = frozenset({"$select"} if listing.properties else set()) | (
        frozenset({"$expand"}) if listing.expands else frozenset()
    )
    query = _known(call, allowed)
    _check_expanded(call, query, listing)
    names = selected(query, listing)
    fragment = listing.context + (f"({','.join(names)})" if "$select" in query else "") + "/$entity"
    return Reply(200, {"@odata.context": context_url(call, fragment), **part(item, names, listing)})


def next_link(call: Call, token: int | str) -> str:
    """Absolute `@odata.nextLink`: the same request with a `$skiptoken`."""
    kept = {name: value for name, value in call.query.items() if name not in {_SKIP_TOKEN, "$skip"}}
    kept[_SKIP_TOKEN] = str(token)
    return f"{call.base_url}/{call.version}{quote(call.path)}?{urlencode(kept, safe='$,/', quote_via=quote)}"


def refuse_options(call: Call, *allowed: str) -> None:
    """Refuse with 501 every system query option but `allowed`; for handlers that page by themselves."""
    _known(call, frozenset(allowed))


def selected(query: Mapping[str, str], listing: Listing) -> tuple[str, ...]:
    """Property names that the answer holds, () for all.

    Raises:
        GraphError: 400 when `$select` names a property the type does not have.
    """
    if "$select" not in query:
        return listing.default_properties
    names = tuple(name.strip() for name in query["$select"].split(",") if name.strip())
    by_lower = unmodelled(listing.entity) | {name.lower(): name for name in listing.properties}
    for name in names:
        if name.lower() not in by_lower and name != "*":
            raise GraphError(
                400,
                "BadRequest",
                f"Parsing OData Select and Expand failed: Could not find a property named '{name}' "
                f"on type '{listing.entity}'.",
            )
    return () if "*" in names else tuple(by_lower[name.lower()] for name in names)


def part(item: dict[str, Any], names: tuple[str, ...], listing: Listing) -> dict[str, Any]:
    """`item` with only `names`, as `selected` returned them; what nobody keeps of them is as nobody set it."""
    shown = project(item, names)
    for name in names:
        if name not in item and name not in listing.properties:
            shown |= unset(listing.entity, name)
    return shown


def project(item: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """`item` with only `names` (all when empty); @odata annotations of the object itself stay."""
    if not names:
        return item
    wanted = set(names)
    return {name: value for name, value in item.items() if name in wanted or name.startswith("@odata.type")}


def _checked(call: Call, listing: Listing) -> Mapping[str, str]:
    allowed = set(_PAGING)
    for option, supported in (
        ("$filter", listing.filters),
        ("$select", listing.properties),
        ("$orderby", listing.orders),
        ("$skip", listing.skip),
        ("$count", listing.count),
        ("$expand", listing.expands),
        ("$search", listing.search),
    ):
        if supported:
            allowed.add(option)
    query = _known(call, frozenset(allowed))
    _check_expanded(call, query, listing)
    return query


def _check_expanded(call: Call, query: Mapping[str, str], listing: Listing) -> None:
    if "$expand" in query and query["$expand"] not in listing.expands:
        raise _unsupported(f"$expand={query['$expand']}", call, sorted(listing.expands))


def _known(call: Call, allowed: frozenset[str]) -> Mapping[str, str]:
    query: dict[str, str] = {}
    for name, value in call.query.items():
        # Graph takes system options with and without the dollar sign, in any letter case.
        option = "$" + name.lower().removeprefix("$")
        if option not in _SYSTEM and not name.startswith("$"):
            continue
        if option not in allowed:
            raise _unsupported(name, call, sorted(allowed))
        query[option] = value
    return query


def _unsupported(option: str, call: Call, offered: list[str]) -> GraphError:
    return GraphError(
        501,
        "NotImplemented",
        f"The embedded tenant does not support the query option '{option}' on {call.method} {call.path}. "
        f"It supports: {', '.join(offered) or 'none'}.",
    )


def _counted(query: Mapping[str, str]) -> bool:
    wanted = query.get("$count", "false").lower()
    if wanted not in {"true", "false"}:
        raise GraphError(
            400, "BadRequest", f"Invalid value '{query['$count']}' for $count query option found."
        )
    return wanted == "true"


def _whole_number(query: Mapping[str, str], option: str, default: int) -> int:
    if option not in query:
        return default
    if not query[option].isdecimal():
        raise GraphError(
            400,
            "BadRequest",
            f"Invalid value '{query[option]}' for {option} query option found. "
            f"The {option} query option requires a non-negative integer value.",
        )
    return int(query[option])


def _page_size(query: Mapping[str, str], listing: Listing) -> int:
    size = _whole_number(query, "$top", listing.page_size)
    if not 1 <= size <= listing.max_page_size:
        raise GraphError(
            400,
            "Request_BadRequest",
            f"Invalid page size specified: '{size}'. "
            f"Must be between 1 and {listing.max_page_size} inclusive.",
        )
    return min(size, listing.page_cap)


def _ordered(items: list[dict[str, Any]], text: str, listing: Listing) -> list[dict[str, Any]]:
    for clause in reversed(text.split(",")):
        name, _, direction = clause.strip().partition(" ")
        direction = direction.strip().lower() or "asc"
        if name not in listing.orders or direction not in {"asc", "desc"}:
            raise GraphError(
                501,
                "NotImplemented",
                f"The embedded tenant does not order by '{clause.strip()}'. "
                f"It orders by: {', '.join(sorted(listing.orders))}.",
            )
        items = sorted(items, key=lambda item: _order_key(item.get(name)), reverse=direction == "desc")
    return items


def _order_key(value: Any) -> tuple[bool, str]:
    return value is not None, str(value).lower()


def _list_context(call: Call, listing: Listing, names: tuple[str, ...], query: Mapping[str, str]) -> str:
    shown = f"({','.join(names)})" if "$select" in query and names else ""
    return context_url(call, listing.context + shown)
