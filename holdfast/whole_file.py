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
PRIVATE = 0o600
"""Mode of a file that Holdfast keeps for itself: it may name people, and others of this machine have no use of it."""
AS_USUAL = 0o666
"""Mode of a file that a person asked for at a place of his: who may read it is for his umask to say."""
_PRIVATE_FOLDER = 0o700
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


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
        raise OSError(errno.EINVAL, f"it is larger than {most_bytes} bytes", str(path))
    return content


def _read(number: int, most_bytes: int) -> bytes:
    with os.fdopen(number, "rb", closefd=False) as file:
        return file.read(most_bytes)


def make_private(folder: Path) -> None:
    """Make a folder of Holdfast's own, with those above it that are not there, for its owner alone.

    One that is there stays as it is: somebody may share it on purpose.

    Raises:
        OSError: when it cannot be made.
    """
    # `mkdir(parents=True, mode=…)` makes those above it as the umask says.
    for one in reversed([one for one in folder.parents if not one.exists()]):
        one.mkdir(_PRIVATE_FOLDER, exist_ok=True)
    folder.mkdir(_PRIVATE_FOLDER, exist_ok=True)


def write_whole(path: Path, content: bytes, *, mode: int = PRIVATE, lasting: bool = False) -> None:
    """Write `content` to `path` in one step, with its folder where there is none.

    Args:
        path: of the file.
        content: of the file.
        mode: who may do what with it, as far as the umask lets them; `AS_USUAL` leaves it to who has one there already.
        lasting: whether it must be on the disk, and not only on its way there, once this returns.

    Raises:
        OSError: when it cannot be written, or is there and no ordinary file; what was there before stays then.
    """
    _refuse_what_is_no_file(path)
    if mode == PRIVATE:
        make_private(path.parent)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        unfinished.unlink(missing_ok=True)  # what a killed run of this number left may be open to others
        with os.fdopen(os.open(unfinished, _NEW, mode), "wb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        if mode == AS_USUAL and path.is_file():
            unfinished.chmod(stat.S_IMODE(path.stat().st_mode))
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
