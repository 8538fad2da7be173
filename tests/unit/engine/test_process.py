"""Long commands, the lock, and the command that prepares the engine."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from holdfast.engine.__main__ import ProgressLine, main
from holdfast.engine.process import CommandFailedError, run_with_progress
from holdfast.engine.toolchain import built_folder, read_pin
from holdfast.process_lock import locked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.engine.conftest import Toolchain


def test_output_is_returned_and_progress_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.engine.process._TICK_SECONDS", 0.05)
    said: list[str] = []
    lines: list[str] = []

    output = run_with_progress(
        ["sh", "-c", "echo one; sleep 0.3; echo two"],
        title="doing",
        say=said.append,
        on_line=lines.append,
        detail=lambda: f"{len(lines)} lines",
        timeout_seconds=10,
    )

    assert output == "one\ntwo\n"
    assert "doing (1 lines, 0:00)" in said


def test_failure_carries_code_and_output() -> None:
    with pytest.raises(CommandFailedError) as caught:
        run_with_progress(
            ["sh", "-c", "echo why; exit 4"], title="", say=str, on_line=str, timeout_seconds=10
        )
    assert (caught.value.code, caught.value.output) == (4, "why\n")


def test_late_command_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.engine.process._TICK_SECONDS", 0.05)

    with pytest.raises(subprocess.TimeoutExpired):
        run_with_progress(["sleep", "30"], title="", say=str, on_line=str, timeout_seconds=0.1)


def test_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "lock", str, "waiting"):
        _ = 1 / 0
    with locked(tmp_path / "lock", pytest.fail, "waiting"):
        pass


def test_engine_found_is_named(toolchain: Toolchain, capsys: pytest.CaptureFixture[str]) -> None:
    folder = toolchain(built_folder(read_pin()))

    assert main() == 0
    assert capsys.readouterr().out == f"Pulumi engine 3.259.0 (built): {folder / 'bin' / 'pulumi'}\n"


def test_no_engine_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("holdfast.engine.download.download", lambda *_: None)

    assert main() == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_log_gets_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine()
    line("first")
    line("second")
    line.close()

    assert capsys.readouterr().err == "first\n"


def test_terminal_line_is_replaced(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    line = ProgressLine()
    line("building (0:01)")
    line("done")
    line.close()

    assert capsys.readouterr().err == "\rbuilding (0:01)\rdone" + " " * 11 + "\r    \r"
