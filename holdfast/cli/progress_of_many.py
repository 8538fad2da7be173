"""How far a check of many clients is: a bar for people, and a line a client for logs; both on standard error."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from holdfast.report.console import open_console
from holdfast.report.many.line import State
from holdfast.report.many.summary import STATES
from holdfast.report.many.table import client_line

if TYPE_CHECKING:
    from holdfast.report.many.line import ClientLine


class ProgressOfMany:
    """Tells of each client that is done. Use as a context manager.

    Args:
        number: of clients.
    """

    def __init__(self, number: int) -> None:
        """Show nothing yet."""
        console = open_console(stderr=True)
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}", markup=False),
        )
        self._bar = Progress(*columns, console=console, transient=True) if console.is_terminal else None
        self._task = self._bar.add_task("", total=number) if self._bar else TaskID(0)
        self._states: dict[State, int] = dict.fromkeys(State, 0)

    def done(self, line: ClientLine) -> None:
        """Tell of one client."""
        self._states[line.state] += 1
        if self._bar:
            told = ", ".join(f"{number} {STATES[state]}" for state, number in self._states.items() if number)
            self._bar.update(self._task, advance=1, description=told)
            return
        with suppress(OSError, ValueError):  # nobody is left to read it
            sys.stderr.write(f"{client_line(line)}\n")
            sys.stderr.flush()

    def __enter__(self) -> Self:
        """Show the bar, where there is a terminal."""
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()
