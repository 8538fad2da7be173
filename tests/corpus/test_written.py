"""Nothing that `holdfast new` left for somebody to write is left unwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.skeletons.place import PLACEHOLDER
from tests.newest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("components", "holdfast/kinds", "holdfast/emulator", "tests/controls", "tests/kinds")
FILES = sorted(path for folder in FOLDERS for path in (PROJECT / folder).rglob("*.py"))


def left(path: Path) -> list[str]:
    """Return each line of a file in which somebody has still to write, with its place."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [f"{path}:{number}: {line.strip()}" for number, line in enumerate(lines, 1) if PLACEHOLDER in line]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_everything_is_written(path: Path) -> None:
    assert not left(path), f"replace every {PLACEHOLDER} by what it asks for"


def test_what_is_left_is_found_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(f'a = 1\nb = "{PLACEHOLDER}: why"\n', encoding="utf-8")
    assert left(tmp_path / "one.py") == [f'{tmp_path / "one.py"}:2: b = "{PLACEHOLDER}: why"']
