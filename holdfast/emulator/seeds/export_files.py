"""Files of an exported tenant: every file below a folder is read, or named with the reason why not.

Read are JSON files in any Unicode form, with comments and commas too many (people write both). A key that stands twice
is taken where one of the two says nothing; where the two differ, nobody can say which is meant: refused.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIXES = frozenset({".json", ".jsonc"})
_LARGEST_BYTES = 50_000_000
_TOO_LONG = "a number longer than any reader takes"
_TOO_MUCH = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be told of a file, or of an object in it."""

    file: str
    """Relative to the folder."""
    text: str
    subject: str = ""
    """Which object of the file, as it is called there; empty for the file."""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.subject, self.text) if part)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read."""

    file: str
    """Relative to the folder."""
    value: Any
    """Its JSON."""
    remarks: tuple[Remark, ...]


class UnreadableError(Exception):
    """A file is no JSON that can be understood; the text says why."""


def files_below(folder: Path) -> tuple[list[Path], list[Remark], list[Remark]]:
    """Return the JSON files below a folder, sorted, and a remark for each other thing there, and each unread folder."""
    found: list[Path] = []
    others: list[Remark] = []
    unread: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=unread.append):
        for name in list(folders):
            path = Path(here) / name
            if why := "hidden" if name.startswith(".") else "linked" if path.is_symlink() else "":
                folders.remove(name)
                others.append(Remark(str(path.relative_to(folder)), f"a {why} folder, not looked into"))
        for name in names:
            path = Path(here) / name
            if path.suffix.lower() in _SUFFIXES:
                found.append(path)
            else:
                others.append(Remark(str(path.relative_to(folder)), "no JSON file by its name"))
    problems = [
        Remark(os.path.relpath(one.filename, folder), f"a folder that cannot be read ({one.strerror})")
        for one in unread
    ]
    return sorted(found), sorted(others, key=str), sorted(problems, key=str)


def read_document(folder: Path, path: Path) -> Document:
    """Read a JSON file.

    Raises:
        UnreadableError: it cannot be read, is no JSON, holds what no JSON of the service does, or a key stands twice in
            it with different values.
    """
    file = str(path.relative_to(folder))
    twice: list[str] = []

    def joined(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return _joined(pairs, twice)

    text = _text(path)
    try:
        value = _parsed(text, joined)
        json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        raise UnreadableError("nested too deeply") from None
    except UnicodeEncodeError as error:
        raise UnreadableError(f"a text has half of a character ({error.object[error.start]!a})") from None
    except ValueError as error:
        raise UnreadableError(f"no JSON ({_TOO_LONG}: {error})") from None
    remarks = tuple(
        Remark(file, f"the key {name!r} stands twice, once without a value") for name in dict.fromkeys(twice)
    )
    return Document(file, value, remarks)


def _text(path: Path) -> str:
    if not path.is_file():
        raise UnreadableError("no ordinary file")
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise UnreadableError(f"larger than {_LARGEST_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})") from error
    if not data.strip(b"\0 \t\r\n\xff\xfe\xef\xbb\xbf"):
        raise UnreadableError("empty")
    try:
        # Tells UTF-8, UTF-16 and UTF-32 apart, with and without a byte-order mark.
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise UnreadableError(f"text in no Unicode form ({error.reason} at byte {error.start})") from error


def _parsed(text: str, joined: Any) -> Any:
    text = text.removeprefix("\ufeff")
    try:
        return json.loads(text, object_pairs_hook=joined, parse_constant=_no_number)
    except json.JSONDecodeError as strict:
        bare = _TOO_MUCH.sub(lambda found: found[0] if found[0].startswith('"') else "", text)
        # A comma before a comment before a bracket shows only once the comment is gone.
        bare = _TOO_MUCH.sub(lambda found: found[0] if found[0].startswith('"') else "", bare)
        if bare == text:
            raise UnreadableError(f"no JSON ({strict})") from strict
        try:
            return json.loads(bare, object_pairs_hook=joined, parse_constant=_no_number)
        except json.JSONDecodeError:
            raise UnreadableError(f"no JSON ({strict})") from strict


def _no_number(word: str) -> NoReturn:
    raise UnreadableError(f"no JSON ({word} is no number)")


def _joined(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    """Return the object of `pairs`; names of keys that stand twice go to `twice`."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            twice.append(name)
            found[name] = one_of_two(name, found[name], value)
        else:
            found[name] = value
    return found


def one_of_two(name: str, first: Any, second: Any) -> Any:
    """Return the value of a key that stands twice.

    Raises:
        UnreadableError: the two differ.
    """
    if first == second or second is None:
        return first
    if first is None:
        return second
    raise UnreadableError(f"the key {name!r} stands twice in one object, with different values")


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a document: itself, or the members of its lists, `value` wrappers included."""
    if isinstance(value, list):
        for item in value:
            yield from objects_in(item)
    elif isinstance(value, dict):
        yield value
