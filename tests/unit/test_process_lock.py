"""A lock is waited for while somebody holds it, and not where there can be none."""

from __future__ import annotations

import errno
import fcntl
from contextlib import ExitStack
from typing import TYPE_CHECKING, NoReturn

import pytest

from holdfast.process_lock import locked

if TYPE_CHECKING:
    from pathlib import Path


def test_held_lock_is_waited_for_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = ExitStack()
    other.enter_context(locked(tmp_path / "lock", pytest.fail, ""))
    monkeypatch.setattr("holdfast.process_lock.time.sleep", lambda _: other.close())
    said: list[str] = []

    with locked(tmp_path / "lock", said.append, "waiting for the other"):
        assert said == ["waiting for the other"]


def test_wait_has_an_end_where_one_is_given(tmp_path: Path) -> None:
    with (
        locked(tmp_path / "lock", pytest.fail, ""),
        pytest.raises(TimeoutError, match="another process holds lock"),
        locked(tmp_path / "lock", pytest.fail, "", most_seconds=0),
    ):
        pass


def test_file_system_without_locks_is_an_error_and_no_endless_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> NoReturn:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    with pytest.raises(OSError, match="No locks available"), locked(tmp_path / "lock", pytest.fail, ""):
        pass
