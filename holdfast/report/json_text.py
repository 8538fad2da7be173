"""Writes values down as JSON: frozen values by their fields, text so that no viewer of the file is steered by it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from io import BytesIO
from typing import Any

import orjson

from holdfast.report.text import ORDER, is_hidden

_UNUSUAL = re.compile(r"[^\x20-\x7e\n]")
"""What may have to be escaped."""
_STEP = "  "
"""By which orjson and the standard library indent."""
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
    """Return an indented document, UTF-8.

    An iterator in it, or among the members of its object, is written as a list, one by one: of 40,000 findings all at
    once would take gigabytes.
    """
    written = BytesIO()
    for piece in _pieces(value, ""):
        written.write(piece)
    written.write(b"\n")
    return written.getvalue()


def json_line(value: Any) -> bytes:
    """Return a document on a line of its own, UTF-8."""
    return _bytes(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) + b"\n"


def _pieces(value: Any, indent: str) -> Iterator[bytes]:
    """Yield a document part by part, of which each line but the first begins with `indent`."""
    if isinstance(value, Iterator):
        yield from _enclosed(b"[]", ((b"", one) for one in value), indent)
    elif isinstance(value, dict) and any(isinstance(one, Iterator) for one in value.values()):
        named = ((_bytes(_indented(name)) + b": ", one) for name, one in value.items())
        yield from _enclosed(b"{}", named, indent)
    else:
        # What stands in a text has no end of a line.
        yield _bytes(_indented(value)).replace(b"\n", b"\n" + indent.encode())


def _enclosed(brackets: bytes, members: Iterator[tuple[bytes, Any]], indent: str) -> Iterator[bytes]:
    begins, within = brackets[:1], indent + _STEP
    for name, member in members:
        yield begins + b"\n" + within.encode() + name
        yield from _pieces(member, within)
        begins = b","
    yield brackets if begins == brackets[:1] else b"\n" + indent.encode() + brackets[1:]


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
