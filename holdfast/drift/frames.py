"""Whose code asks: the program's own, an installed package's, Python's or ours."""

from __future__ import annotations

import os
import sys
import sysconfig
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, FrameType


class Owner(Enum):
    """Whose a file of code is."""

    PROGRAM = "program"
    PACKAGE = "package"
    PYTHON = "python"
    OURS = "ours"


_ASKS_WHAT_IT_IS = frozenset(
    {
        "exists",
        "lexists",
        "isfile",
        "isdir",
        "islink",
        "ismount",
        "is_file",
        "is_dir",
        "is_symlink",
        "is_mount",
    }
    | {"realpath", "_joinrealpath", "resolve", "absolute"}
)
"""Python's own functions that ask for facts of a path and answer only what there is, or where a link leads."""
_OURS = str(Path(__file__).resolve().parent.parent) + os.sep
_RECORDER = str(Path(__file__).with_name("record.py"))
"""Runs the program: whoever is above it is not part of it."""


def below(path: str) -> tuple[str, str]:
    """Return a folder as it is called and as it is, each with a separator behind it."""
    return path.rstrip(os.sep) + os.sep, os.path.realpath(path) + os.sep


_PATHS = sysconfig.get_paths()
LIBRARY = tuple(below(_PATHS[name]) for name in ("stdlib", "platstdlib"))
"""Folders of Python's own modules; installed packages may lie below them."""
INSTALLED = tuple(below(_PATHS[name]) for name in ("purelib", "platlib"))
"""Folders of installed packages."""


def is_below(path: str, folders: tuple[tuple[str, str], ...]) -> bool:
    """Return whether `path` lies below one of `folders`, links followed: a linked package lies where its link leads."""
    if not any((path + os.sep).startswith(name) for names in folders for name in names):
        return False
    real = _real(path) + os.sep
    return any(real.startswith(name) for names in folders for name in names)


def _real(path: str) -> str:
    """Return the real path of the absolute `path`; a folder is asked about once, its hundreds of files one by one."""
    folder, name = os.path.split(path)
    found = os.path.join(_real_folder(folder), name)  # noqa: PTH118 - of every event
    return os.path.realpath(found) if os.path.islink(found) else found  # noqa: PTH114


@cache
def _real_folder(path: str) -> str:
    return os.path.realpath(path)


def callers(*passed: str) -> Iterator[FrameType]:
    """Yield the frames above, nearest first, without those of this file and of the files `passed`."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001
    while frame is not None:
        if frame.f_code.co_filename not in (__file__, *passed):
            yield frame
        frame = frame.f_back


@cache
def owner_of(file: str) -> Owner:
    """Return whose the code of `file` is, as a frame calls it."""
    path = os.path.abspath(file)  # noqa: PTH100
    if path.startswith(_OURS):
        return Owner.OURS
    if is_below(path, INSTALLED):
        return Owner.PACKAGE
    return Owner.PYTHON if file.startswith("<frozen") or is_below(path, LIBRARY) else Owner.PROGRAM


def asks_what_it_is(*passed: str) -> bool:
    """Return whether one of Python's own functions asks, which passes on nothing but what there is."""
    frame = next(callers(*passed), None)
    # What pathlib resolves goes by realpath; each asks through a method of its own at most one frame further up.
    near = [one for one in (frame, frame.f_back if frame else None) if one is not None]
    return any(
        one.f_code.co_name in _ASKS_WHAT_IT_IS and owner_of(one.f_code.co_filename) is Owner.PYTHON
        for one in near
    )


def package_of(file: str) -> str:
    """Return the top-level name of the installed package that `file` belongs to."""
    path = os.path.realpath(file)
    parts = (path[len(name) :] for names in INSTALLED for name in names if path.startswith(name))
    return next(parts, "").partition(os.sep)[0].removesuffix(".py")


def is_of_the_program(code: CodeType, *passed: str) -> bool:
    """Return whether `code`, which is about to run, is the program's own: from any file of its, or made by it."""
    if not code.co_filename.startswith("<"):
        return owner_of(code.co_filename) is Owner.PROGRAM
    return program_asks(*passed)


def program_asks(*passed: str) -> bool:
    """Return whether the code that asks, the files `passed` aside, is the program's own."""
    asking = next(callers(*passed), None)
    return asking is not None and owner_of(asking.f_code.co_filename) is Owner.PROGRAM


def place_of(frame: FrameType) -> str:
    """Return `file:line` of a frame."""
    return f"{os.path.abspath(frame.f_code.co_filename)}:{frame.f_lineno}"  # noqa: PTH100


def program_place() -> str:
    """Return `file:line` of the program's own code that is running, the nearest; empty when none is."""
    for frame in callers():
        if frame.f_code.co_filename == _RECORDER:
            break
        if _is_program(frame.f_code.co_filename):
            return place_of(frame)
    return ""


def _is_program(file: str) -> bool:
    return not file.startswith("<") and owner_of(file) is Owner.PROGRAM
