"""How far a check of many is: a bar on a terminal, a line a client in a log, neither steered by names."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

from holdfast.cli.progress_of_many import ProgressOfMany
from holdfast.report.many.line import ClientLine, State

if TYPE_CHECKING:
    import pytest

HOSTILE = "\x1b[2J\u202ename [bold]"


def line(client: str, state: State) -> ClientLine:
    return ClientLine(client=client, state=state, exit_code=0, told="it is told")


def lines() -> list[ClientLine]:
    return [line("acme", State.IN_SYNC), line(HOSTILE, State.NOT_REACHED)]


def test_terminal_has_a_bar_with_how_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    file = StringIO()
    console = Console(file=file, force_terminal=True, width=120, color_system=None)
    monkeypatch.setattr("holdfast.cli.progress_of_many.open_console", lambda **_: console)

    with ProgressOfMany(3) as progress:
        for one in lines():
            progress.done(one)

    assert "2/3" in file.getvalue()
    assert "1 not reached, 1 in sync" in file.getvalue()
    assert "acme" not in file.getvalue(), "lines are for logs"


def test_log_has_a_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressOfMany(2) as progress:
        for one in lines():
            progress.done(one)

    assert capsys.readouterr().err.splitlines() == [
        "IN SYNC        acme  it is told",
        "NOT REACHED    ⟨U+001B⟩[2J⟨U+202E⟩name [bold]  it is told",
    ]


def test_log_says_of_which_client_it_is_a_simulation(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressOfMany(1) as progress:
        progress.done(replace(line("acme", State.IN_SYNC), simulation=True))

    assert capsys.readouterr().err == "IN SYNC        acme (a simulation)  it is told\n"


def test_nobody_to_read_the_log_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = StringIO()
    closed.close()
    with ProgressOfMany(1) as progress:
        monkeypatch.setattr(sys, "stderr", closed)
        progress.done(lines()[0])
