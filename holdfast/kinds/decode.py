"""The one typed decoder of every answer: a value of another type, or in a form nobody has seen, is not understood.

A text is no boolean and a number no text. What is not understood is never guessed at, never taken for nothing and
never overwritten: its object is UNKNOWN. Null says nothing, and so does a property that is absent. Pure functions.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from holdfast.model.blank import is_blank
from holdfast.model.directory import is_guid, one_spelling
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from holdfast.normalise.durations import UNLIMITED, parse_days
from holdfast.normalise.periods import parse_period
from holdfast.normalise.sizes import parse_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CLOCKS_APART = timedelta(days=1)
"""By how much a service's moment may be ahead of the one of its answer (ours)."""
T = TypeVar("T")

_LONGEST_SHOWN = 80
_LARGEST_SETTING = 2**31 - 1
"""Of `Edm.Int32` and of .NET's `Int32`, which is what numbers of settings are."""
_HIDDEN_WORD = "unknownfuturevalue"
"""What Graph writes for a member that this interface does not name: which one it is cannot be known.

Source: https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations
(2026-11-25).
"""


class MisreadError(ValueError):
    """One value that is not understood. `property` is its dotted wire path, `expected` says what would be."""

    def __init__(self, path: str, expected: str, value: object) -> None:
        """Keep path, expectation and the value as it came."""
        super().__init__(path, expected, value)
        self.path = path
        self.expected = expected
        self.value = value

    def __str__(self) -> str:
        shown = repr(self.value)
        shown = shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
        return f"{self.path} should be {self.expected}, and is {shown}"

    def below(self, path: str) -> MisreadError:
        """Return the same about a value whose object stands at `path`."""
        whole = ".".join(part for part in (path, self.path) if part)
        return MisreadError(whole.replace(".[", "["), self.expected, self.value)


def not_understood(title: str, name: str, misread: MisreadError) -> ReadError:
    """Return the error for an object of which one value is not understood.

    Args:
        title: what people call its kind.
        name: natural key or id of the object; empty for a row that has none.
        misread: the value.
    """
    subject = f"{title} {name!r}" if name else title
    message = f"{subject}: {misread}: what the service means by it is not known, so nothing is changed"
    return ReadError("read-not-understood", message, Reason.UNEXPECTED)


def as_text(value: Any, path: str) -> str:
    """Return a text.

    Raises:
        MisreadError: it is none.
    """
    if not isinstance(value, str):
        raise MisreadError(path, "a text", value)
    return value


def as_name(value: Any, path: str) -> str:
    """Return a text by which something can be meant.

    Raises:
        MisreadError: it is none, or nothing of it can be seen.
    """
    if is_blank(text := as_text(value, path)):
        raise MisreadError(path, "a text in which something can be seen", value)
    return text


def as_guid(value: Any, path: str, words: tuple[str, ...] = ()) -> str:
    """Return the id of an object of the directory, a GUID in lower case; or a word as it is, where `words` can be.

    Of letters alone it is a word, if a new one: that is no object, so that it is known to be another than any id.

    Raises:
        MisreadError: it is neither: which object is meant is not known.
    """
    text = as_text(value, path)
    if is_guid(text):
        return text.lower()
    if not words or not (text.isalpha() or text.casefold() in {word.casefold() for word in words}):
        raise MisreadError(path, " or ".join(["a GUID", *words]), value)
    return text


def as_guid_of_exchange(value: Any, path: str) -> str:
    """Return the id of an object of the directory as the directory spells it, by one of the spellings of Exchange.

    Raises:
        MisreadError: it is none: who is meant is not known.
    """
    return as_guid(one_spelling(as_text(value, path)), path)


def as_word(value: Any, path: str, words: tuple[str, ...]) -> str:
    """Return one of `words`, as it is written; letter case does not matter. Without words any text is one.

    Raises:
        MisreadError: it is another, or the word by which Graph hides one.
    """
    text = as_text(value, path)
    if not _is_one_of(text, words):
        raise MisreadError(path, f"one of {', '.join(words)}" if words else "a word that is known", value)
    return text


@lru_cache(maxsize=1024)  # a hundred thousand rows say the same few words
def _is_one_of(text: str, words: tuple[str, ...]) -> bool:
    """Return whether a text is one of `words`, or any that Graph does not hide where there are none."""
    if _HIDDEN_WORD in {part.strip() for part in text.casefold().split(",")}:
        return False
    return not words or text.casefold() in {word.casefold() for word in words}


def as_boolean(value: Any, path: str) -> bool:
    """Return true or false.

    Raises:
        MisreadError: it is neither: `"True"` and 1 are not.
    """
    if not isinstance(value, bool):
        raise MisreadError(path, "true or false", value)
    return value


def as_integer(value: Any, path: str) -> int:
    """Return a whole number; 4.0 is one, as JSON has one kind of number.

    Raises:
        MisreadError: it is none: `"4"`, 4.5 and true are not.
    """
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise MisreadError(path, "a whole number", value)
    return value


def as_count(value: Any, path: str) -> int:
    """Return a whole number that counts something.

    Raises:
        MisreadError: it is none: fewer than nothing would be less than any bound.
    """
    number = as_integer(value, path)
    if number < 0:
        raise MisreadError(path, "0 or more", value)
    return number


