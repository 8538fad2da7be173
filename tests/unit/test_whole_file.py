"""Files that Holdfast keeps or is given are read to their end, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.whole_file import read_ordinary
from tests.odd_files import ODD, make_odd

if TYPE_CHECKING:
    from pathlib import Path


def test_ordinary_file_is_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    (tmp_path / "link").symlink_to(tmp_path / "file")

    assert read_ordinary(tmp_path / "link") == b"content"


@pytest.mark.parametrize("kind", [*ODD, "large"])
def test_what_has_no_end_is_an_error_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "file"
    if kind == "large":
        path.write_bytes(b"12345")
    else:
        make_odd(path, kind)

    with pytest.raises(OSError, match=str(path)):
        read_ordinary(path, 4)
