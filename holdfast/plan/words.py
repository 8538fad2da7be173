"""Says in plain words what pydantic found wrong: one table, no jargon of its own or of Python's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.plan.node import BROKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_UNITS = ("days", "hours", "minutes", "seconds", "bytes")
_DAYS = {"day": 1, "week": 7, "year": 365}
_SPAN = re.compile(r"(\d{1,6})\s*(day|week|year)s?", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,18})\s*")
"""As long as a number of a file may be."""
_LONGEST = 60
"""Characters of a found text that a message repeats."""


EXPECTED: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "int_type": lambda _: "a whole number",
    "int_parsing": lambda _: "a whole number",
    "int_from_float": lambda _: "a whole number",
    "int_parsing_size": lambda _: "a smaller number",
    "float_type": lambda _: "a number",
    "finite_number": lambda _: "a number",
    "string_type": lambda _: "a text",
    "string_sub_type": lambda _: "a text",
    "string_unicode": lambda _: "a text",
    "bool_type": lambda _: "true or false",
    "bool_parsing": lambda _: "true or false",
    "none_required": lambda _: "nothing",
    "list_type": lambda _: "a list",
    "tuple_type": lambda _: "a list",
    "set_type": lambda _: "a list",
    "frozen_set_type": lambda _: "a list",
    "dict_type": lambda _: "a group of names and values",
    "mapping_type": lambda _: "a group of names and values",
    "model_type": lambda _: "a group of names and values",
    "model_attributes_type": lambda _: "a group of names and values",
    "literal_error": lambda context: _choices(str(context["expected"])),
    "enum": lambda context: _choices(str(context["expected"])),
    "greater_than": lambda context: f"more than {context['gt']}",
    "greater_than_equal": lambda context: f"at least {context['ge']}",
    "less_than": lambda context: f"less than {context['lt']}",
    "less_than_equal": lambda context: f"at most {context['le']}",
    "multiple_of": lambda context: f"a multiple of {context['multiple_of']}",
    "too_short": lambda context: _items("at least", context["min_length"]),
    "too_long": lambda context: _items("at most", context["max_length"]),
    "string_too_short": lambda context: _at_least(int(context["min_length"])),
    "string_too_long": lambda context: f"a text of at most {context['max_length']} characters",
    "string_pattern_mismatch": lambda context: f"a text of the form `{context['pattern']}`",
    "date_type": lambda _: "a date such as 2027-03-31",
    "date_parsing": lambda _: "a date such as 2027-03-31",
    "date_from_datetime_parsing": lambda _: "a date such as 2027-03-31",
    "url_type": lambda _: "a web address",
    "url_parsing": lambda _: "a web address",
    "uuid_type": lambda _: "an id such as 00000000-0000-0000-0000-000000000000",
    "uuid_parsing": lambda _: "an id such as 00000000-0000-0000-0000-000000000000",
}
"""What was expected, by pydantic's error type, from the error's context (its `ctx`)."""

_NUMERIC = {
    "int_type",
    "int_parsing",
    "int_from_float",
    "float_type",
    "greater_than",
    "greater_than_equal",
    "less_than",
    "less_than_equal",
    "multiple_of",
}


def unit_of(name: str) -> str:
    """Return the unit that `name` ends with, such as `days` for `duration_days`; empty when none."""
    last = name.rpartition("_")[2]
    return last if last in _UNITS else ""


def expected(kind: str, context: Mapping[str, Any], unit: str = "") -> str:
    """Return what was expected instead, such as `a whole number of days`.

    Args:
        kind: pydantic's error type.
        context: The error's `ctx`, with the keys that pydantic documents for `kind`.
        unit: What the number counts; empty for a plain number.
    """
    words = EXPECTED[kind](context) if kind in EXPECTED else "another value"
    if not unit or kind not in _NUMERIC:
        return words
    return f"{words} of {unit}" if words.endswith("number") else f"{words} {unit}"


def found(value: Any) -> str:
    """Return how a message calls a value, such as `the text "ten years"`."""
    if value is None or value is BROKEN:
        words = "nothing"
    elif isinstance(value, bool):
        words = "true" if value else "false"
    elif isinstance(value, int | float):
        words = f"the number {value}"
    elif isinstance(value, list):
        words = f"a list of {len(value)}" if value else "an empty list"
    elif isinstance(value, dict):
        words = "a group of names and values"
    elif value == "":
        words = "an empty text"
    else:
        text = str(value)
        words = f'the text "{text if len(text) <= _LONGEST else text[:_LONGEST] + "…"}"'
    return words


def hint(value: Any, wanted: str) -> str:
    """Return `; write …` where it is clear what was meant, else nothing.

    Args:
        value: What was found.
        wanted: What was expected, as `expected` said it.
    """
    if not isinstance(value, str):
        return ""
    span = _SPAN.fullmatch(value.strip())
    if "days" in wanted and span:
        return f"; write {int(span[1]) * _DAYS[span[2].lower()]}"
    if "number" in wanted and (number := _NUMBER.fullmatch(value)):
        return f"; write {int(number[1])} without quotes"
    if wanted == "true or false" and value.lower() in {"yes", "on", "true"}:
        return "; write true"
    if wanted == "true or false" and value.lower() in {"no", "off", "false"}:
        return "; write false"
    return ""


def alternatives(words: Sequence[str]) -> str:
    """Return `a, b or c`."""
    unique = list(dict.fromkeys(words))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} or {unique[-1]}"


def _choices(expected_words: str) -> str:
    """Return pydantic's list of allowed values, `'a', 'b' or 'c'`, with our quotes."""
    return expected_words.replace("'", "`")


def _at_least(characters: int) -> str:
    """Return what a text of a least length is called."""
    return "a text that is not empty" if characters == 1 else f"a text of at least {characters} characters"


def _items(bound: str, count: int) -> str:
    """Return `at least 2 items`."""
    return f"{bound} {count} item{'' if count == 1 else 's'}"