def as_days(value: Any, path: str) -> int | str | None:
    """Return whole days or `unlimited`; None for an empty text, which says nothing.

    Raises:
        MisreadError: it is in a form that nobody has seen.
    """
    days = (
        parse_days(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else value
    )
    if (
        days is None
        or days == UNLIMITED
        or (isinstance(days, int) and not isinstance(days, bool) and days >= 0)
    ):
        return days
    raise MisreadError(path, "whole days or Unlimited", value)


def as_setting(value: Any, path: str) -> int:
    """Return a whole number as settings have it: none is below 0, or has more than 32 bits.

    Raises:
        MisreadError: it is none: the service takes no such number, so that what it means by one is not known.
    """
    number = as_count(value, path)
    if number > _LARGEST_SETTING:
        raise MisreadError(path, f"{_LARGEST_SETTING} or less", value)
    return number


def as_period(value: Any, path: str) -> timedelta:
    """Return how long something lives, which Graph writes as `P180D`, `PT8H`.

    Raises:
        MisreadError: it is in a form that nobody has seen, such as in weeks, or no time at all.
    """
    try:
        return parse_period(as_text(value, path))
    except ValueError:
        raise MisreadError(path, "a period such as P180D or PT8H", value) from None


def as_day(value: Any, path: str) -> str:
    """Return a day of the calendar, as Graph writes it: `2026-12-01`.

    Raises:
        MisreadError: it is none.
    """
    text = as_text(value, path)
    try:
        written = date.fromisoformat(text).isoformat()
    except ValueError:
        written = ""
    if written != text:
        raise MisreadError(path, "a day such as 2026-12-01", value)
    return text


def as_bytes(value: Any, path: str) -> int | str:
    """Return whole bytes or `unlimited`.

    Raises:
        MisreadError: it is in a form that nobody has seen.
    """
    size = parse_bytes(value) if isinstance(value, str) else None
    if size is None:
        raise MisreadError(path, "a size with its bytes in parentheses, or Unlimited", value)
    return size


def as_moment(value: Any, path: str) -> datetime:
    """Return a moment in UTC, as Graph and Exchange write it.

    Raises:
        MisreadError: it is no moment of ISO 8601 with a zone, or one before or after all that there are in UTC, such
            as the first of .NET written in another zone.
    """
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise MisreadError(path, "a moment", value) from None
    if moment.tzinfo is UTC:  # as nearly all are written
        return moment
    if moment.tzinfo is None:
        raise MisreadError(path, "a moment with its zone", value)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise MisreadError(path, "a moment of this calendar", value) from None


def as_past(now: datetime) -> Callable[[Any, str], datetime]:
    """Return what decodes a moment that has been: one to come would make what is judged by it young, or used, for ever.

    Raises:
        MisreadError: when called for a moment to come, by more than clocks are apart.
    """

    def decode(value: Any, path: str) -> datetime:
        """Decode one moment."""
        moment = as_moment(value, path)
        if moment > now + _CLOCKS_APART:
            raise MisreadError(path, "a moment that has been", value)
        return moment

    return decode


def as_object(value: Any, path: str) -> dict[str, Any]:
    """Return an object.

    Raises:
        MisreadError: it is none.
    """
    if not isinstance(value, dict):
        raise MisreadError(path, "an object", value)
    return value


def as_list(value: Any, path: str) -> list[Any]:
    """Return a list.

    Raises:
        MisreadError: it is none.
    """
    if not isinstance(value, list):
        raise MisreadError(path, "a list", value)
    return value


def as_texts(value: Any, path: str) -> list[str]:
    """Return a list of texts.

    Raises:
        MisreadError: it is no list, or an item is no text.
    """
    return [as_text(item, f"{path}[{number}]") for number, item in enumerate(as_list(value, path))]


def member(row: Mapping[str, Any], name: str, decode: Callable[[Any, str], T]) -> T | None:
    """Return the member `name` of a row through one of the decoders above; None where the row says nothing.

    Raises:
        MisreadError: it is not understood.
    """
    value = row.get(name)
    return None if value is None else decode(value, name)


def told(row: Mapping[str, Any], name: str, decode: Callable[[Any, str], T]) -> T | None:
    """Return the member `name` of a row that says it, if only with null: what was asked for and is absent is not null.

    Raises:
        MisreadError: it is absent, or not understood.
    """
    if name not in row:
        raise MisreadError(name, "there, if only with null", None)
    return member(row, name, decode)


def required(row: Mapping[str, Any], name: str, decode: Callable[[Any, str], T]) -> T:
    """Return the member `name` of a row, which every row has.

    Raises:
        MisreadError: it is absent, null, a text of nothing or not understood.
    """
    said = row.get(name)
    value = None if said is None else decode(said, name)
    if value is None or (isinstance(value, str) and not value.strip()):
        raise MisreadError(name, "there", said)
    return value


def required_text(row: Mapping[str, Any], name: str) -> str:
    """Return what `required(row, name, as_text)` does, at half the price: long lists are asked for little else.

    Raises:
        MisreadError: it is absent, null, a text of nothing or no text.
    """
    said = row.get(name)
    if isinstance(said, str) and said.strip():
        return said
    return required(row, name, as_text)
