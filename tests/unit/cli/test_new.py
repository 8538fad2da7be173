"""`holdfast new` refuses bad names and what is there, and writes all or nothing. What it writes: `test_adding`."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from holdfast.cli.commands.new import control, kind
from holdfast.model.errors import HoldfastError
from holdfast.skeletons.kind import KindShape, kind_source
from holdfast.skeletons.place import Name, control_name, kind_name, write_all
from tests.newest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 26)


@pytest.fixture
def toolkit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the rooms that are written to, and nothing in them."""
    for folder in ("components", "holdfast/kinds", "holdfast/emulator/tamperings"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "Pulumi.yaml").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.py")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "entra",
        "entra.",
        ".x_y",
        "Entra.x_y",
        "entra.x-y",
        "entra.x_",
        "a/b.x_y",
        "a.b.x_y",
        "entra.x1_y",
        "e.X_y",
    ],
)
def test_what_cannot_be_a_file_a_class_and_a_token_is_no_name(text: str) -> None:
    for name in (control_name, kind_name):
        with pytest.raises(HoldfastError, match=r"SERVICE\.NAME.*\[bad-name\]"):
            name(text)


@pytest.mark.parametrize("text", ["entra.mfa", "entra.ensure_mfa", "entra.cis_mfa", "entra.nist_x"])
def test_a_control_is_named_after_the_secured_state(text: str) -> None:
    with pytest.raises(HoldfastError, match=r"which state is secured.*\[bad-name\]"):
        control_name(text)
    assert kind_name(text).id == text


def test_a_control_is_written_with_its_tampering_and_packages(
    toolkit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    control("teams.meetings_closed")

    assert files(toolkit) == {
        "components/teams/__init__.py",
        "components/teams/meetings_closed.py",
        "holdfast/emulator/tamperings/teams/__init__.py",
        "holdfast/emulator/tamperings/teams/meetings_closed.py",
    }
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line.startswith("wrote ")] == [
        f"wrote {path}" for path in sorted(files(toolkit))
    ]
    assert "next: write what is marked write-here" in printed


def test_nothing_is_written_over_and_nothing_by_half(toolkit: Path) -> None:
    control("teams.meetings_closed")
    tampering = toolkit / "holdfast/emulator/tamperings/teams/meetings_closed.py"
    tampering.write_text("# mine\n", encoding="utf-8")
    (toolkit / "components/teams/meetings_closed.py").unlink()

    with pytest.raises(
        HoldfastError, match=r"tamperings/teams/meetings_closed\.py is there already.*\[already-written\]"
    ):
        control("teams.meetings_closed")

    assert tampering.read_text(encoding="utf-8") == "# mine\n"
    assert not (toolkit / "components/teams/meetings_closed.py").exists()


def test_a_package_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/__init__.py").write_text("# mine\n", encoding="utf-8")
    assert write_all(tmp_path, {"a/b.py": "x = 1\n"}, {"a": "A."}) == ("a/b.py",)
    assert (tmp_path / "a/__init__.py").read_text(encoding="utf-8") == "# mine\n"


def test_a_kind_by_the_name_of_another_is_refused(toolkit: Path) -> None:
    with pytest.raises(
        HoldfastError, match=r"m365:entra:SecurityDefaults is called SecurityDefaults already"
    ):
        kind("teams.security_defaults")
    assert files(toolkit) == set()


@pytest.mark.parametrize("shape", KindShape)
def test_a_kind_is_one_file_of_its_shape(shape: KindShape, toolkit: Path) -> None:
    kind("teams.app_settings", shape)
    assert files(toolkit) == {"holdfast/kinds/teams/__init__.py", "holdfast/kinds/teams/app_settings.py"}
    source = (toolkit / "holdfast/kinds/teams/app_settings.py").read_text(encoding="utf-8")
    assert (
        source.partition("(2")[0]
        == kind_source(Name("teams", "app_settings"), shape, TODAY).partition("(2")[0]
    )
    assert "<" not in source, "a mark of the template is left"
    assert [one for one in ast.parse(source).body if isinstance(one, ast.Assign)][-1].targets[0].id == "KIND"  # type: ignore[attr-defined] # a name


@pytest.mark.parametrize("shape", KindShape)
def test_a_skeleton_is_as_the_project_formats_and_lints(shape: KindShape, toolkit: Path) -> None:
    control("teams.meetings_closed")
    kind("teams.app_settings", shape)
    settings = ("--config", str(PROJECT / "pyproject.toml"), "--no-cache")
    for command in (("check", *settings), ("format", "--check", *settings)):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, str(toolkit)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_a_project_without_the_toolkits_source_is_refused(toolkit: Path) -> None:
    (toolkit / "holdfast/kinds").rmdir()
    for command in (control, kind):
        with pytest.raises(HoldfastError, match=r"no folder holdfast/kinds.*\[not-the-toolkit\]"):
            command("teams.meetings_closed")
