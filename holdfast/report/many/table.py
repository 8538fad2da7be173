"""Many clients for a person at a terminal: counts, who was not reached, what many share, then a line for each."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.markup import escape

from holdfast.model.value_class import value_class
from holdfast.report.console import open_console
from holdfast.report.many.line import State
from holdfast.report.many.words import cause_head, drift_head, duties_of, duty_counts, some_of
from holdfast.report.readable import readable
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from holdfast.report.many.line import ClientLine
    from holdfast.report.many.summary import Summary

_WORDS = {
    State.NOT_REACHED: ("NOT REACHED", "magenta"),
    State.NOT_WHOLE: ("NOT WHOLE", "magenta"),
    State.DRIFT: ("DRIFT", "red"),
    State.IN_PART: ("IN PART", "green"),
    State.IN_SYNC: ("IN SYNC", "green"),
}
_WIDTH = 14
_BELOW = " " * (_WIDTH + 1)


def print_many(given: Summary, console: Console | None = None) -> None:
    """Write the summary to `console` (default: standard output)."""
    console = console or open_console()
    for line in _lines(given):
        console.print(line, soft_wrap=True)


def client_line(one: ClientLine) -> str:
    """Return the one line of a client, as it stands in logs as well: neither styled nor steering anything."""
    duties = duties_of(one)
    told = " ".join(filter(None, [one.told, f"[{duties}]" if duties else ""]))
    return visible(f"{_WORDS[one.state][0]:<{_WIDTH}} {one.client}{one.mark}  {told}")


def _lines(given: Summary) -> Iterator[str]:
    yield f"[bold]{_safe(given.headline)}[/bold]"
    if given.notice:
        yield f"[reverse]{given.notice}[/reverse]"
    for note in given.notes:
        yield f"[yellow]Note:[/yellow] {_safe(note)}"
    for one in given.unreached:
        yield _row("NOT REACHED", "magenta", cause_head(one))
        yield f"{_BELOW}{_safe(one.sentence)}"
        # Each of them by name: nobody knows how they stand.
        yield f"{_BELOW}[dim]{_safe(', '.join(one.clients))}[/dim]"
    for one in given.causes:
        yield _row("UNREAD", "magenta", cause_head(one))
        yield f"{_BELOW}{_safe(one.sentence)}"
        yield f"{_BELOW}[dim]{_safe(some_of(one.clients))}[/dim]"
    for shared in given.drift:
        yield _row("DRIFT", "red", drift_head(shared))
        yield f"{_BELOW}[dim]{_safe(some_of(shared.clients))}[/dim]"
    for duty, counts in given.duties:
        yield _row("DUTY", "default", f"{duty.label}: {duty_counts(counts)}")
    for line in given.worst_first:
        word, tone = _WORDS[line.state]
        yield f"[{tone}]{word:<{_WIDTH}}[/{tone}] {escape(client_line(line)[_WIDTH + 1 :])}"
    yield f"[bold]{_safe(given.headline)}[/bold]"


def _row(word: str, tone: str, told: str) -> str:
    return f"[{tone}]{word:<{_WIDTH}}[/{tone}] {_safe(told)}"


def _safe(text: str) -> str:
    """Return text that a client or a tenant may have written: it neither styles nor moves what is shown."""
    return escape(readable(text))


@value_class
class TableOfMany:
    """Lines for a person; in a file they have no colours."""

    name: str = "table"

    def render(self, given: Summary) -> bytes:
        """Return the lines."""
        file = StringIO()
        print_many(given, open_console(file=file, plain=True))
        return file.getvalue().encode()


FORMAT = TableOfMany()
