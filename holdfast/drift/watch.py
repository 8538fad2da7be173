"""Watches what a program reads while it is recorded, by Python's own audit events.

An audit hook stays as long as its process: this is for the recording process alone. Asking whether a path exists
raises no event, so `os.stat` is watched by its name, which pathlib and os.path go through.
Source: https://docs.python.org/3/library/audit_events.html (2026-11-25).
"""

from __future__ import annotations

import os
import sys
import sysconfig
import threading
from contextlib import contextmanager
from importlib.util import source_from_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.drift.dependencies import (
    OTHER,
    OWN_VARIABLES,
    SEEN_VARIABLES,
    Dependencies,
    digest_of_file,
    digest_of_modules,
    digest_of_names,
    digest_of_variables,
    interpreter,
    kind_at,
    signature_of,
)
from holdfast.model.errors import RecordingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FrameType

_IMPORTLIB = "<frozen importlib"
_LIBRARY_OF_IMPORTS = f"{os.sep}importlib{os.sep}"
"""Where importlib.metadata lies, which looks for installed packages on the whole search path."""
_UNKNOWABLE = frozenset(
    {
        "subprocess.Popen",
        "os.system",
        "os.posix_spawn",
        "os.exec",
        "os.fork",
        "socket.connect",
        "socket.getaddrinfo",
    }
)
"""Events after which nobody can say what the program depends on."""
_MOST_BYTES = 2**30
"""Of one file that a program reads."""
_NO_FILES = ("/dev/", "/proc/", "/sys/")
_ACCESS_MODE = os.O_RDONLY | os.O_WRONLY | os.O_RDWR


class Watch:
    """What the program of this process has read since `start`."""

    def __init__(self, project: str, variables: Mapping[str, str]) -> None:
        """Watch the program of the folder `project`, which sees `variables`."""
        self._project = project
        paths = sysconfig.get_paths()
        self._library = tuple(_below(paths[name]) for name in ("stdlib", "platstdlib"))
        self._installed = tuple(_below(paths[name]) for name in ("purelib", "platlib"))
        self._variables = dict(variables)
        self._on = False
        self._own = threading.local()
        """Of each thread, whether it is this module that asks: it does not watch itself."""
        self._files: dict[str, list[Any]] = {}
        self._kinds: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._refused: list[RecordingError] = []
        self.knowable = True
        """False once the program asked another process or another machine: such a recording is not kept."""

    def start(self) -> None:
        """Watch from now on, until `stop`; once a process."""
        sys.addaudithook(self._event)
        _watch_stat(self)
        _watch_environment(self)
        self._on = True

    def stop(self) -> Dependencies:
        """Return what was read; watch no more.

        Raises:
            RecordingError: `recording-environment` when the program asked for a variable that it does not see.
        """
        self._on = False
        if self._refused:
            raise self._refused[0]
        for path in _module_files():
            self._opened(path)
        imported = sorted({name.partition(".")[0] for name in sys.modules})
        return Dependencies(
            interpreter=interpreter(),
            environment=digest_of_variables(self._variables),
            files=dict(sorted(self._files.items())),
            kinds=dict(sorted(self._kinds.items())),
            folders=dict(sorted(self._folders.items())),
            searched=self._searched(frozenset(imported)),
            imported=imported,
        )

    def asked(self, path: Any) -> None:
        """Keep that the program asked what there is at `path`."""
        with self._unwatched() as watched:
            if watched and (found := self._ours(path)) and not _is_below(found, self._installed):
                self._kinds.setdefault(found, kind_at(found))

    def variable(self, name: object) -> None:
        """Refuse that the program's own code asks for a variable that it does not see and that is not there.

        Raises:
            RecordingError: `recording-environment`.
        """
        with self._unwatched() as watched:
            known = not watched or name in SEEN_VARIABLES or str(name).startswith("HOLDFAST_")
            place = None if known else self._asking()
        if place is None:
            return
        told = (
            f"{place} reads the environment variable {name}, which a recorded program does not see: call it "
            f"{OWN_VARIABLES}{name}, or put the value into the client file"
        )
        self._refused.append(RecordingError("recording-environment", told))
        raise self._refused[-1]

    def _event(self, event: str, arguments: tuple[Any, ...]) -> None:
        with self._unwatched() as watched:
            if not watched:
                return
            if event == "open":
                path, _, flags = arguments
                if not (isinstance(flags, int) and _only_makes(flags)):
                    self._opened(path)
            elif event in {"os.listdir", "os.scandir"}:
                self._listed(arguments[0])
            elif event == "sqlite3.connect":
                self._opened(arguments[0])
            elif event in _UNKNOWABLE:
                self.knowable = False

    def _opened(self, path: Any) -> None:
        if found := self._ours(path):
            self._refuse_endless(found)
            self._add_file(found)

    def _refuse_endless(self, path: str) -> None:
        """Refuse what a program cannot read to its end, before it does: a device, a pipe, a file of many gigabytes.

        Raises:
            RecordingError: `recording-failed`.
        """
        size = next(iter(signature_of(path)), 0)
        if kind_at(path) != OTHER and size <= _MOST_BYTES:
            return
        told = "is larger than any program is" if size else "is no ordinary file, so it may have no end"
        self._refused.append(RecordingError("recording-failed", f"the program reads {path}, which {told}"))
        raise self._refused[-1]

    def _listed(self, path: Any) -> None:
        found = self._ours("." if path is None else path)
        if found and not _an_import_asks() and not _is_below(found, self._installed):
            self._folders.setdefault(found, digest_of_names(found))

    def _add_file(self, path: str) -> None:
        """Keep a file as it is now; of byte code, its source."""
        if path.endswith(".pyc"):
            try:
                source = source_from_cache(path)
            except ValueError:
                source = path
            path = source if kind_at(source) != "absent" else path
        if path in self._files:
            return
        installed = _is_below(path, self._installed)
        self._files[path] = [signature_of(path), "" if installed else digest_of_file(path)]

    def _ours(self, path: Any) -> str:
        """Return the absolute path of what is neither Python's own nor a device; empty for everything else."""
        if isinstance(path, int):
            return ""
        try:
            found = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - of every event
        except (TypeError, ValueError):
            return ""
        of_python = _is_below(found, self._library) and not _is_below(found, self._installed)
        if of_python or found.startswith(_NO_FILES) or "__pycache__" in os.path.basename(found):  # noqa: PTH119
            return ""
        return found

    def _searched(self, imported: frozenset[str]) -> dict[str, str]:
        """Return what there is to find, for every folder that imports are searched in before Python's own end."""
        folders = {found for entry in [self._project, *sys.path] if (found := self._ours(entry or "."))}
        return {path: digest_of_modules(path, imported) for path in sorted(folders)}

    @contextmanager
    def _unwatched(self) -> Iterator[bool]:
        """Say whether the program asks, and not this module itself, which does not watch what it asks meanwhile."""
        if not self._on or getattr(self._own, "asks", False):
            yield False
            return
        self._own.asks = True
        try:
            yield True
        finally:
            self._own.asks = False

    def _asking(self) -> str | None:
        """Return `file:line` of the program's own code that asks; None when a library does."""
        for frame in _callers():
            path = os.path.abspath(frame.f_code.co_filename)  # noqa: PTH100
            if path.startswith(_OURS) or _is_below(path, self._installed):
                return None
            if not frame.f_code.co_filename.startswith("<") and not _is_below(path, self._library):
                return f"{path}:{frame.f_lineno}"
        return None


