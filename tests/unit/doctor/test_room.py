"""A folder that an apply has to write to is looked at, never tried; one that is not there yet is made by the apply."""

from __future__ import annotations

import shutil
from collections import namedtuple
from typing import TYPE_CHECKING

import pytest

from holdfast.doctor.diagnosis import Area, Weight
from holdfast.doctor.room import unwritable

if TYPE_CHECKING:
    from pathlib import Path

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as `shutil` has it


def told(folder: Path) -> list[str]:
    """What is told of a folder, once it is seen that an apply is all that it keeps from."""
    found = list(unwritable(folder, Area.FILES, "set another"))
    assert {(one.weight, one.do) for one in found} <= {(Weight.NO_APPLY, "set another")}
    return [one.told for one in found]


@pytest.mark.parametrize("name", ["there", "not-there", "not-there/nor/this"])
def test_folder_that_can_be_written_or_made_is_no_symptom(tmp_path: Path, name: str) -> None:
    (tmp_path / "there").mkdir()

    assert told(tmp_path / name) == []
    assert [one.name for one in tmp_path.iterdir()] == ["there"]
    assert not any((tmp_path / "there").iterdir())


@pytest.mark.parametrize("below", ["", "below/this"])
def test_file_in_its_place_is_told(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("")
    (sentence,) = told(tmp_path / "file" / below)
    assert sentence.startswith(f"{tmp_path / 'file'} is no folder, and an apply")


def test_link_to_nothing_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    assert "is no folder" in told(tmp_path / "link")[0]


@pytest.mark.parametrize("name", ["", "not-there"])
def test_folder_that_can_only_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # whoever runs this may be root
    (sentence,) = told(tmp_path / name)
    assert sentence.startswith(f"{tmp_path} can only be read, and an apply has to write to {tmp_path / name}")


@pytest.mark.parametrize(
    ("usage", "is_told"),
    [(Usage(100, 100, 0), True), (Usage(10**12, 0, 16 * 2**20), False), (Usage(0, 0, 0), False)],
    ids=["full", "room", "tells no size"],
)
def test_full_disk_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usage: Usage, is_told: bool
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert [f"the disk of {tmp_path} has 0 KiB of room left" in one for one in told(tmp_path)] == [
        True
    ] * is_told
