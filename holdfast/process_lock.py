"""One process at a time: a lock file that the operating system releases when its holder ends, however it ends."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from math import inf
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_RETRY_SECONDS = 0.1


@contextmanager
def locked(
    path: Path, say: Callable[[str], object] | None = None, waiting: str = "", *, most_seconds: float = inf
) -> Iterator[None]:
    """Holds the lock at `path` for the block; says `waiting`, if anything, while another process holds it.

    Raises:
        TimeoutError: when another process still holds it after `most_seconds`.
        OSError: when the lock file cannot be opened, or its file system knows no locks.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + most_seconds
    with path.open("a+b") as file:
        while not _try_lock(file):
            if time.monotonic() >= until:
                raise TimeoutError(0, f"another process holds {path.name} for {most_seconds:.0f} seconds")
            if say is not None:
                say(waiting)
            time.sleep(_RETRY_SECONDS)
        yield


def _try_lock(file: IO[bytes]) -> bool:
    """Takes the lock if it is free; closing the file gives it back."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
