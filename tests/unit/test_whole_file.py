"""Files that Holdfast keeps or is given are read to their end, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.whole_file import read_ordinary, write_whole
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


@pytest.mark.parametrize("kind", ["device", "pipe", "open file", "device by two links"])
def test_no_file_takes_the_place_of_a_device_a_pipe_or_an_open_file(tmp_path: Path, kind: str) -> None:
    """Else root has /dev/null replaced by a file, for everybody on the machine."""
    path = tmp_path / "there"
    if kind == "open file":
        (tmp_path / "redirected").touch()
        with (tmp_path / "redirected").open() as redirected:
            path.symlink_to(f"/proc/self/fd/{redirected.fileno()}")
            refused(path)
        return
    make_odd(tmp_path / "odd" if kind == "device by two links" else path, kind.split(maxsplit=1)[0])
    if kind == "device by two links":
        path.symlink_to("odd")
    refused(path)


def refused(path: Path) -> None:
    """A write to it is refused, and it and what is beside it stay as they are."""
    before = path.lstat()
    beside = sorted(path.parent.iterdir())
    with pytest.raises(OSError, match="no ordinary file"):
        write_whole(path, b"content")
    assert (path.lstat().st_ino, path.lstat().st_mode) == (before.st_ino, before.st_mode)
    assert sorted(path.parent.iterdir()) == beside


def test_file_is_put_in_the_place_of_a_link_to_a_file_which_stays(tmp_path: Path) -> None:
    """A link that somebody else laid leads no content to a file of his choice."""
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to("theirs")
    write_whole(tmp_path / "link", b"ours")
    assert (tmp_path / "link").read_bytes() == b"ours"
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
    (tmp_path / "dangling").symlink_to("nowhere")
    write_whole(tmp_path / "dangling", b"ours")
    assert not (tmp_path / "nowhere").exists()
