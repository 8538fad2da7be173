"""A check's result for a person at a terminal: coverage first, then what differs, then the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding

from holdfast.model.status import ExitCode, Status
from holdfast.report.closing import closing
from holdfast.report.console import open_console
from holdfast.report.inline import told_sides
from holdfast.report.left_out import settings_limits
from holdfast.report.simulation import NOTICE, notice
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import Change, Difference, DriftResult, Finding
    from holdfast.model.report import ReportInput

_COLOURS = {
    Status.DRIFTED: "red",
    Status.MISSING: "red",
    Status.UNMANAGED: "yellow",
    Status.UNKNOWN: "magenta",
    Status.EXCEEDS: "cyan",
    Status.EXCEPTED: "cyan",
    Status.IN_SYNC: "green",
}
_TONES = {ExitCode.DRIFT: "red", ExitCode.NO_ANSWER: "magenta", ExitCode.IN_SYNC: "green"}
_INDENT = 15
_SHOWN_DIFFERENCES = 12
"""Of one object; the rest is counted and stands in the JSON and in the report."""


def print_table(
    result: DriftResult, controls: Sequence[DescribedControl], console: Console | None = None
) -> None:
    """Write the result to `console` (default: standard output), with whom the settings of `controls` leave out."""
    console = console or open_console()
    title = f"{result.client}  {result.tenant}  {result.baseline}  {result.checked_at}"
    console.print(visible(title), style="bold", markup=False, soft_wrap=not console.is_terminal)
    if notice(result.cloud):
        console.print(f"[reverse]{NOTICE}[/reverse]", soft_wrap=not console.is_terminal)
    console.print(coverage(result))
    for warning in result.warnings:
        console.print(f"[yellow]Warning:[/yellow] {_safe(str(warning))}", soft_wrap=not console.is_terminal)
    for finding in result.findings:
        if finding.status is not Status.IN_SYNC or finding.population or finding.notes:
            _print_finding(console, finding)
    for control, limit, sentence in settings_limits(result, controls):
        line = f"[yellow]{limit.label}:[/yellow] {_safe(f'{control.id}: {sentence}')}"
        console.print(line, soft_wrap=not console.is_terminal)
    console.print(verdict(result), soft_wrap=not console.is_terminal)


def coverage(result: DriftResult) -> str:
    """Return the sentence that says how much was read."""
    unread = result.count(Status.UNKNOWN)
    total = len(result.findings)
    if result.view is not None:
        read = f"{total - unread} of them read" if unread else "all of them read"
        shown = f"a part of the check: {total} of {len(result.every)} objects shown, {read}"
        return f"[magenta]{shown}[/magenta], {result.requests} requests"
    if unread:
        return f"[magenta]{total - unread} of {total} objects read; {unread} could not be read[/magenta]"
    return f"all {total} objects read, {result.requests} requests"


def verdict(result: DriftResult) -> str:
    """Return the sentence that says how it stands."""
    word, sentence = closing(result)
    tone = _TONES[result.answer]
    return f"[bold {tone}]{word}[/bold {tone}] {_safe(sentence)}"


def _print_finding(console: Console, finding: Finding) -> None:
    colour = _COLOURS.get(finding.status, "default")
    name = f"[{colour}]{finding.status.value:<14}[/{colour}] [bold]{_safe(finding.name)}[/bold]"
    console.print(name, soft_wrap=not console.is_terminal)
    for line in _lines(finding):
        if console.is_terminal:
            console.print(Padding(line, (0, 0, 0, _INDENT), expand=False))
        else:  # a log, or a program that searches it: lines stay whole
            console.print(f"{' ' * _INDENT}{line}", soft_wrap=True)


def _lines(finding: Finding) -> Iterator[str]:
    """Yield what is to be said below the name: kind and control, reason, differences, who did it."""
    kind = _safe(finding.token.rpartition(":")[2])
    yield f"[dim]{kind}{f' of {_safe(finding.control)}' if finding.control else ''}[/dim]"
    if finding.explanation:
        yield _safe(finding.explanation)
    if finding.rank:
        yield f"[bold]{finding.rank.severity}[/bold]: {_safe(finding.rank.reason)}"
    for difference in finding.differences[:_SHOWN_DIFFERENCES]:
        yield _difference(difference)
        if difference.change:
            yield _changed(difference.change)
    for note in finding.notes:
        yield f"[dim]note: {_safe(note)}[/dim]"
    hidden = len(finding.differences) - _SHOWN_DIFFERENCES
    if hidden > 0:
        yield f"[dim]and {hidden} more: --format json, or the report[/dim]"
    if finding.made and finding.made != finding.change:
        yield f"[dim]made by[/dim] {_safe(finding.made.actor)} [dim]at {_safe(finding.made.time)}[/dim]"
    if finding.change:
        yield _changed(finding.change)


def _difference(difference: Difference) -> str:
    expected, found = map(_safe, told_sides(difference.expected, difference.found))
    note = f" ({_safe(difference.note)})" if difference.note else ""
    return f"{_safe(difference.path)}: expected [green]{expected}[/green], found [red]{found}[/red]{note}"


def _changed(change: Change) -> str:
    return f"[dim]changed by[/dim] {_safe(change.actor)} [dim]at {_safe(change.time)}[/dim]"


def _safe(text: str) -> str:
    """Return text of a tenant, where anybody may have written it: it neither styles nor moves what is shown."""
    return escape(visible(text))


@dataclass(frozen=True, slots=True)
class TableFormat:
    """Lines for a person; in a file they stay whole and have no colours."""

    name: str = "table"
    suffix: str = ".txt"

    def render(self, given: ReportInput) -> bytes:
        """Return the lines."""
        file = StringIO()
        print_table(given.result, given.controls, open_console(file=file, plain=True))
        return file.getvalue().encode()


FORMAT = TableFormat()
