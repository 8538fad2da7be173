"""Requests as the resource modules expect them: names in the schema's letter case, types by their full name.

Letter case means nothing in the names of paths, query options and properties that a client sends (learn.microsoft.com,
"Use the Microsoft Graph API", as clarified by microsoftgraph/microsoft-graph-docs pull request 5691, 2019-09); values
keep theirs. `graph` is the schema's alias of the namespace `microsoft.graph` (graph-metadata/v1.0.csdl.xml, 2026-08),
and keys may stand in parentheses (OData 4.01, part 2, section 4.3.1). What is declared, and how it is spelled, is found
by walking the modules of `emulator/graph`, as their routes are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from holdfast.emulator.declared.graph_object import GraphObject
from holdfast.emulator.odata.directory_types import DirectoryProperty
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.query import Listing
from holdfast.emulator.odata.schema import TYPE_KEY, Many, StructuredType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

_NAMESPACE = "microsoft.graph."
_TYPE = re.compile(r"#?(?:microsoft\.)?graph\.(?P<name>\w+)", re.IGNORECASE)
_CAST = re.compile(r"(?:microsoft\.)?graph\.(?P<name>\w+)", re.IGNORECASE)
_KEY = re.compile(r"(?P<name>\w+)\((?:'(?P<quoted>(?:[^']|'')*)'|(?P<plain>[^'()=]+))\)")
_NAME_OR_TEXT = re.compile(r"'(?:[^']|'')*'|(?P<name>(?<![\w@.-])[A-Za-z_]\w*(?![\w@.-]))")
"""A text, which keeps its case, or a name; parts of dates, ids and annotations are neither."""
_OPTIONS = frozenset(
    {"filter", "select", "expand", "orderby", "top", "skip", "count", "search", "skiptoken", "deltatoken"}
)
_NAMING = frozenset({"filter", "select", "expand", "orderby"})
"""Options whose value names properties."""
_CLAUSES = frozenset({"filter", "orderby"})
"""Options whose value has words of the language besides."""
_KEYWORDS: Mapping[str, str] = {
    word.lower(): word
    for word in (
        *("and", "or", "not", "eq", "ne", "gt", "ge", "lt", "le", "in", "any", "all", "asc", "desc"),
        *("true", "false", "null", "startswith", "endswith", "contains", "isof"),
    )
}


def qualified_path(path: str) -> str:
    """The path with every `graph.user` and `Microsoft.Graph.user` written as `microsoft.graph.user`."""
    if "graph." not in path.lower():
        return path
    return "/".join(_qualified(segment) for segment in path.split("/"))


def without_parentheses(path: str) -> str:
    """The path with keys in parentheses as segments: `/users('a')/memberOf` as `/users/a/memberOf`.

    The empty ones of a function go: `/users/delta()`, as Microsoft's SDKs write it, is `/users/delta`.
    """
    return "/".join(_key_as_segment(segment.removesuffix("()")) for segment in path.split("/"))


def without_namespace(path: str) -> str:
    """The path with the last segment's namespace left out: an action may be called by its full name."""
    rest, _, last = path.rpartition("/")
    return f"{rest}/{last.removeprefix(_NAMESPACE)}"


class Spelling:
    """The letter case of every property that the Graph modules declare.

    Args:
        modules: the modules of the package.

    Raises:
        ValueError: two declarations differ in letter case only.
    """

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._names: dict[str, str] = {}
        for module in modules:
            values = list(vars(module).values())
            services = [value for value in values if isinstance(value, GraphObject)]
            for value in [*values, *(part for one in services for part in (one.shape, one.listing))]:
                for name in _declared(value):
                    if self._names.setdefault(name.lower(), name) != name:
                        raise ValueError(f"'{name}' and '{self._names[name.lower()]}' differ in case only")

    def query(self, query: Mapping[str, str]) -> dict[str, str]:
        """The query with system options as `$select`, and the names in them as they are declared.

        Graph takes an option with and without its dollar sign; one that is no system option stays as it is.
        """
        spelled: dict[str, str] = {}
        for name, value in query.items():
            plain = name.lower().removeprefix("$")
            if plain not in _OPTIONS:
                spelled[name] = value
                continue
            words = _KEYWORDS if plain in _CLAUSES else {}
            spelled[f"${plain}"] = self._expression(value, words) if plain in _NAMING else value
        return spelled

    def body(self, value: Any) -> Any:
        """What a client sent, with properties as they are declared; names that nobody declares stay.

        Raises:
            GraphError: 400 when one object names a property twice.
        """
        if isinstance(value, list):
            return [self.body(item) for item in value]
        if not isinstance(value, dict):
            return value
        spelled: dict[str, Any] = {}
        for name, inner in value.items():
            own = self._property(name)
            if own in spelled:
                raise bad_request(f"The property '{own}' stands in the request body twice.")
            spelled[own] = _full_type(inner) if own == TYPE_KEY else self.body(inner)
        return spelled

    def _expression(self, text: str, words: Mapping[str, str]) -> str:
        def spelled(found: re.Match[str]) -> str:
            name = found["name"]
            if name is None:
                return found[0]
            return words.get(name.lower()) or self._names.get(name.lower(), name)

        return _NAME_OR_TEXT.sub(spelled, text)

    def _property(self, name: str) -> str:
        # "members@odata.bind" is an annotation of a property: only the property's name is one.
        plain, at, annotation = name.partition("@")
        return f"{self._names.get(plain.lower(), plain)}{at}{annotation.lower() if not plain else annotation}"


def _declared(value: Any) -> Iterator[str]:
    if isinstance(value, StructuredType):
        yield from value.fields
        yield from value.read_only
        for inner in (*value.fields.values(), *value.subtypes.values()):
            yield from _declared(inner)
    elif isinstance(value, Many):
        yield from _declared(value.item)
    elif isinstance(value, Listing):
        yield from (name for name in value.properties | value.expands if not name.startswith("@"))
        for path in value.filters:
            yield from (
                part for part in path.split("/") if part not in _KEYWORDS and not part.startswith("@")
            )
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if isinstance(inner, DirectoryProperty):
                yield name
            elif isinstance(inner, StructuredType):
                yield from _declared(inner)


def _qualified(segment: str) -> str:
    found = _CAST.fullmatch(segment)
    return segment if found is None else f"{_NAMESPACE}{found['name']}"


def _key_as_segment(segment: str) -> str:
    found = _KEY.fullmatch(segment)
    if found is None:
        return segment
    key = found["plain"] if found["quoted"] is None else found["quoted"].replace("''", "'")
    return f"{found['name']}/{key}"


def _full_type(value: Any) -> Any:
    found = _TYPE.fullmatch(value) if isinstance(value, str) else None
    return value if found is None else f"#{_NAMESPACE}{found['name']}"
