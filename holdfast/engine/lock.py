"""One process at a time: a lock file that the operating system releases when its holder ends."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.engine.toolchain import Progress

_RETRY_SECONDS = 0.5


@contextmanager
def locked(path: Path, say: Progress) -> Iterator[None]:
    """Holds the lock at `path` for the block; says so while another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        while not _try_lock(file):
            say("waiting for another process that prepares the Pulumi engine")
            time.sleep(_RETRY_SECONDS)
        yield


def _try_lock(file: IO[bytes]) -> bool:
    """Takes the lock if it is free; closing the file gives it back."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
