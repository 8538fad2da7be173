"""What a copy of the project was recorded as, handed to every later copy with the same files.

A recording takes longer than everything else that most tests do with their copy. Whether it still holds is not decided
here: the product looks at all that it depends on, as after a fresh checkout, and records anew where anything differs.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from holdfast.drift import recording
from holdfast.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PROJECT = "\N{NULL}project"
"""Stands for the place of the project in what is kept."""
_KEPT: dict[tuple[str, str], str] = {}
"""Recordings by client and digest of the project's files, for this process."""


def offer(project: Path, names: Sequence[str], home: Path) -> None:
    """Put below `home` what another copy of the project, which consists of `names`, was recorded as."""
    place = _place(project)
    digest = _digest(project, names)
    for (client, files), text in _KEPT.items():
        path = home / "recordings" / f"{client}-{place}.json"
        if files == digest and not path.exists():
            content = text.replace(_quoted(_PROJECT), _quoted(str(project.resolve())))
            write_whole(path, recording.sealed(content.encode()))


def keep(project: Path, names: Sequence[str], home: Path) -> None:
    """Keep what the project has been recorded as."""
    place = _place(project)
    digest = _digest(project, names)
    for path in (home / "recordings").glob(f"*-{place}.json"):
        client = path.stem.removesuffix(f"-{place}")
        if (client, digest) not in _KEPT:
            content = path.read_text(encoding="utf-8").partition("\n")[2]
            _KEPT[client, digest] = content.replace(_quoted(str(project.resolve())), _quoted(_PROJECT))


def _place(project: Path) -> str:
    return recording._place(project)


def _quoted(text: str) -> str:
    """Return a text as it stands inside of one of JSON."""
    return json.dumps(text)[1:-1]


def _digest(project: Path, names: Sequence[str]) -> str:
    found = hashlib.sha256()
    for name in names:
        top = project / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                content = path.read_bytes()
                found.update(f"{path.relative_to(project)}\0{len(content)}\0".encode())
                found.update(content)
    return found.hexdigest()
