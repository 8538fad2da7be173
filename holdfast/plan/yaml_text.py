"""The text of a YAML file, the values of its unquoted scalars, and what to say when it is not YAML."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, Any

from yaml.reader import Reader

from holdfast.plan.mistakes import Slug
from holdfast.plan.node import Place

if TYPE_CHECKING:
    from pathlib import Path

    import yaml

_MAX_BYTES = 1_000_000
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
_NULLS = {"", "~", "null", "Null", "NULL"}
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


_SYNTAX = (
    ("flow sequence", "the list that `[` opens here is not closed by `]`, or holds what a list cannot", True),
    ("flow mapping", "the group that `{` opens here is not closed by `}`, or holds what it cannot", True),
    ("unexpected end of stream", "the quote that opens here is not closed", True),
    ("escape", "a `\\` has a meaning inside double quotes: use single quotes", False),
    ("mapping values", "a `:` where none can be; quote a text that holds `: `, check the indentation", False),
    ("cannot start any token", "a text that starts with this character needs quotes", False),
    ("expected", "the line does not fit the ones above it; check the indentation", False),
)
"""What the parser says, what to tell people, and whether the place is where the parser's context starts."""


class Unusable(Exception):  # noqa: N818 - it carries a mistake and never leaves the package
    """The file cannot be read any further: the mistake that says so."""

    def __init__(self, place: Place, slug: Slug, message: str) -> None:
        """Keep what the mistake will say."""
        super().__init__(message)
        self.place = place
        self.slug = slug
        self.message = message


def text_of(path: Path, file: str) -> str:
    """Return the decoded file, without a byte-order mark."""
    whole = Place(file, 0, "")
    try:
        # Opened without waiting: a pipe has nobody at its other end, and a device no end.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as opened:
            regular = stat.S_ISREG(os.fstat(opened.fileno()).st_mode)
            raw = opened.read(_MAX_BYTES + 1) if regular else b""
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unusable(whole, Slug.UNREADABLE_FILE, f"cannot be read: {reason}") from error
    if not regular:
        raise Unusable(whole, Slug.UNREADABLE_FILE, "cannot be read: it is no ordinary file")
    if len(raw) > _MAX_BYTES:
        raise Unusable(whole, Slug.YAML_UNSUPPORTED, f"is larger than {_MAX_BYTES} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(file, raw.count(b"\n", 0, error.start) + 1, "")
        raise Unusable(place, Slug.NOT_UTF8, "is not UTF-8 text: save the file as UTF-8") from error
    if strange := Reader.NON_PRINTABLE.search(text):
        place = Place(file, text.count("\n", 0, strange.start()) + 1, "")
        raise Unusable(place, Slug.YAML_SYNTAX, f"holds the control character {strange.group()!a}: remove it")
    return text


def plain_scalar(text: str) -> Any:
    """Return the JSON value of an unquoted scalar."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def syntax_mistake(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """Return the 1-based line to look at in `text`, and what to do there.

    Where a bracket or a quote is never closed, that is the line that opens it.
    """
    problem = f"{error.problem} ({error.context})" if error.context else str(error.problem)
    line = _line(error.problem_mark or error.context_mark)
    indent = re.match(r"[ \t]*", (text.splitlines()[line - 1 : line] or [""])[0])
    if indent and "\t" in indent.group():
        return line, "is not valid YAML: the line is indented with a tab, use spaces"
    for words, sentence, at_start in _SYNTAX:
        if words in problem:
            return _line(error.context_mark) if at_start else line, f"is not valid YAML: {sentence}"
    return line, f"is not valid YAML: {problem}"


def _line(mark: Any) -> int:
    """Return the 1-based line of a mark; 1 when there is none."""
    return int(mark.line) + 1 if mark else 1
