"""The catalogue of controls: one file, one control; a file that cannot be imported is told, not skipped."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import components
from holdfast.controls import catalogue
from holdfast.controls.control import HardeningControl
from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from pathlib import Path


def module(*names: str) -> ModuleType:
    made = ModuleType("components.entra.example")
    for name in names:
        setattr(made, name, type(name, (HardeningControl,), {"__module__": made.__name__}))
    return made


def test_file_with_one_control_is_taken() -> None:
    made = module("Example")

    assert catalogue._only_control(made) is made.Example


@pytest.mark.parametrize("names", [(), ("Example", "Another")])
def test_file_with_another_number_of_controls_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(
        HoldfastError, match=rf"exactly one control.*defines {len(names)}.*\[not-one-control\]"
    ):
        catalogue._only_control(module(*names))


def test_every_file_of_every_folder_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in a folder, at any depth, that nobody has put on a list."""
    for name in (
        "sharepoint/__init__.py",
        "sharepoint/links/__init__.py",
        "sharepoint/links/closed.py",
        "beside.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(components, "__path__", [str(tmp_path)])
    monkeypatch.syspath_prepend(tmp_path)
    for name in (
        "components.sharepoint",
        "components.sharepoint.links",
        "components.sharepoint.links.closed",
    ):
        monkeypatch.delitem(sys.modules, name, raising=False)

    with pytest.raises(
        HoldfastError, match=r"components\.sharepoint\.links\.closed must define exactly one control"
    ):
        catalogue.controls.__wrapped__()


def test_folder_that_python_would_pass_over_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "teams").mkdir()
    (tmp_path / "teams" / "meetings_closed.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(components, "__path__", [str(tmp_path)])

    with pytest.raises(
        HoldfastError, match=r"teams has Python files and no __init__\.py.*\[folder-without-init\]"
    ):
        catalogue.controls.__wrapped__()


def test_control_that_imports_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def imported(_name: str) -> ModuleType:
        raise ModuleNotFoundError(name="pulumi_azuread")

    monkeypatch.setattr("importlib.import_module", imported)

    with pytest.raises(ModuleNotFoundError):
        catalogue.controls.__wrapped__()


def test_control_that_fails_while_it_is_imported_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "teams").mkdir()
    (tmp_path / "teams" / "__init__.py").write_text("", encoding="utf-8")
    file = tmp_path / "teams" / "closed.py"
    file.write_text('"""Closed."""\n\nclass Closed(Hardening): ...\n', encoding="utf-8")
    monkeypatch.setattr(components, "__path__", [str(tmp_path)])
    for name in ("components.teams", "components.teams.closed"):
        monkeypatch.delitem(sys.modules, name, raising=False)

    with pytest.raises(HoldfastError, match=rf"{file}:3: NameError: .*\[not-importable\]"):
        catalogue.controls.__wrapped__()
