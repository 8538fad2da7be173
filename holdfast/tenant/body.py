"""JSON bodies of answers."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_CONTAINERS = frozenset((dict, list))
"""What JSON nests by; asked of every value of every answer, so by class and not by `isinstance`."""
_DEEPEST = 64
"""Levels of nesting that are read; the deepest documented answer has about ten. What walks an answer may recurse."""
_SQUARE = bytes.maketrans(b"{}", b"[]")
_NO_BRACKETS = bytes(set(range(256)) - set(b'[]{}"'))
"""All that is neither a bracket nor a quote."""


_OF_A_PART = re.compile(r"(?P<prefix>@?(?:odata\.|adminapi\.)?)(?:errors?|warnings|nextlink)", re.IGNORECASE)
"""What says in some spelling that an answer is a part: OData lets the prefix go since version 4.01 (section 4.5 of
https://docs.oasis-open.org/odata/odata-json-format/v4.01, recalled)."""
NEXT = "@odata.nextLink"
"""Where the next page of an answer is."""
_EXPANDING = "$expand="
_OF_THE_REST = re.compile(r".+@(?:odata\.)?nextlink", re.IGNORECASE)
"""Where the rest of what `$expand` asked for inside an object is (section 4.5.5 of the same, recalled)."""
_MAYBE = b"nextlink"
"""What stands in the text of rows of which anything tells so: found five times as fast as by walking them."""

_HOLDING = frozenset({dict, list})
"""What JSON has in which more stands."""


def parse(content: bytes) -> dict[str, Any]:
    """Return the JSON object in `content`; empty when it is none, so that an error body never hides an error."""
    try:
        body = orjson.loads(content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) and not _too_deep(content, body) else {}


def without_error(what: str, body: dict[str, Any], heeded: Collection[str] = (NEXT,)) -> dict[str, Any]:
    """Return the `body` of an answer that says it went well.

    Args:
        what: what was asked, as people know it.
        body: the answer.
        heeded: names by which it may say that it is a part, because who asked looks at them.

    Raises:
        ReadError: when it tells an error all the same, or, in a spelling that nobody has seen or that is another
            service's, a warning or a next page: what it says besides may be a part.
    """
    of_rows = isinstance(body.get("value"), list)
    for name, value in body.items():
        if value and name not in heeded and _tells(name, of_rows=of_rows):
            told = f"{what}: the answer tells {name} beside what it says, so it may not be whole"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
    return body


def _tells(name: str, *, of_rows: bool) -> bool:
    """Return whether what an answer calls so says that it is a part; a property of one object may bear a plain word."""
    found = _OF_A_PART.fullmatch(name)
    return found is not None and bool(of_rows or found["prefix"] or name.casefold() == "error")


def rows_of(what: str, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a list's answer.

    Raises:
        ReadError: when it has no list of objects, or tells of an object a part of what was to be expanded.
    """
    rows = body.get("value")
    if not isinstance(rows, list) or not {dict}.issuperset(map(type, rows)):
        raise ReadError("read-unexpected", f"{what}: the answer has no list of values", Reason.UNEXPECTED)
    if _EXPANDING in what and _MAYBE in orjson.dumps(rows).lower() and (name := _elsewhere(rows)):
        told = f"{what}: the answer tells {name}, so what is in an object is a part"
        raise ReadError("read-partial", told, Reason.PARTIAL)
    return rows


def _elsewhere(rows: list[dict[str, Any]]) -> str:
    """Return the name by which anything in `rows` tells that more of it is elsewhere; empty where nothing does."""
    waiting: list[Any] = [rows]
    for one in waiting:  # which grows by what stands in it: tens of thousands, of which most hold nothing
        if type(one) is dict:
            for name, told in one.items():
                if told and "@" in name and _OF_THE_REST.fullmatch(name):
                    return str(name)
                if type(told) in _HOLDING:
                    waiting.append(told)
        else:
            waiting += [each for each in one if type(each) in _HOLDING]
    return ""


def members_of(what: str, content: bytes, asked: Iterable[int]) -> dict[str, dict[str, Any]]:
    """Return the answers of a `$batch` to the members `asked`, by id; one may have been left out.

    Raises:
        ReadError: when there is no list of answers, one has no status, or one was not asked for or answers twice:
            then it cannot be said which answer belongs to which member.
    """

    def refused(told: str) -> ReadError:
        return ReadError("read-unexpected", f"{what}: {told}", Reason.UNEXPECTED)

    answers = without_error(what, parse(content)).get("responses")
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


def _too_deep(content: bytes, body: Any) -> bool:
    """Return whether anything in `body`, which `content` says, lies deeper than an answer ever does.

    Decided by the brackets alone where no text has any in it: a quarter of what looking at every value takes.
    """
    brackets = content.translate(_SQUARE, _NO_BRACKETS)
    # Two quotes side by side hold no bracket between them, and what stands before an even number of them is in no text.
    # With a backslash anywhere a quote may be one that ends no text.
    if b"\\" in content or b'"' in (brackets := brackets.replace(b'""', b"")):
        return _is_deep(body)
    for _ in range(_DEEPEST):
        if not brackets:
            return False
        brackets = brackets.replace(b"[]", b"")  # of what is nested the innermost level goes
    return bool(brackets)


def _is_deep(body: Any) -> bool:
    """Return the same by looking at every value."""
    level: list[Any] = [body]
    for _ in range(_DEEPEST):
        inside = [one.values() if one.__class__ is dict else one for one in level]
        level = [child for child in chain.from_iterable(inside) if child.__class__ in _CONTAINERS]
        if not level:
            return False
    return True
