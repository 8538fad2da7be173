"""Files that are either as they were or whole: another run, beside this one, may read them at any moment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write `content` to `path` in one step, with its folder where there is none.

    Raises:
        OSError: when it cannot be written; what was there before stays then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    unfinished.write_bytes(content)
    unfinished.chmod(mode)
    unfinished.replace(path)
