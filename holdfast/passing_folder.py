"""Folders for a moment, whose names say whose they are: what a killed run left of them, the next one takes away.

A name holds the start of the machine, the process namespace, and number and start of the process. Only a folder of this
user's own whose process was in this very place and is gone is removed; of all others nobody here can tell.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.processes import boot_id, namespace, started

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "holdfast-"
_NAME = re.compile(rf"{_PREFIX}([0-9a-z]+)-([0-9]+)-([0-9]+)-([0-9]+)-[^-]+")
"""Machine's start, namespace, process, its start, and letters of chance."""
_OURS = 0o700


@contextmanager
def passing_folder() -> Iterator[Path]:
    """Yield a new folder for this user alone, which is removed in the end, and remove what dead processes left.

    Raises:
        OSError: it cannot be made.
    """
    _remove_left()
    place, start = _place(), started(os.getpid())
    prefix = f"{_PREFIX}{'-'.join(place)}-{os.getpid()}-{start}-" if place and start else _PREFIX
    with tempfile.TemporaryDirectory(prefix=prefix) as folder:
        yield Path(folder)


def _place() -> tuple[str, str] | None:
    """Return the machine's start and the process namespace, as they stand in a name; None where they are not told."""
    boot, inside = re.sub("[^0-9a-z]", "", boot_id()), re.sub("[^0-9]", "", namespace())
    return (boot, inside) if boot and inside else None


def _remove_left() -> None:
    """Remove the folders of processes of this place that are gone; whatever cannot be removed stays."""
    place = _place()
    if place is None or not started(os.getpid()) or not shutil.rmtree.avoids_symlink_attacks:
        return
    try:
        names = os.listdir(tempfile.gettempdir())  # noqa: PTH208 - names are all that is wanted
    except OSError:
        return
    for name in names:
        found = _NAME.fullmatch(name)
        if found is None or found.groups()[:2] != place or started(int(found[3])) == found[4]:
            continue
        path = Path(tempfile.gettempdir(), name)
        if _is_own_folder(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_own_folder(path: Path) -> bool:
    """Return whether it is a folder that this user made for himself alone, and no link."""
    try:
        told = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(told.st_mode) and told.st_uid == os.getuid() and stat.S_IMODE(told.st_mode) == _OURS
