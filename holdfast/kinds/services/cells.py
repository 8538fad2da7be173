"""Single properties of a service's rows, read strictly: a value in a form that nobody has seen is no value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.normalise.durations import UNLIMITED, parse_days

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_SHOWN = 60
"""Letters of a strange value that a sentence quotes."""


class NotUnderstoodError(Exception):
    """A property has a value that cannot be understood; the text says which, and what was expected."""

    def __init__(self, name: str, value: Any, expected: str) -> None:
        """Keep the sentence about property `name`."""
        shown = repr(value)
        shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        super().__init__(f"{name} is {shown}, which is not {expected}")


def text(row: Mapping[str, Any], name: str) -> str:
    """Return a text that is not empty.

    Raises:
        NotUnderstoodError: for anything else; so do the functions below.
    """
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise NotUnderstoodError(name, value, "a text")
    return value


def boolean(row: Mapping[str, Any], name: str) -> bool:
    """Return true or false; the text `"True"` is neither."""
    value = row.get(name)
    if not isinstance(value, bool):
        raise NotUnderstoodError(name, value, "true or false")
    return value


def days(row: Mapping[str, Any], name: str) -> int | str:
    """Return whole days, or `UNLIMITED`."""
    value = row.get(name)
    found = parse_days(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if found != UNLIMITED and not isinstance(found, int):
        raise NotUnderstoodError(name, value, "a number of days or Unlimited")
    return found


def word(row: Mapping[str, Any], name: str, words: Collection[str]) -> str:
    """Return one of `words`, as they write it, whatever its letter case."""
    value = row.get(name)
    found = value.casefold() if isinstance(value, str) else None
    for one in words:
        if one.casefold() == found:
            return one
    raise NotUnderstoodError(name, value, "a word that the service documents")


def texts(row: Mapping[str, Any], name: str) -> list[str]:
    """Return a list of texts, which may be empty."""
    value = row.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise NotUnderstoodError(name, value, "a list of texts")
    return value
