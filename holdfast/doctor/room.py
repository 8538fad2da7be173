"""Whether what an apply has to keep on this machine can be written. Looked at, never tried: nothing is written."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from holdfast.doctor.diagnosis import Area, Symptom, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROOM_BYTES = 16 * 2**20
"""Fewer than these free are no room: a recording, a state and the copies of it that the engine keeps (estimated)."""


def unwritable(folder: Path, area: Area, do: str) -> Iterator[Symptom]:
    """Yield that an apply cannot keep in `folder` what it must, if so; one that is not there yet is made by it.

    A check does without: it records anew each time.

    Args:
        folder: where something is kept.
        area: what it is a matter of.
        do: what to do instead of making room there, or it writable.
    """
    if lack := _lack(next(one for one in (folder, *folder.absolute().parents) if os.path.lexists(one))):
        told = f"{lack}, and an apply has to write to {folder}; a check does without"
        yield Symptom(area=area, weight=Weight.NO_APPLY, told=told, do=do)


def _lack(there: Path) -> str:
    """Return what keeps everybody from writing to what is there; the empty text where nothing does."""
    if not there.is_dir():
        return f"{there} is no folder"
    if not os.access(there, os.W_OK | os.X_OK):
        return f"{there} can only be read"
    usage = shutil.disk_usage(there)
    if usage.total and usage.free < _ROOM_BYTES:  # a file system that tells no size says nothing
        return f"the disk of {there} has {usage.free // 1024} KiB of room left"
    return ""