_OURS = str(Path(__file__).resolve().parent.parent) + os.sep
"""Our own package: what it asks for is no input of the program."""


def _callers() -> Iterator[FrameType]:
    """Yield the frames above whoever asked this module, nearest first."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001
    while frame is not None:
        if frame.f_code.co_filename != __file__:
            yield frame
        frame = frame.f_back


def _only_makes(flags: int) -> bool:
    """Return whether a file opened with `flags` is only written, or made because it was not there."""
    made = os.O_CREAT | os.O_EXCL
    return flags & _ACCESS_MODE == os.O_WRONLY or flags & made == made


def _an_import_asks() -> bool:
    """Return whether it is an import's own search for modules that lists a folder: `searched` tells of that."""
    for frame in _callers():
        name = frame.f_code.co_filename
        if not name.endswith("contextlib.py"):
            return name.startswith(_IMPORTLIB) or _LIBRARY_OF_IMPORTS in name
    return False


def _module_files() -> Iterator[str]:
    """Yield the file of every imported module: extensions and byte code may have been read without an event."""
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str) and path.endswith((".py", ".so", ".pyd", ".pyc")):
            yield os.path.abspath(path)  # noqa: PTH100


def _watch_stat(watch: Watch) -> None:
    for name in ("stat", "lstat", "access"):
        original = getattr(os, name)

        def watched(path: Any, *arguments: Any, _original: Any = original, **options: Any) -> Any:
            watch.asked(path)
            return _original(path, *arguments, **options)

        setattr(os, name, watched)


def _watch_environment(watch: Watch) -> None:
    class Watched(type(os.environ)):  # type: ignore[misc] # the class that os.environ has has no public name
        """The environment, which tells who asks for what."""

        def __getitem__(self, name: str) -> Any:
            # Every way of asking comes here, `in` and `get` too.
            try:
                return super().__getitem__(name)
            except KeyError:
                watch.variable(name)
                raise

    os.environ.__class__ = Watched


def _below(path: str) -> tuple[str, str]:
    """Return a folder as it is called and as it is, each with a separator behind it."""
    return path.rstrip(os.sep) + os.sep, os.path.realpath(path) + os.sep


def _is_below(path: str, folders: tuple[tuple[str, str], ...]) -> bool:
    """Return whether `path` lies below one of `folders`, links followed: a linked package lies where its link leads."""
    if not any((path + os.sep).startswith(name) for names in folders for name in names):
        return False
    real = os.path.realpath(path) + os.sep
    return any(real.startswith(name) for names in folders for name in names)
