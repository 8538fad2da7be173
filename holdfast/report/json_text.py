"""Writes values down as JSON: frozen values by their fields, text so that no viewer of the file is steered by it."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

import orjson

from holdfast.report.text import ORDER, is_hidden

_PLAIN = frozenset((str, int, float, bool, type(None)))
"""Classes of what JSON has as it is: most of a document, so they are told by class, before anything else is asked."""
_UNUSUAL = re.compile(rf"[^\x20-\x7e\n]|{ORDER.pattern}", re.IGNORECASE)


def as_json(value: Any) -> Any:
    """Return a frozen value as JSON has it: fields in camelCase, lists, and the values of enumerations."""
    if type(value) in _PLAIN:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {told: as_json(getattr(value, name)) for name, told in _names(type(value))}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(name): as_json(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(member) for member in value]
    return value


@cache
def _names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """Return the names of a frozen type's fields, and what JSON has for them: the same for every value of it."""
    return tuple((one.name, camel_case(one.name)) for one in fields(kind))


def camel_case(name: str) -> str:
    """Return the name that JSON has for a field: `live_id` is `liveId`."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def json_document(value: Any) -> bytes:
    """Return an indented document, UTF-8."""
    return _bytes(_indented(value)) + b"\n"


def json_line(value: Any) -> bytes:
    """Return a document on a line of its own, UTF-8."""
    return _bytes(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) + b"\n"


def _indented(value: Any) -> str:
    """Return an indented document: of the standard library where there is what orjson writes none of, 20 times slower.

    Such as half of a surrogate pair in a name, or a number of more than 64 bits.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
    except TypeError:
        return json.dumps(value, indent=2, ensure_ascii=False)


def _bytes(text: str) -> bytes:
    """Return JSON without a character that hides or reorders others, or begins an order: escaped, the same value."""
    return _UNUSUAL.sub(_escaped, text).encode()


def _escaped(found: re.Match[str]) -> str:
    if found[0] == "#":
        return "\\u0023"
    return json.dumps(found[0])[1:-1] if is_hidden(found[0]) else found[0]
