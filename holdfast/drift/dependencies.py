"""What a recording depends on, and whether all of it is still as it was. Standard library only: the cold path.

Nothing here is guessed: `holdfast.drift.watch` finds it while the program runs. A file is unchanged when the file
system says so (size, times, inode), else when its content is the same, so that a fresh checkout is no change.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

T = TypeVar("T")

SEEN_VARIABLES = ("HOME", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONPATH", "TMPDIR", "TZ")
"""The environment variables that a recorded program sees, besides those of `OWN_VARIABLES`."""
OWN_VARIABLES = "HOLDFAST_PROGRAM_"
"""What the names of variables for the program itself start with."""
ABSENT, FILE, FOLDER, OTHER = "absent", "file", "folder", "other"
"""What there is at a path."""
PATHS = ".pth"
"""How the names of files end that add to the search path."""
_NO_NAME = "\0absent"
_IS = "\0is "
_BY_PATH = ("files", "kinds", "facts")
"""What `Dependencies` say of single files."""
_CHUNK = 1 << 20
_MOST_BYTES = 1 << 28
"""A file of the program is smaller: what goes on for ever, such as a device, is never read to its end."""


@value_class
class Dependencies:
    """Everything that a program read while it was recorded. Paths are absolute."""

    interpreter: str
    """Version and place of Python."""
    environment: str
    """Digest of the variables that the program saw."""
    files: dict[str, list[Any]] = field(default_factory=dict)
    """`[signature, digest of the content]` by path; the digest is empty for what a package manager installed."""
    kinds: dict[str, str] = field(default_factory=dict)
    """What there was, by path that the program asked about without reading it."""
    facts: dict[str, list[Any]] = field(default_factory=dict)
    """What the file system said, by path of which the program asked size, times or the like."""
    folders: dict[str, str] = field(default_factory=dict)
    """Digest of the names in it, by folder that the program listed."""
    searched: dict[str, str] = field(default_factory=dict)
    """Digest of those names in it that could be one of `imported`, by folder that imports are searched in."""
    imported: list[str] = field(default_factory=list)
    """What imports looked for: names of top-level modules, and the last part of those in the program's packages."""
    unset: list[str] = field(default_factory=list)
    """Names of variables that installed packages asked for and nobody had set, sorted."""

    def unchanged(self, variables: Mapping[str, str], disk: Disk) -> bool:
        """Return whether the program would read the same today, with `variables` as the process's environment."""
        return (
            self.interpreter == interpreter()
            and self.environment == digest_of_variables(variables)
            and not any(name in variables for name in self.unset)
            and all(_file_unchanged(disk, path, *facts) for path, facts in self.files.items())
            and all(disk.says(kind_at, path) == kind for path, kind in self.kinds.items())
            and all(disk.says(facts_at, path) == facts for path, facts in self.facts.items())
            and all(disk.says(digest_of_names, path) == names for path, names in self.folders.items())
            and self._finds_the_same(disk)
        )

    def parted(self, path: str) -> tuple[Dependencies, Dependencies]:
        """Return everything but what was read of the file at `path`, and that alone: each holds without the other."""
        common: dict[str, Any] = {}
        own: dict[str, Any] = {}
        for name in _BY_PATH:
            facts = dict(getattr(self, name))
            own[name] = {path: facts.pop(path)} if path in facts else {}
            common[name] = facts
        return replace(self, **common), Dependencies(self.interpreter, self.environment, **own)

    def _finds_the_same(self, disk: Disk) -> bool:
        wanted = frozenset(self.imported)
        return all(
            disk.says(digest_of_modules, path, wanted) == names for path, names in self.searched.items()
        )


