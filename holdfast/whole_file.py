"""Files that are either as they were or whole: another run, beside this one, may read them at any moment."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


MOST_BYTES = 64 * 2**20
"""Of a file that Holdfast keeps or is given: recordings, states, descriptions, certificates are far smaller."""


_OF_PROCESSES = "/proc"
"""Where links lead that stand for open files."""
UNFINISHED = ".unfinished"
"""How the name of a file ends that is being written; one that a killed run left has no meaning."""


def read_ordinary(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """Return the content of an ordinary file, links followed; never wait for one that has no end.

    Raises:
        OSError: when it cannot be read, is no ordinary file (a pipe, a device), or is larger than `most_bytes`.
    """
    # Opened without waiting: a pipe has nobody at its other end.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        ordinary = stat.S_ISREG(os.fstat(number).st_mode)
        content = _read(number, most_bytes + 1) if ordinary else b""
    finally:
        os.close(number)
    if not ordinary:
        raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
    if len(content) > most_bytes:
        raise OSError(errno.EFBIG, f"it is larger than {most_bytes} bytes", str(path))
    return content


def _read(number: int, most_bytes: int) -> bytes:
    with os.fdopen(number, "rb", closefd=False) as file:
        return file.read(most_bytes)


def write_whole(path: Path, content: bytes, *, mode: int = 0o644, lasting: bool = False) -> None:
    """Write `content` to `path` in one step, with its folder where there is none.

    Args:
        path: of the file.
        content: of the file.
        mode: who may do what with it.
        lasting: whether it must be on the disk, and not only on its way there, once this returns.

    Raises:
        OSError: when it cannot be written, or is there and no ordinary file; what was there before stays then.
    """
    _refuse_what_is_no_file(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        unfinished.chmod(mode)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        error.filename = error.filename or str(path)  # a full disk does not say of itself where it is
        raise
    if lasting and os.name == "posix":  # elsewhere no folder can be opened
        _settle(path.parent)
        _settle(path.parent.parent)


def _refuse_what_is_no_file(path: Path) -> None:
    """Do nothing where a file may take the place of `path`.

    Whoever may write to the folder, as root may to /dev, would put a file in the place of /dev/null for everybody on
    the machine; and of /dev/stdout, which is the name of an open file, also where that is an ordinary one.

    Raises:
        OSError: a device, a pipe or a socket is there, or the name of an open file. A folder says so by itself.
    """
    try:
        kind = path.stat().st_mode
        opened = path.is_symlink() and path.readlink().is_relative_to(_OF_PROCESSES)
    except OSError:
        return  # nothing is there, or the write itself tells what
    if opened or not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise OSError(errno.EINVAL, "it is no ordinary file", str(path))


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
