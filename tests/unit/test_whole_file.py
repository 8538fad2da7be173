"""Files that Holdfast keeps or is given are read to their end, or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from holdfast.whole_file import AS_USUAL, make_private, read_ordinary, write_whole
from tests.odd_files import ODD, make_odd

if TYPE_CHECKING:
    from collections.abc import Iterator
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


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_what_is_kept_is_for_its_owner_alone_with_every_folder_above_it(tmp_path: Path) -> None:
    path = tmp_path / ".holdfast" / "recordings" / "contoso.json"
    for _ in range(2):
        write_whole(path, b"names of people")
    make_private(tmp_path / ".holdfast" / "state" / "deeper")

    assert mode_of(path) == 0o600
    folders = [one for one in (tmp_path / ".holdfast").rglob("*") if one.is_dir()]
    assert {mode_of(one) for one in (tmp_path / ".holdfast", *folders)} == {0o700}
    assert len(folders) == 3


def test_folder_that_is_there_stays_as_somebody_shared_it(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o2770)
    write_whole(tmp_path / "shared" / "new" / "file", b"content")
    make_private(tmp_path / "shared")
    assert (mode_of(tmp_path / "shared"), mode_of(tmp_path / "shared" / "new") & 0o777) == (0o2770, 0o700)


def test_what_a_person_asked_for_is_as_his_umask_says(umask: int, tmp_path: Path) -> None:
    """Not open to everybody where he lets nobody in."""
    write_whole(tmp_path / "reports" / "contoso.html", b"report", mode=AS_USUAL)
    assert mode_of(tmp_path / "reports" / "contoso.html") == 0o666 & ~umask
    assert mode_of(tmp_path / "reports") == 0o777 & ~umask


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_what_a_person_closed_or_shared_stays_so_when_it_is_written_again(tmp_path: Path, mode: int) -> None:
    (tmp_path / "drift.json").write_bytes(b"before")
    (tmp_path / "drift.json").chmod(mode)
    write_whole(tmp_path / "drift.json", b"after", mode=AS_USUAL)
    assert ((tmp_path / "drift.json").read_bytes(), mode_of(tmp_path / "drift.json")) == (b"after", mode)


def test_what_a_killed_run_left_open_is_not_written_on(tmp_path: Path) -> None:
    left = tmp_path / f"file.{os.getpid()}.unfinished"
    left.touch()
    left.chmod(0o666)
    write_whole(tmp_path / "file", b"content")
    assert (mode_of(tmp_path / "file"), left.exists()) == (0o600, False)
