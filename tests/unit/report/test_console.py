"""A console whose reader left says so, and ends nobody with a code that means drift; what it prints stays as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich._emoji_codes import EMOJI
from rich.padding import Padding

from holdfast.cli.progress import Progress
from holdfast.model.status import ExitCode
from holdfast.report.console import open_console

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("plain", [True, False])
def test_reader_who_left_is_told_to_whoever_prints(plain: bool) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    file = os.fdopen(writer, "w", encoding="utf-8")

    with pytest.raises(BrokenPipeError):
        open_console(file=file, plain=plain).print("an answer")

    with suppress(BrokenPipeError):
        file.close()


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize(
    "dress", [str, lambda line: Padding(line, (0, 0, 0, 4)), lambda line: f"[bold]{line}[/bold]"]
)
def test_no_text_becomes_a_picture(terminal: bool, dress: Callable[[str], str | Padding]) -> None:
    """A name of a tenant is what somebody looks for there, and the middle of an IPv6 address is a code for rich."""
    file = StringIO()
    console = open_console(file=file, plain=not terminal)
    codes = [f"fd00:{name}:1" for name in EMOJI]

    console.print(dress("\n".join(codes)), soft_wrap=True)
    console.print("\n".join(codes), markup=False, soft_wrap=True)

    printed = file.getvalue()
    assert [one for one in codes if printed.count(one) < 2] == []


def test_nothing_that_is_being_done_becomes_a_picture_or_a_style(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", file := StringIO())
    monkeypatch.setenv("FORCE_COLOR", "1")

    with Progress() as progress:
        progress.say("fd00:b:1 [red]x[/red]")
        sys.stderr.flush()
        progress._status._live.refresh()

    assert "fd00:b:1 [red]x[/red]" in file.getvalue()


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
