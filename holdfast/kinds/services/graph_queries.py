"""Who and what is meant where Graph takes it as a query: of reviewers, of principals, of resources."""

from __future__ import annotations

from functools import partial
from typing import Any

from holdfast.kinds.codec import Codec, nothing_but, of_type
from holdfast.kinds.decode import MisreadError, as_list, as_text
from holdfast.normalise.annotations import TYPE

GRAPH = "MicrosoftGraph"
"""`queryType` of a query that is asked of Graph."""
QUERY_SCOPE = "microsoft.graph.accessReviewQueryScope"
MEMBERSHIPS_SCOPE = "microsoft.graph.principalResourceMembershipsScope"
PLAIN_SCOPE = "microsoft.graph.accessReviewScope"
REVIEWER_SCOPE = "microsoft.graph.accessReviewReviewerScope"
_SCOPE = f"#{QUERY_SCOPE}"
_REVIEWER = tuple(f"#{one}" for one in (REVIEWER_SCOPE, QUERY_SCOPE, PLAIN_SCOPE, MEMBERSHIPS_SCOPE))
"""Reviewers say no type in Microsoft's examples; of these, none means another by the same query."""


def query_of(item: Any, *expected: str) -> str:
    """Return the query of one item, of one of the types `expected` where it says its type.

    Raises:
        MisreadError: when it is of another type, asked of anything but Graph, relative to something, or says more.
    """
    asked = nothing_but(of_type(item, *expected), "query", "queryType", "queryRoot")
    if str(asked.get("queryType")).casefold() != GRAPH.casefold():
        raise MisreadError("queryType", GRAPH, asked.get("queryType"))
    if asked.get("queryRoot") is not None:
        raise MisreadError("queryRoot", "absent", asked["queryRoot"])
    return as_text(asked.get("query"), "query")


def _items(value: Any, *, expected: tuple[str, ...] = (_SCOPE,)) -> list[str] | None:
    return None if value is None else [query_of(one, *expected) for one in as_list(value, "")]


REVIEWERS = Codec(
    encode=lambda queries: [{"query": one, "queryType": GRAPH, "queryRoot": None} for one in queries],
    decode=partial(_items, expected=_REVIEWER),
)
"""A list of queries for those who decide."""
SCOPES = Codec(
    encode=lambda queries: [{TYPE: _SCOPE, "query": one, "queryType": GRAPH} for one in queries],
    decode=_items,
)
"""A list of queries for what is looked at."""
SCOPE = Codec(
    encode=lambda query: SCOPES.encode([query])[0],
    decode=lambda value: None if value is None else query_of(value, _SCOPE),
)
"""One such query."""
