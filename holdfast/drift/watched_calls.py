"""Has those told who want to know what a process asks by functions that raise no audit event.

They are replaced by their names, for as long as the process lives: for the recording process alone. pathlib and os.path
go through those of `os`.
"""

from __future__ import annotations

import importlib
import os
import posix
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from importlib.machinery import ModuleSpec

_OF_THE_MACHINE = {
    "os": (
        "uname getlogin getuid geteuid getgid getegid getgroups getresuid getresgid getgrouplist cpu_count getloadavg "
        "sysconf confstr statvfs fstatvfs fstat pathconf fpathconf getpriority sched_getaffinity ttyname ctermid "
        "get_terminal_size umask getppid getsid getpgid getpgrp"
    ),
    "platform": "uname platform libc_ver freedesktop_os_release",
    "pwd": "getpwuid getpwnam getpwall",
    "grp": "getgrgid getgrnam getgrall",
    "_posixsubprocess": "fork_exec",
    "resource": "getrlimit getrusage",
    "socket": "if_nameindex if_nametoindex gethostbyname_ex",
    "locale": "localeconv nl_langinfo",
}
"""Functions by module that tell of this machine or its user, or start a process, and raise no event."""
_OPEN = os.open
"""Raises an event, but for the folder that a path starts at."""


def watch_paths(asked: Callable[[Any], None], in_a_folder: Callable[[], None]) -> None:
    """Have `asked` called with each path of which the process asks what there is, or all that is said of it.

    `in_a_folder` is called where the path starts at an open folder, which no event tells either.
    """
    for name in ("stat", "lstat", "access", "readlink", "open"):
        original = getattr(os, name)

        def watched(path: Any, *arguments: Any, _original: Any = original, **options: Any) -> Any:
            if options.get("dir_fd") is not None:
                in_a_folder()
            elif _original is not _OPEN:
                asked(path)
            return _original(path, *arguments, **options)

        setattr(os, name, watched)


def watch_imports(sought: Callable[[str, Iterable[str] | None], None]) -> None:
    """Have `sought` called with each module that an import looks for, found or not, and its package's folders."""

    class Sought:
        """Finds nothing, so that those behind it do."""

        def find_spec(
            self, name: str, path: Iterable[str] | None, _target: object = None
        ) -> ModuleSpec | None:
            sought(name, path)
            return None

    sys.meta_path.insert(0, Sought())


def watch_machine(asked: Callable[[], None]) -> None:
    """Have `asked` called whenever the process asks what tells of this machine or its user."""
    for module_name, names in _OF_THE_MACHINE.items():
        module = importlib.import_module(module_name)
        for name in names.split():
            original = getattr(module, name, None)
            if original is None:
                continue

            def watched(*arguments: Any, _original: Any = original, **options: Any) -> Any:
                asked()
                return _original(*arguments, **options)

            setattr(module, name, watched)


def watch_environment(unset: Callable[[object], None], every: Callable[[], None]) -> None:
    """Have `unset` called with the name of each variable that is asked for and not there, `every` when all are."""

    class Watched(type(os.environ)):  # type: ignore[misc] # the class that os.environ has has no public name
        """The environment, which tells who asks for what."""

        def __getitem__(self, name: Any) -> Any:
            # Every way of asking for one comes here, `in` and `get` too.
            try:
                return super().__getitem__(name)
            except KeyError:
                unset(name)
                raise

        def __iter__(self) -> Any:
            # Every way of asking for all: `dict`, `keys`, `items`, `copy`, `|`, comparison.
            every()
            return super().__iter__()

        def __len__(self) -> int:
            every()
            return len(self._data)

        def __repr__(self) -> str:
            every()
            return str(super().__repr__())

    os.environ.__class__ = Watched
    os.environb.__class__ = Watched
    posix.environ = os.environb  # type: ignore[assignment] # a plain dict would tell nobody
