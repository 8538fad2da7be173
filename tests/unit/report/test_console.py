"""A console whose reader left says so, and ends nobody with a code that means drift."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

import pytest

from holdfast.model.status import ExitCode
from holdfast.report.console import open_console


@pytest.mark.parametrize("plain", [True, False])
def test_reader_who_left_is_told_to_whoever_prints(plain: bool) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    file = os.fdopen(writer, "w", encoding="utf-8")

    with pytest.raises(BrokenPipeError):
        open_console(file=file, plain=plain).print("an answer")

    with suppress(BrokenPipeError):
        file.close()


@pytest.mark.parametrize("code", [ExitCode.IN_SYNC, ExitCode.DRIFT, ExitCode.NO_ANSWER])
def test_answer_that_nobody_reads_to_its_end_has_its_own_exit_code(code: int) -> None:
    """In a process of its own: rich would close standard output and end with 1, which means drift."""
    reader, writer = os.pipe()
    os.close(reader)
    program = (
        "import sys, typer, holdfast.cli.main as command_line\n"
        "from contextlib import suppress\n"
        "from holdfast.report.console import open_console\n"
        "def answer():\n"
        "    with suppress(BrokenPipeError):\n"
        "        open_console().print('an answer')\n"
        f"    sys.exit({int(code)})\n"
        "app = typer.Typer()\n"
        "app.command()(answer)\n"
        "app.callback()(lambda: None)\n"
        "command_line.make_app = lambda _: app\n"
        "sys.argv = ['holdfast', 'answer']\n"
        "command_line.main()\n"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )

    os.close(writer)
    assert (ended.returncode, ended.stderr) == (code, "")
