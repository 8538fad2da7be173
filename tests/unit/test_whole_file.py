"""Files that Holdfast keeps or is given are read to their end, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from pathlib import Path


def test_ordinary_file_is_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    (tmp_path / "link").symlink_to(tmp_path / "file")

    assert read_ordinary(tmp_path / "link") == b"content"


@pytest.mark.parametrize("kind", ["device", "pipe", "folder", "missing", "large"])
def test_what_has_no_end_is_an_error_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "file"
    match kind:
        case "device":
            path.symlink_to("/dev/zero")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "large":
            path.write_bytes(b"12345")

    with pytest.raises(OSError, match=str(path)):
        read_ordinary(path, 4)
