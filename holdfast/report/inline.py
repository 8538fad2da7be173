"""A value, and both sides of a difference, on one line. Text of a tenant in it is not made harmless here."""

from __future__ import annotations

from typing import Any

from holdfast.report.text import from_the_difference, in_json, letter_by_letter, looks_like


def told(value: Any) -> str:
    """Return a value as people write it: a list with commas, an object as JSON, nothing as the word."""
    if value is None or value == []:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(told(item) for item in value)
    return in_json(value) if isinstance(value, dict) or value == "" else str(value)


def told_sides(expected: Any, found: Any) -> tuple[str, str]:
    """Return both sides of a difference, which never read alike: as nothing and an empty list, or 1 and "1", would."""
    before, after = told(expected), told(found)
    if before == after and expected != found:
        return in_json(expected), in_json(found)
    if looks_like(before, after):
        return letter_by_letter(expected), letter_by_letter(found)
    return from_the_difference(before, after)


def cut(text: str, most: int) -> str:
    """Return `text` of at most `most` characters, and how many more it has."""
    return text if len(text) <= most else f"{text[:most]}… ({len(text) - most} characters more)"
