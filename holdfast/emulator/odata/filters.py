"""`$filter`: parses the expression, refuses what the resource does not filter by, answers a predicate.

What a resource does not declare is a 501, never ignored: a filter silently dropped would answer too much.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.guids import GUID
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<string>'(?:[^']|'')*')
      | (?P<date>\d{{4}}-\d{{2}}-\d{{2}}T[\d:.]+(?:Z|[+-]\d{{2}}:\d{{2}}))
      | (?P<guid>{GUID})
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<name>[A-Za-z_$][\w$@.]*(?:/[A-Za-z_$][\w$@.]*)*)
      | (?P<mark>[(),:])
    )""",
    re.VERBOSE,
)
_COMPARISONS = frozenset({"eq", "ne", "gt", "ge", "lt", "le", "in", "has"})
_FUNCTIONS = frozenset({"startswith", "endswith", "contains"})
_PLAIN = _COMPARISONS | _FUNCTIONS | {"any", "all", "isof"}
OPERATORS = _PLAIN | {f"not {one}" for one in _PLAIN}
"""Every operator that a property can be declared with."""
_LITERALS: dict[str, Any] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def parse_filter(text: str, filterable: Mapping[str, frozenset[str]]) -> Callable[[Mapping[str, Any]], bool]:
    """Compile a `$filter` expression.

    Args:
        text: the expression, for example "displayName eq 'x' and state ne 'disabled'".
        filterable: property path → operators it takes, for example {"displayName": {"eq", "startswith"}}.
            Members of a collection under any/all are named "targetResources/any/id"; a collection of plain
            values "groupTypes/any"; how many members there are "assignedLicenses/$count"; an operator may be
            negated when its entry "not <operator>" is present.

    Raises:
        GraphError: 400 when it is no filter, 501 when the resource does not filter by this clause.
    """
    parser = _Parser(_tokens(text), filterable, text)
    predicate = parser.either("", "")
    parser.end()
    return predicate


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while text[position:].strip():
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            raise _invalid(text, f"syntax error at position {position}")
        tokens.append(_Token(found.lastgroup, found.group(found.lastgroup)))
        position = found.end()
    return tokens


def _invalid(text: str, reason: str) -> GraphError:
    return GraphError(400, "BadRequest", f"Invalid filter clause: {reason} in '{text}'.")