class Disk:
    """What is on disk as one run sees it: asked once, however many clients of the run depend on it.

    A run that outlives a change of its program's files takes another.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._said: dict[tuple[Any, ...], Any] = {}
        self._as_kept: dict[bytes, bool] = {}

    def says(self, ask: Callable[..., T], *about: Any) -> T:
        """Return `ask(*about)`, a question about the file system, as it was answered the first time."""
        question = (ask, *about)
        if question not in self._said:
            self._said[question] = ask(*about)
        answer: T = self._said[question]
        return answer

    def is_as(self, kept: bytes, variables: Mapping[str, str]) -> bool:
        """Return whether nothing changed of the `Dependencies` that `kept` is the JSON of; the same are read once."""
        # Not by the text itself: where clients have nothing in common, it would gather.
        digest = hashlib.sha256(kept).digest()
        if digest not in self._as_kept:
            self._as_kept[digest] = Dependencies(**json.loads(kept)).unchanged(variables, self)
        return self._as_kept[digest]


def interpreter() -> str:
    """Return which Python this is."""
    return f"{sys.version}\0{os.path.realpath(sys.prefix)}"  # the engine may come to it by a link


def seen_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Return those of `variables` that a recorded program sees."""
    return {
        name: value
        for name, value in sorted(variables.items())
        if name in SEEN_VARIABLES or name.startswith(OWN_VARIABLES)
    }


def digest_of_variables(variables: Mapping[str, str]) -> str:
    """Return the digest of what a recorded program sees of `variables`; values may be secrets, so they are not kept."""
    return _digest(f"{name}={value}" for name, value in seen_variables(variables).items())


def kind_at(path: str) -> str:
    """Return what there is at `path`, links followed; of a link also where it leads."""
    try:
        mode = os.lstat(path).st_mode  # hundreds of paths on the cold path, here and below
        link = f"link to {os.readlink(path)}: " if stat.S_ISLNK(mode) else ""  # noqa: PTH115
    except (OSError, ValueError):
        return ABSENT
    return link + _kind(path, mode)


def _kind(path: str, mode: int) -> str:
    try:
        mode = os.stat(path).st_mode if stat.S_ISLNK(mode) else mode  # noqa: PTH116
    except OSError:
        return ABSENT
    return FILE if stat.S_ISREG(mode) else FOLDER if stat.S_ISDIR(mode) else OTHER


def facts_at(path: str) -> list[Any]:
    """Return what the file system says of `path` and of what it leads to; empty where there is none.

    Left out is what a copy does not keep, so that a restored folder is no change, and the time of the last reading.
    """
    found: list[Any] = []
    for ask in (os.lstat, os.stat):
        try:
            one = ask(path)
        except (OSError, ValueError):
            continue
        found.append([one.st_mode, one.st_uid, one.st_gid, one.st_nlink, one.st_size, one.st_mtime_ns])
    return found


def signature_of(path: str) -> list[int]:
    """Return what the file system says of a regular file; empty where there is none."""
    try:
        facts = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return []
    if not stat.S_ISREG(facts.st_mode):
        return []
    return [facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino]


def digest_of_file(path: str) -> str:
    """Return the digest of a regular file's content; `absent` where there is none that can be read to its end."""
    if not kind_at(path).endswith(FILE):
        return ABSENT
    content, read = hashlib.sha256(), 0
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            while read < _MOST_BYTES and (chunk := file.read(_CHUNK)):
                content.update(chunk)
                read += len(chunk)
    except OSError:
        return ABSENT
    return content.hexdigest()


def digest_of_names(path: str) -> str:
    """Return the digest of the names in a folder and what each is, in any order, without Python's own caches."""
    return _digest(sorted(set(_with_kinds(path)) - {f"__pycache__{_IS}{FOLDER}"}))


def digest_of_modules(path: str, wanted: frozenset[str]) -> str:
    """Return the digest of the names in a folder that an import of one of `wanted` could find, or that add to paths."""
    return _digest(
        sorted(name for name in names_in(path) if name.partition(".")[0] in wanted or name.endswith(PATHS))
    )


def names_in(path: str) -> list[str]:
    """Return the names in a folder; one that no file can have where it cannot be listed."""
    try:
        return os.listdir(path)  # noqa: PTH208
    except (OSError, ValueError):
        return [_NO_NAME]


def _with_kinds(path: str) -> list[str]:
    try:
        with os.scandir(path) as entries:
            return [f"{one.name}{_IS}{_kind_of(one)}" for one in entries]
    except (OSError, ValueError):
        return [_NO_NAME]


def _kind_of(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return kind_at(entry.path)
    return FOLDER if entry.is_dir() else FILE if entry.is_file() else OTHER


def _file_unchanged(disk: Disk, path: str, signature: list[int], content: str) -> bool:
    if disk.says(signature_of, path) == signature and (signature or not content):
        return True
    return bool(content) and disk.says(digest_of_file, path) == content


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogateescape")).hexdigest()[:32]
