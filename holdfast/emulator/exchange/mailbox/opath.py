"""OPATH filters (`LitigationHoldEnabled -eq $true -and Alias -like 'a*'`) as SQL conditions.

Grammar: learn.microsoft.com, Additional OPATH syntax information. Here are -eq, -ne, -like, -notlike, -and,
-or, -not and brackets; the other comparisons are refused with 501.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from holdfast.emulator.cmdlets.errors import bad_value
from holdfast.emulator.cmdlets.values import parse_boolean
from holdfast.emulator.wire import GraphError

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<bracket>[(){}]) |
        (?P<operator>-[A-Za-z]+\b) |
        '(?P<single>(?:[^']|'')*)' |
        "(?P<double>[^"]*)" |
        (?P<word>[^\s(){}'"]+)
    )""",
    re.VERBOSE,
)
_OPERATORS = {"-eq": "=", "-ne": "<>", "-like": "LIKE", "-notlike": "NOT LIKE"}
_OTHER_OPERATORS = frozenset({"-gt", "-ge", "-lt", "-le", "-match", "-notmatch", "-contains", "-notcontains"})


@dataclass(frozen=True, slots=True)
class FilterColumn:
    """How a filter reads one property."""

    expression: str
    """SQL; for a list, SQL of its JSON text."""
    kind: str
    """"boolean", "list" or "text"."""


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL condition and the values of its marks."""

    sql: str
    arguments: tuple[Any, ...]


Resolve = Callable[[str], FilterColumn | None]
"""Finds a property by its name in any letter case; None when there is none to filter by."""


def parse_filter(text: str, resolve: Resolve) -> Condition:
    """The condition that a filter means.

    Raises:
        CmdletError: bad syntax, or a property that cannot be filtered by.
        GraphError: 501 for a comparison that is not implemented here.
    """
    parser = _Parser(_tokens(text), resolve)
    condition = parser.either()
    if parser.position != len(parser.tokens):
        raise _bad_syntax(f"'{parser.tokens[parser.position][1]}' was not expected.")
    return condition


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    position, text = 0, text.rstrip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            raise _bad_syntax(f"'{text[position:]}' was not expected.")
        value = found[found.lastgroup]
        tokens.append((found.lastgroup, value.replace("''", "'") if found.lastgroup == "single" else value))
        position = found.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]], resolve: Resolve) -> None:
        self.tokens = tokens
        self.position = 0
        self._resolve = resolve

    def either(self) -> Condition:
        condition = self._both()
        while self._take("operator", "-or"):
            condition = _joined(condition, "OR", self._both())
        return condition

    def _both(self) -> Condition:
        condition = self._one()
        while self._take("operator", "-and"):
            condition = _joined(condition, "AND", self._one())
        return condition

    def _one(self) -> Condition:
        if self._take("operator", "-not"):
            inner = self._one()
            return Condition(f"NOT {inner.sql}", inner.arguments)
        if self._take("bracket", "(") or self._take("bracket", "{"):
            inner = self.either()
            if not (self._take("bracket", ")") or self._take("bracket", "}")):
                raise _bad_syntax("A bracket is not closed.")
            return Condition(f"({inner.sql})", inner.arguments)
        return self._comparison()

    def _comparison(self) -> Condition:
        name = self._next("word")
        operator = self._next("operator").lower()
        if operator in _OTHER_OPERATORS:
            have = ", ".join(_OPERATORS)
            raise GraphError(
                501,
                "NotImplemented",
                f"The embedded tenant has no comparison {operator} in a Filter: {have}.",
            )
        if operator not in _OPERATORS:
            raise _bad_syntax(f"'{operator}' is not a comparison.")
        field = self._resolve(name)
        if field is None:
            raise _bad_syntax(f'"{name}" is not a recognized filterable property.')
        return _compare(field, _OPERATORS[operator], self._value())

    def _value(self) -> str | None:
        kind, value = self._peek()
        if kind not in {"word", "single", "double"}:
            raise _bad_syntax("A value is missing.")
        self.position += 1
        return None if kind == "word" and value.lower() == "$null" else value

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.position] if self.position < len(self.tokens) else ("end", "")

    def _next(self, kind: str) -> str:
        found, value = self._peek()
        if found != kind:
            raise _bad_syntax(f"'{value}' was not expected.")
        self.position += 1
        return value

    def _take(self, kind: str, value: str) -> bool:
        found, text = self._peek()
        if found != kind or text.lower() != value:
            return False
        self.position += 1
        return True


def _compare(field: FilterColumn, operator: str, value: str | None) -> Condition:
    if field.kind == "list":
        return _compare_list(field, operator, value)
    if value is None:
        empty = f"coalesce({field.expression}, '') = ''"
        return Condition(empty if operator == "=" else f"NOT {empty}", ())
    if field.kind == "boolean":
        try:
            return Condition(f"{field.expression} {operator} ?", (int(parse_boolean(value)),))
        except ValueError as error:
            raise _bad_syntax(str(error)) from error
    expression = f"coalesce({field.expression}, '')"
    if "LIKE" in operator:
        return Condition(f"{expression} {operator} ? ESCAPE '\\'", (_pattern(value),))
    return Condition(f"{expression} {operator} ? COLLATE NOCASE", (value,))


def _compare_list(field: FilterColumn, operator: str, value: str | None) -> Condition:
    if value is None:
        empty = f"json_array_length({field.expression}) = 0"
        return Condition(empty if operator == "=" else f"NOT {empty}", ())
    negated = operator in {"<>", "NOT LIKE"}
    like = "LIKE" in operator
    test = "one.value LIKE ? ESCAPE '\\'" if like else "one.value = ? COLLATE NOCASE"
    sql = f"EXISTS (SELECT 1 FROM json_each({field.expression}) AS one WHERE {test})"  # noqa: S608 - our own SQL
    return Condition(f"NOT {sql}" if negated else sql, (_pattern(value) if like else value,))


def _pattern(value: str) -> str:
    escaped = re.sub(r"([%_\\])", r"\\\1", value)
    return escaped.replace("*", "%")


def _joined(left: Condition, word: str, right: Condition) -> Condition:
    return Condition(f"({left.sql} {word} {right.sql})", left.arguments + right.arguments)


def _bad_syntax(reason: str) -> Exception:
    return bad_value(
        "Filter",
        "Invalid filter syntax. For a description of the filter parameter syntax see the command help. "
        f"{reason}",
    )
