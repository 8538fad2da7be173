"""Turns names and values of a tenant into text that a reader can trust. Escaping is the template's work."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories of what has no glyph, or turns the text around it: control, format, surrogate, separators."""
_CODE = re.compile(r"`([^`]*)`")
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def visible(text: str) -> str:
    """Return `text` with every character that hides or reorders others written out, such as `⟨U+202E⟩`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"⟨U+{ord(one):04X}⟩" if is_hidden(one) else one for one in text)


def is_hidden(one: str) -> bool:
    """Return whether a character hides others, reorders them, or shows nothing."""
    return unicodedata.category(one) in _HIDDEN


def visible_lines(text: str) -> str:
    """Return `visible` text that keeps its line breaks, for messages of several lines."""
    return "\n".join(map(visible, text.split("\n")))


@dataclass(frozen=True, slots=True)
class Value:
    """One side of a difference."""

    items: tuple[str, ...]
    """What to show, one a line; empty when there is nothing."""
    alike: int = 0
    """Further members of a list that both sides have."""
    mark: str = ""
    """What is special about the items, such as `added`; empty for a value that is not a list."""


def sides(path: str, expected: Any, found: Any) -> tuple[Value, Value]:
    """Return both sides of the difference at `path`; of two lists, only the members in which they differ.

    Where both would read alike, as nothing and an empty text do, each is shown as JSON.
    """
    before, after = _sides(path, expected, found)
    if before == after and expected != found:
        return Value((in_json(expected),)), Value((in_json(found),))
    return before, after


def _sides(path: str, expected: Any, found: Any) -> tuple[Value, Value]:
    if isinstance(expected, list) or isinstance(found, list):
        before, after = _members(expected), _members(found)
        if set(before) == set(after):
            return Value(tuple(before)), Value(tuple(after))
        alike = sum(item in after for item in before)
        return (
            Value(tuple(item for item in before if item not in after), alike, "removed"),
            Value(tuple(item for item in after if item not in before), alike, "added"),
        )
    in_days = path.endswith("Days")
    return Value(_scalar(expected, in_days=in_days)), Value(_scalar(found, in_days=in_days))


def _members(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [] if value is None else [value]
    return [text for item in items for text in _scalar(item)]


def _scalar(value: Any, *, in_days: bool = False) -> tuple[str, ...]:
    if value is None or value in ("", [], {}):
        return ()
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, int) and in_days:
        return (f"{value} day" if value == 1 else f"{value} days",)
    if isinstance(value, str):
        return (value,)
    return (in_json(value),)


def in_json(value: Any) -> str:
    """Return a value as JSON on one line, with its names sorted."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def member_of(path: str) -> str:
    """Return the member that a path such as `members[anna@contoso.example].durationDays` speaks of; else empty."""
    return path.removeprefix("members[").rpartition("]")[0] if path.startswith("members[") else ""


def label_of(path: str) -> str:
    """Return the last name of a property path in plain words: `excludedUsers` is `Excluded users`."""
    name = path.rpartition("]")[2].rpartition(".")[2] or path
    words = _WORD.sub(" ", name).lower().removesuffix(" days")
    return words[:1].upper() + words[1:]


def unquoted(text: str) -> str:
    """Return documentation text with its `code` in quotation marks, as people read it."""
    return _CODE.sub(r"“\1”", text)


def kind_of(token: str) -> str:
    """Return a plain name for the kind with this type token, for a kind that nobody named."""
    words = _WORD.sub(" ", token.rpartition(":")[2]).lower()
    return words[:1].upper() + words[1:]


def date_and_time(time: datetime | str) -> str:
    """Return `24 November 2026, 06:50 UTC`; text that is no time stays as it is, and one without a zone is UTC."""
    if isinstance(time, datetime):
        return _in_words(time)
    try:
        return _in_words(datetime.fromisoformat(time))
    except ValueError:
        return time


def _in_words(time: datetime) -> str:
    utc = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return f"{utc.day} {_MONTHS[utc.month - 1]} {utc.year}, {utc:%H:%M} UTC"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""English in every locale."""


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return `1 object` or `2 objects`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def listed(parts: list[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