class _Parser:
    """Recursive descent over or, and, not, parentheses, comparisons, functions and any/all."""

    def __init__(self, tokens: list[_Token], filterable: Mapping[str, frozenset[str]], text: str) -> None:
        self._tokens = tokens
        self._at = 0
        self._filterable = filterable
        self._text = text
        self._negated = False

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise _invalid(self._text, f"'{self._tokens[self._at].text}' is not expected")

    def either(self, variable: str, prefix: str) -> Callable[[Mapping[str, Any]], bool]:
        terms = [self._both(variable, prefix)]
        while self._take("or"):
            terms.append(self._both(variable, prefix))
        return terms[0] if len(terms) == 1 else lambda item: any(term(item) for term in terms)

    def _both(self, variable: str, prefix: str) -> Callable[[Mapping[str, Any]], bool]:
        terms = [self._term(variable, prefix)]
        while self._take("and"):
            terms.append(self._term(variable, prefix))
        return terms[0] if len(terms) == 1 else lambda item: all(term(item) for term in terms)

    def _term(self, variable: str, prefix: str) -> Callable[[Mapping[str, Any]], bool]:
        if self._take("not"):
            before, self._negated = self._negated, True
            inner = self._term(variable, prefix)
            self._negated = before
            return lambda item: not inner(item)
        if self._take("("):
            return self._in_parentheses(variable, prefix)
        name = self._name()
        if name.lower() == "isof":
            return self._type_test()
        if name.lower() in _FUNCTIONS:
            return self._function(name.lower(), variable, prefix)
        # Microsoft's own pages write any with a capital too: teams-list-all-teams.
        if name.rsplit("/", 1)[-1].lower() in {"any", "all"}:
            return self._lambda(name, variable, prefix)
        return self._comparison(name, variable, prefix)

    def _in_parentheses(self, variable: str, prefix: str) -> Callable[[Mapping[str, Any]], bool]:
        """An expression, or a name by itself: `(a/b) eq null`."""
        coming = self._tokens[self._at : self._at + 2]
        if [one.kind for one in coming] == ["name", "mark"] and coming[1].text == ")":
            name = self._name()
            self._expect(")")
            return self._comparison(name, variable, prefix)
        expression = self.either(variable, prefix)
        self._expect(")")
        return expression

    def _comparison(self, name: str, variable: str, prefix: str) -> Callable[[Mapping[str, Any]], bool]:
        operator = self._name().lower()
        if operator not in _COMPARISONS:
            raise _invalid(self._text, f"'{operator}' is not an operator")
        path = self._path(name, variable, prefix, operator)
        wanted = self._values() if operator == "in" else self._literal()
        return lambda item: _compare(operator, _value(item, path), wanted)

    def _function(self, function: str, variable: str, prefix: str) -> Callable[[Mapping[str, Any]], bool]:
        self._expect("(")
        path = self._path(self._name(), variable, prefix, function)
        self._expect(",")
        wanted = str(self._literal()).lower()
        self._expect(")")

        def holds(item: Mapping[str, Any]) -> bool:
            value = _value(item, path)
            return isinstance(value, str) and _text_function(function, value.lower(), wanted)

        return holds

    def _type_test(self) -> Callable[[Mapping[str, Any]], bool]:
        self._expect("(")
        # `graph` is the schema's alias of the namespace.
        wanted = "#microsoft." + str(self._literal()).removeprefix("microsoft.")
        self._expect(")")
        path = self._path("@odata.type", "", "", "isof")
        return lambda item: _value(item, path) == wanted

    def _lambda(self, name: str, variable: str, prefix: str) -> Callable[[Mapping[str, Any]], bool]:
        collection, _, written = name.rpartition("/")
        quantifier = written.lower()
        self._expect("(")
        if self._take(")"):
            path = self._path(collection, variable, prefix, quantifier)
            return lambda item: bool(_value(item, path))
        inner_variable = self._name()
        self._expect(":")
        own = self._relative(collection, variable)
        inner = self.either(inner_variable, f"{prefix}{own}/{quantifier}")
        self._expect(")")
        path_of_collection = tuple(own.split("/"))
        decide = any if quantifier == "any" else all

        def holds(item: Mapping[str, Any]) -> bool:
            members = _value(item, path_of_collection) or []
            return decide(inner(_member(member)) for member in members)

        return holds

    def _relative(self, name: str, variable: str) -> str:
        if not variable:
            return name
        return "" if name == variable else name.removeprefix(f"{variable}/")

    def _path(self, name: str, variable: str, prefix: str, operator: str) -> tuple[str, ...]:
        relative = self._relative(name, variable)
        full = "/".join(part for part in (prefix, relative) if part)
        allowed = self._filterable.get(full, frozenset())
        sign = f"not {operator}" if self._negated else operator
        if sign not in allowed:
            offered = "; ".join(f"{path}: {', '.join(sorted(ops))}" for path, ops in self._filterable.items())
            raise GraphError(
                501,
                "NotImplemented",
                f"The embedded tenant does not filter by '{full} {sign}'. "
                f"It filters by: {offered or 'nothing'}.",
            )
        return tuple(relative.split("/")) if relative else ("",)

    def _values(self) -> list[Any]:
        self._expect("(")
        values = [self._literal()]
        while self._take(","):
            values.append(self._literal())
        self._expect(")")
        return values

    def _literal(self) -> Any:
        token = self._next()
        match token.kind:
            case "string":
                return token.text[1:-1].replace("''", "'")
            case "date":
                return datetime.fromisoformat(token.text)
            case "number":
                return float(token.text)
            case "guid":
                return token.text
            case "name" if token.text in _LITERALS:
                return _LITERALS[token.text]
            case _:
                raise _invalid(self._text, f"'{token.text}' is not a value")

    def _name(self) -> str:
        token = self._next()
        if token.kind != "name":
            raise _invalid(self._text, f"'{token.text}' is not a property")
        return token.text

    def _next(self) -> _Token:
        if self._at >= len(self._tokens):
            raise _invalid(self._text, "it ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, text: str) -> bool:
        here = self._tokens[self._at] if self._at < len(self._tokens) else None
        if here is None or here.kind not in {"name", "mark"} or here.text != text:
            return False
        self._at += 1
        return True

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise _invalid(self._text, f"'{text}' is expected")


def _member(member: Any) -> Mapping[str, Any]:
    return member if isinstance(member, dict) else {"": member}


def _value(item: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = item
    for part in path:
        if part == "$count" and isinstance(value, list):
            value = len(value)
        elif not part.startswith("microsoft.graph."):  # A cast: of what has the property behind it.
            value = value.get(part) if isinstance(value, dict) else None
    return value


def _text_function(function: str, value: str, wanted: str) -> bool:
    if function == "startswith":
        return value.startswith(wanted)
    return value.endswith(wanted) if function == "endswith" else wanted in value


def _compare(operator: str, value: Any, wanted: Any) -> bool:
    if operator == "in":
        return any(_same(value, one) for one in wanted)
    if operator in {"eq", "ne"}:
        return _same(value, wanted) is (operator == "eq")
    if operator == "has":
        flags = value.split(",") if isinstance(value, str) else []
        return any(_same(one.strip(), wanted) for one in flags)
    if isinstance(wanted, datetime) and isinstance(value, str):
        value = datetime.fromisoformat(value)
    if value is None or wanted is None or isinstance(value, str) != isinstance(wanted, str):
        return False
    outcomes: dict[str, bool] = {
        "gt": value > wanted,
        "ge": value >= wanted,
        "lt": value < wanted,
        "le": value <= wanted,
    }
    return outcomes[operator]


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return value.lower() == wanted.lower()
    if isinstance(value, str) and isinstance(wanted, datetime):
        return datetime.fromisoformat(value) == wanted
    return isinstance(value, bool) == isinstance(wanted, bool) and bool(value == wanted)
