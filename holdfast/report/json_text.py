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

_UNUSUAL = re.compile(r"[^\x20-\x7e\n]")
"""What may have to be escaped."""
_AS_IT_IS = frozenset((str, int, float, bool, type(None)))


def as_json(value: Any) -> Any:
    """Return a frozen value as JSON has it: fields in camelCase, lists, and the values of enumerations."""
    kind: Any = type(value)
    if kind in _AS_IT_IS:  # nearly everything is, so it is asked first
        return value
    if (names := _names(kind)) is not None:
        return {told: as_json(getattr(value, name)) for name, told in names}
    if issubclass(kind, Enum):
        return value.value
    if issubclass(kind, dict):
        return {str(name): as_json(member) for name, member in value.items()}
    if issubclass(kind, list | tuple):
        return [as_json(member) for member in value]
    return value


@cache
def _names(kind: type[Any]) -> tuple[tuple[str, str], ...] | None:
    """Return the names of a frozen type's fields, and what JSON has for them; None of any other type.

    They are the same for every value of it.
    """
    return tuple((one.name, camel_case(one.name)) for one in fields(kind)) if is_dataclass(kind) else None


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
    if "##" in text:  # with which an order begins: nearly no text has it, and to look for orders takes long
        text = ORDER.sub(r"\\u0023", text)
    return _UNUSUAL.sub(_escaped, text).encode()


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1] if is_hidden(found[0]) else found[0]
