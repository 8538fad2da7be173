"""`$search` of directory objects: `"displayName:ann" OR "mail:ann@"`, which needs `ConsistencyLevel: eventual`.

Source: https://learn.microsoft.com/graph/search-query-parameter (2026-11-27): displayName and description are searched
word by word, where digits, capitals and symbols part words; of every other property the beginning counts. That each
word sought must begin a word is the page's examples; parentheses are left out; texts of the refusals are assumed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_CLAUSE = r'"(?P<name>\w+):(?P<text>[^"]*)"'
_UNNAMED = re.sub(r"\?P<\w+>", "?:", _CLAUSE)
_WHOLE = re.compile(rf"{_UNNAMED}(?:\s+(?:AND|OR)\s+{_UNNAMED})*")
_ONE = re.compile(_CLAUSE)
_BY_WORDS = frozenset({"displayName", "description"})
_WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])|\d+")


def parse_search(
    expression: str, properties: Iterable[str], *, eventual: bool
) -> Callable[[dict[str, Any]], bool]:
    """Return what tells whether an object is found.

    Args:
        expression: the value of `$search`.
        properties: names that may stand in it.
        eventual: whether the call has the header.

    Raises:
        GraphError: 400 without the header, for words that are no search, or a property that there is none of.
    """
    if not eventual:
        raise GraphError(
            400,
            "Request_UnsupportedQuery",
            "Request with $search query parameter only works through MSGraph with a special request header: "
            "'ConsistencyLevel: eventual'",
        )
    if not _WHOLE.fullmatch(expression.strip()):
        raise bad_request(
            f"Syntax error in the search '{expression}': \"property:text\" is expected, quoted."
        )
    by_lower = {name.lower(): name for name in properties}
    for clause in _ONE.finditer(expression):
        if clause["name"].lower() not in by_lower:
            raise bad_request(f"Unrecognized property '{clause['name']}' in the search.")
    any_of = [
        [(by_lower[one["name"].lower()], one["text"]) for one in _ONE.finditer(part)]
        for part in re.split(r"\s+OR\s+(?=\")", expression)
    ]
    return lambda item: any(
        all(_found(item.get(name), name, text) for name, text in every) for every in any_of
    )


def _found(value: Any, name: str, text: str) -> bool:
    if isinstance(value, list):
        return any(_found(one, name, text) for one in value)
    if not isinstance(value, str):
        return False
    if name not in _BY_WORDS:
        return value.lower().startswith(text.lower())
    words = [one.lower() for one in _WORD.findall(value)]
    return all(any(word.startswith(sought.lower()) for word in words) for sought in _WORD.findall(text))
