"""JSON bodies of answers."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CONTAINERS = frozenset((dict, list))
"""What JSON nests by; asked of every value of every answer, so by class and not by `isinstance`."""
_DEEPEST = 64
"""Levels of nesting that are read; the deepest documented answer has about ten. What walks an answer may recurse."""


def parse(content: bytes) -> dict[str, Any]:
    """Return the JSON object in `content`; empty when it is none, so that an error body never hides an error."""
    try:
        body = orjson.loads(content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) and not _too_deep(body) else {}


def rows_of(what: str, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a list's answer.

    Raises:
        ReadError: when it has no list of objects, or tells an error beside them.
    """
    rows = body.get("value")
    if not isinstance(rows, list) or not {dict}.issuperset(map(type, rows)):
        raise ReadError("read-unexpected", f"{what}: the answer has no list of values", Reason.UNEXPECTED)
    if body.get("error"):
        told = f"{what}: the answer tells an error beside its rows, so it may not be whole"
        raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
    return rows


def members_of(what: str, content: bytes, asked: Iterable[int]) -> dict[str, dict[str, Any]]:
    """Return the answers of a `$batch` to the members `asked`, by id; one may have been left out.

    Raises:
        ReadError: when there is no list of answers, one has no status, or one was not asked for or answers twice:
            then it cannot be said which answer belongs to which member.
    """

    def refused(told: str) -> ReadError:
        return ReadError("read-unexpected", f"{what}: {told}", Reason.UNEXPECTED)

    answers = parse(content).get("responses")
    if not isinstance(answers, list):
        raise refused("the batch has no list of answers")
    ids = set(map(str, asked))
    found: dict[str, dict[str, Any]] = {}
    for answer in answers:
        status = answer.get("status") if isinstance(answer, dict) else None
        if not isinstance(status, int) or isinstance(status, bool):
            raise refused("an answer of the batch has no status")
        number = answer.get("id")
        if not isinstance(number, str) or number not in ids:
            raise refused("an answer of the batch belongs to nothing that was asked")
        if number in found:
            raise refused("the batch answers one member twice")
        found[number] = answer
    return found


def headers_in(answer: Mapping[str, Any]) -> dict[str, str]:
    """Return the headers of a batch member's answer, those that are text."""
    headers = answer.get("headers")
    if not isinstance(headers, dict):
        return {}
    return {name: value for name, value in headers.items() if isinstance(value, str)}


def _too_deep(body: Any) -> bool:
    """Return whether anything in `body` lies deeper than an answer ever does."""
    level: list[Any] = [body]
    for _ in range(_DEEPEST):
        inside = [one.values() if one.__class__ is dict else one for one in level]
        # Of rows with nothing but values in them nothing is looked at twice, and no list of it is made.
        if _CONTAINERS.isdisjoint(map(type, chain.from_iterable(inside))):
            return False
        level = [child for child in chain.from_iterable(inside) if child.__class__ in _CONTAINERS]
    return True
