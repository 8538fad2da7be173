"""Turns names and values of a tenant into text that a reader can trust. Escaping is the template's work.

What a pipeline takes for an order is written out as well: `##vso[…` and `##[…` wherever they stand, `::name::` where
a word begins, which may become the beginning of a line. Sources:
https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands,
https://docs.github.com/actions/reference/workflow-commands-for-github-actions (both recalled).
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories of what has no glyph, or turns the text around it: control, format, surrogate, separators."""
_SHOWING_NOTHING = frozenset(
    {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0}
    | {*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000)}
    | {0x2800, 0x1D159}
)
"""Default_Ignorable_Code_Point of Unicode, as far as no category above has it: fillers, joiners, variants of signs.

The last two are not of these: a sign of Braille without a dot, and a note without a head.
"""
_MARKS = frozenset({"Mn", "Me"})
_MOST_MARKS = 8
"""Marks upon one letter, more than any language writes; a thousand of them cover the lines around."""
ORDER = re.compile(r"#(?=#(?:vso)?\[)", re.IGNORECASE)
"""The first sign of what Azure Pipelines, and GitHub's runner of old, take for an order, wherever it is printed."""
_ORDER_OF_A_LINE = re.compile(r"(?<!\S):(?=:[a-z][a-z-]*(?: .*)?::)", re.IGNORECASE)
"""The first sign of what GitHub's runner takes for an order at the beginning of a line; no address of IPv6 is one."""
_CODE = re.compile(r"`([^`]*)`")
_WORD = re.compile(r"_|(?<=[a-z0-9])(?=[A-Z])")
_UNITS = ("days", "hours", "minutes", "seconds")
_UNIT = re.compile(rf"(?: in)? (?:{'|'.join(_UNITS)}|day)$")
_DURATION = re.compile(r"P(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?")
"""ISO 8601, but for weeks, months and years."""
_FOR_EVER = 2**31 - 1
"""Days by which Microsoft's services say that something never ends."""
_SPELT = {
    one.casefold(): one
    for one in (
        "BitLocker", "CIDR", "DKIM", "DMARC", "DNS", "GUIDs", "ID", "IDs", "IMAP", "IP", "IPv4", "IPv6", "MFA",
        "MSOL", "OAuth", "OATH", "OneDrive", "POP", "PowerShell", "SharePoint", "SMS", "SMTP", "SPF", "SSPR", "Teams",
        "Microsoft", "URL", "URLs", "Azure", "B2B", "ZAP",
    )
}  # fmt: skip
"""How words are written that no sentence writes in small letters."""
_BEFORE_IT = 50
"""Characters before the first that differs which are shown of long texts."""
_WORTH_IT = 100
"""Characters that two texts have alike before it are left out from so many on: Markdown shows the first two hundred."""
_PARTED = re.compile(r"\b(power shell|share point|one drive)\b")


def visible(text: str) -> str:
    """Return `text` with every character that hides or reorders others written out, such as `⟨U+202E⟩`."""
    if text.isascii() and text.isprintable() and "##" not in text and "::" not in text:
        return text
    shown = "".join(f"⟨U+{ord(one):04X}⟩" if written_out else one for one, written_out in _judged(text))
    return _ORDER_OF_A_LINE.sub("⟨U+003A⟩", ORDER.sub("⟨U+0023⟩", shown))


def _judged(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each character, and whether it hides others: as such, or as one more mark upon what bears many."""
    marks = 0
    for one in text:
        marks = marks + 1 if unicodedata.category(one) in _MARKS else 0
        yield one, is_hidden(one) or marks > _MOST_MARKS


def is_hidden(one: str) -> bool:
    """Return whether a character hides others, reorders them, or shows nothing."""
    return unicodedata.category(one) in _HIDDEN or ord(one) in _SHOWING_NOTHING


def visible_lines(text: str) -> str:
    """Return `visible` text that keeps its line breaks, for messages of several lines."""
    return "\n".join(map(visible, text.split("\n")))


@value_class
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
    if looks_like("\n".join(before.items), "\n".join(after.items)):
        return Value((letter_by_letter(expected),)), Value((letter_by_letter(found),))
    if len(before.items) == len(after.items) == 1:
        one, other = from_the_difference(before.items[0], after.items[0])
        return replace(before, items=(one,)), replace(after, items=(other,))
    return before, after


def from_the_difference(one: str, other: str) -> tuple[str, str]:
    """Return two texts without a long beginning that both have: where texts are cut they would read alike."""
    pairs = enumerate(zip(one, other, strict=False))
    alike = next((place for place, pair in pairs if len({*pair}) > 1), min(len(one), len(other)))
    left_out = alike - _BEFORE_IT
    if left_out < _WORTH_IT or one == other:
        return one, other
    return (
        f"({left_out} characters alike) …{one[left_out:]}",
        f"({left_out} characters alike) …{other[left_out:]}",
    )


def looks_like(one: str, other: str) -> bool:
    """Return whether two texts look the same and are not: by another space, or letters that are made up otherwise."""
    return one != other and _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def letter_by_letter(value: Any) -> str:
    """Return a value as JSON in ASCII, in which no two texts look the same."""
    return json.dumps(value, sort_keys=True, default=str)


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
    unit = unit_of(path)
    return Value(_scalar(expected, unit)), Value(_scalar(found, unit))


def _members(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [] if value is None else [value]
    return [text for item in items for text in _scalar(item)]


def _scalar(value: Any, unit: str = "") -> tuple[str, ...]:
    if value is None or value in ("", [], {}):
        return ()
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, int) and unit:
        return ("without end" if value == _FOR_EVER else counted(value, unit.removesuffix("s")),)
    if isinstance(value, str):
        return (_duration(value) or value,)
    return (in_json(value),)


def _duration(text: str) -> str:
    """Return `P1DT2H` as `1 day and 2 hours`; empty where the text is no such length of time."""
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groups()):
        return ""
    parts = zip(found.groups(), _UNITS, strict=True)
    return listed([counted(int(number), unit.removesuffix("s")) for number, unit in parts if number])


def in_json(value: Any) -> str:
    """Return a value as JSON on one line, with its names sorted."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def member_of(path: str) -> str:
    """Return the member that a path such as `members[anna@contoso.example].durationDays` speaks of; else empty."""
    return path.removeprefix("members[").rpartition("]")[0] if path.startswith("members[") else ""


def label_of(path: str) -> str:
    """Return the last name of a property path in plain words: `excludedUsers` is `Excluded users`.

    The unit that a name ends with is left to the value.
    """
    words = _UNIT.sub("", _words(path))
    spelt = " ".join(_SPELT.get(word, word) for word in _PARTED.sub(_joined, words).split(" "))
    return spelt[:1].upper() + spelt[1:]


def unit_of(path: str) -> str:
    """Return the unit of time in which a property's number is, such as `days`; empty where its name tells none."""
    ends = _words(path).rpartition(" ")[2]
    return "days" if ends == "day" else ends if ends in _UNITS else ""


def _words(path: str) -> str:
    """Return the last name of a property path as words in small letters."""
    name = path.rpartition("]")[2].rpartition(".")[2] or path
    return _WORD.sub(" ", name).lower()


def _joined(found: re.Match[str]) -> str:
    """Return a proper name that was taken apart as one word."""
    return found[0].replace(" ", "")


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


def listed(parts: Sequence[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
