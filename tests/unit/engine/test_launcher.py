"""The launcher that the engine starts."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from holdfast.engine.toolchain import source_folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.engine.conftest import Script


@pytest.fixture
def launcher(script: Script, tmp_path: Path) -> Path:
    """The launcher in a toolchain whose recorded interpreter says `recorded`."""
    launcher = tmp_path / "chain" / "bin" / "pulumi-language-python"
    launcher.parent.mkdir(parents=True)
    launcher.write_bytes((source_folder() / "pulumi-language-python").read_bytes())
    launcher.chmod(0o755)
    recorded = script(tmp_path / "recorded", 'echo recorded "$@"\n')
    (tmp_path / "chain" / "lib").mkdir()
    (tmp_path / "chain" / "lib" / "python-interpreter").write_text(f"{recorded}\n")
    return launcher


def run(launcher: Path, cwd: Path, **variables: str) -> list[str]:
    """Starts the launcher as the engine does and returns the words that the interpreter printed."""
    cwd.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [str(launcher), "127.0.0.1:1"],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_project_environment_is_found_from_below(script: Script, tmp_path: Path, launcher: Path) -> None:
    script(tmp_path / "project" / ".venv" / "bin" / "python", 'echo project "$@"\n')

    words = run(launcher, tmp_path / "project" / "deep er" / "down", VIRTUAL_ENV="/nowhere")

    assert words[:2] == ["project", "-u"]
    assert words[-1] == "127.0.0.1:1"


def test_active_environment_comes_second(script: Script, tmp_path: Path, launcher: Path) -> None:
    script(tmp_path / "active" / "bin" / "python", 'echo active "$@"\n')

    words = run(launcher, tmp_path / "project", VIRTUAL_ENV=str(tmp_path / "active"))

    assert words[0] == "active"


def test_interpreter_of_the_toolchain_comes_last(tmp_path: Path, launcher: Path) -> None:
    assert run(launcher, tmp_path / "project")[0] == "recorded"


def test_interpreter_that_is_gone_is_not_started(script: Script, tmp_path: Path, launcher: Path) -> None:
    (tmp_path / "recorded").unlink()
    script(tmp_path / "tools" / "python3", 'echo found "$@"\n')

    assert run(launcher, tmp_path / "project")[0] == "found"
