"""Whose code asks is told by the files of the frames above."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.frames import Owner, asks_what_it_is, callers, owner_of, package_of, program_place

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = os.path.abspath(__file__)  # noqa: PTH100


@pytest.mark.parametrize(
    ("file", "owner"),
    [
        (HERE, Owner.PROGRAM),
        (pytest.__file__, Owner.PACKAGE),
        (os.__file__, Owner.PYTHON),
        ("<frozen importlib._bootstrap>", Owner.PYTHON),
        (owner_of.__wrapped__.__code__.co_filename, Owner.OURS),
    ],
)
def test_code_has_one_owner(file: str, owner: Owner) -> None:
    assert owner_of(file) is owner


def test_package_is_named_by_its_top_level() -> None:
    assert package_of(pytest.__file__) == "pytest"
    assert package_of(HERE) == ""


def test_place_of_the_program_is_the_line_that_runs() -> None:
    here, line = program_place(), sys._getframe().f_lineno

    assert here == f"{HERE}:{line}"


def test_nobody_asks_where_no_frame_is_left() -> None:
    everybody = {frame.f_code.co_filename for frame in callers()}

    assert list(callers(*everybody)) == []


@pytest.mark.parametrize("ask", [Path.exists, Path.is_dir, os.path.isfile, os.path.islink])
def test_python_itself_asks_only_what_there_is(
    ask: Callable[[Path], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def watched(path: Path, *, _stat: Any = os.stat, **options: Any) -> os.stat_result:
        asked.append(asks_what_it_is(__file__))
        found: os.stat_result = _stat(path, **options)
        return found

    monkeypatch.setattr(os, "stat", watched)
    monkeypatch.setattr(os, "lstat", watched)
    ask(Path(__file__))

    assert asked
    assert all(asked)


def test_whoever_takes_all_that_is_said_of_a_path_asks_more() -> None:
    assert not asks_what_it_is()
