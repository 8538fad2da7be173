"""What is found below a package: every module in its folders, at any depth, and nothing beside them."""

from __future__ import annotations

import importlib
import py_compile
import sys
from typing import TYPE_CHECKING

import pytest

from holdfast.discovery import files_below
from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

FILES = (
    "__init__.py",
    "mechanism.py",
    "teams/__init__.py",
    "teams/meetings_closed.py",
    "teams/meetings.py",
    "teams/.#meetings.py",
    "teams/.meetings.py",
    "teams/meetings.py~",
    "teams/meetings.py.orig",
    "teams/meetings.pyc",
    "teams/notes.txt",
    "teams/guests/__init__.py",
    "teams/guests/asked.py",
    "shapes/__init__.py",
    "shapes/shape.py",
    "drawings/house.svg",
    "teams.old/__init__.py",
    "teams.old/meetings.py",
    "entra/__init__.py",
    "entra/policy.py",
)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    for name in FILES:
        path = tmp_path / "discovered" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    (tmp_path / "discovered" / ".#mechanism.py").symlink_to("somebody@machine")  # of an editor
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("discovered")
    for name in [one for one in sys.modules if one.partition(".")[0] == "discovered"]:
        del sys.modules[name]


def test_every_file_of_every_folder_is_found_in_order(package: ModuleType) -> None:
    assert list(files_below(package, leaving_out=("discovered.shapes",))) == [
        "discovered.entra.policy",
        "discovered.teams.meetings",
        "discovered.teams.meetings_closed",
        "discovered.teams.guests.asked",
    ]


def test_what_is_there_compiled_alone_is_found_as_well(package: ModuleType, tmp_path: Path) -> None:
    found = list(files_below(package))
    for file in (tmp_path / "discovered").glob("*/**/*.py"):
        if file.is_file():
            py_compile.compile(str(file), cfile=f"{file}c", doraise=True)
            file.unlink()

    assert list(files_below(package)) == found


@pytest.mark.parametrize("folder", ["entra", "teams/guests", "teams.old", "shapes"])
def test_a_folder_that_python_would_pass_over_is_an_error_at_any_depth(
    package: ModuleType, tmp_path: Path, folder: str
) -> None:
    (tmp_path / "discovered" / folder / "__init__.py").unlink()

    with pytest.raises(HoldfastError, match=rf"{folder} has Python files and no __init__\.py"):
        list(files_below(package))
