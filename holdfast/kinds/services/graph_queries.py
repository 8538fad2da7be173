"""Who and what is meant where Graph takes it as a query: of reviewers, of principals, of resources."""

from __future__ import annotations

from typing import Any

from holdfast.kinds.codec import Codec, nothing_but
from holdfast.kinds.decode import MisreadError, as_list, as_text

GRAPH = "MicrosoftGraph"
"""`queryType` of a query that is asked of Graph."""


def query_of(item: Any) -> str:
    """Return the query of one item.

    Raises:
        MisreadError: when it is asked of anything but Graph, relative to something, or says more.
    """
    asked = nothing_but(item, "query", "queryType", "queryRoot")
    if str(asked.get("queryType")).casefold() != GRAPH.casefold():
        raise MisreadError("queryType", GRAPH, asked.get("queryType"))
    if asked.get("queryRoot") is not None:
        raise MisreadError("queryRoot", "absent", asked["queryRoot"])
    return as_text(asked.get("query"), "query")


def _items(value: Any) -> list[str] | None:
    return None if value is None else [query_of(one) for one in as_list(value, "")]


REVIEWERS = Codec(
    encode=lambda queries: [{"query": one, "queryType": GRAPH, "queryRoot": None} for one in queries],
    decode=_items,
)
"""A list of queries for those who decide."""
SCOPES = Codec(
    encode=lambda queries: [
        {"@odata.type": "#microsoft.graph.accessReviewQueryScope", "query": one, "queryType": GRAPH}
        for one in queries
    ],
    decode=_items,
)
"""A list of queries for what is looked at."""
SCOPE = Codec(
    encode=lambda query: SCOPES.encode([query])[0],
    decode=lambda value: None if value is None else query_of(value),
)
"""One such query."""
