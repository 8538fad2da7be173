"""What may stand where a file is expected and has no content to be read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ODD = ("device", "pipe", "folder", "missing")


def make_odd(path: Path, kind: str) -> None:
    """Make at `path` what `kind` names, one of `ODD`."""
    match kind:
        case "device":
            path.symlink_to("/dev/zero")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
