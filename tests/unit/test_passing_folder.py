"""Folders for a moment: what a killed run left is taken away by the next one, and nothing else ever is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from holdfast.passing_folder import passing_folder
from holdfast.processes import started

KILLED = """
import os, signal, sys
from holdfast.passing_folder import passing_folder
with passing_folder() as folder:
    (folder / "inner").mkdir()
    (folder / "inner/state.json").write_text("names")
    print(folder, flush=True)
    if sys.argv[1:]:
        sys.stdin.read()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def left(place: Path) -> Path:
    """What a run left that was killed."""
    ended = subprocess.run(
        [sys.executable, "-c", KILLED],
        stdout=subprocess.PIPE,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    folder = Path(ended.stdout.strip())
    assert folder.parent == place
    assert (folder / "inner/state.json").exists()
    return folder


def enter() -> None:
    with passing_folder() as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()


def test_what_a_killed_run_left_is_taken_away_by_the_next_one(left: Path) -> None:
    enter()

    assert not left.exists()


def test_what_a_living_run_has_stays(place: Path) -> None:
    command = [sys.executable, "-c", KILLED, "wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as living:
        assert living.stdout is not None
        folder = Path(living.stdout.readline().strip())
        enter()
        assert (folder / "inner/state.json").exists()
        living.kill()
    enter()
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("part", "other"),
    [(1, "f" * 32), (2, "1"), (3, str(os.getpid())), (4, ""), (0, "holdfeast"), (0, "x-holdfast")],
    ids=[
        "another start of the machine",
        "another namespace",
        "ours",
        "no start",
        "another name",
        "in a name",
    ],
)
def test_of_what_is_told_otherwise_nothing_is_taken_away(left: Path, part: int, other: str) -> None:
    parts = left.name.split("-", 5)
    parts[part] = other
    if part == 3:
        parts[4] = started(os.getpid())
    kept = left.rename(left.with_name("-".join(parts)))

    enter()

    assert (kept / "inner/state.json").exists()


def test_number_that_another_process_has_now_is_no_living_run(left: Path) -> None:
    parts = left.name.split("-", 5)
    parts[3] = str(os.getpid())
    again = left.rename(left.with_name("-".join(parts)))

    enter()

    assert not again.exists()


def test_links_files_and_what_others_can_reach_stay(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = left.rename(left.with_name("kept"))
    left.symlink_to(kept, target_is_directory=True)
    enter()
    assert left.is_symlink()
    left.unlink()
    left.write_text("a file")
    enter()
    assert left.exists()
    left.unlink()
    kept.rename(left)
    left.chmod(0o755)
    enter()
    left.chmod(0o700)
    with monkeypatch.context() as patch:
        patch.setattr(os, "getuid", lambda: 4711)
        enter()
    assert (left / "inner/state.json").exists()

    outside = left.with_name("outside")
    outside.mkdir()
    (outside / "theirs").write_text("x")
    (left / "inner/link").symlink_to(outside, target_is_directory=True)
    enter()
    assert not left.exists()
    assert (outside / "theirs").exists()


def test_where_the_system_tells_nothing_nothing_is_taken_away(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("boot_id", "namespace"):
        with monkeypatch.context() as patch:
            patch.setattr(f"holdfast.passing_folder.{name}", lambda: "")
            enter()
    with monkeypatch.context() as patch:
        patch.setattr("holdfast.passing_folder.started", lambda _: "")
        enter()

    assert left.exists()
