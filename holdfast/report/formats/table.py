"""A check's result for a person at a terminal: coverage first, then what differs, then the verdict."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding

from holdfast.model.status import ExitCode, Status
from holdfast.model.value_class import value_class
from holdfast.report.closing import closing
from holdfast.report.console import open_console
from holdfast.report.coverage import attested_in
from holdfast.report.inline import told_sides
from holdfast.report.left_out import settings_limits
from holdfast.report.readable import readable
from holdfast.report.simulation import NOTICE, notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import Change, Difference, DriftResult, Finding
    from holdfast.model.report import ReportInput
    from holdfast.model.status import Reason

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
"""Of one object, and objects of one cause; the rest is counted and stands in the JSON and in the report."""


def print_table(
    result: DriftResult, controls: Sequence[DescribedControl], console: Console | None = None
) -> None:
    """Write the result to `console` (default: standard output), with whom the settings of `controls` leave out."""
    console = console or open_console()
    title = "  ".join(map(readable, (result.client, result.tenant, result.baseline, result.checked_at)))
    console.print(title, style="bold", markup=False, soft_wrap=not console.is_terminal)
    if notice(result.cloud):
        console.print(f"[reverse]{NOTICE}[/reverse]", soft_wrap=not console.is_terminal)
    console.print(coverage(result))
    for warning in result.warnings:
        console.print(f"[yellow]Warning:[/yellow] {_safe(str(warning))}", soft_wrap=not console.is_terminal)
    for name, lines in _told(result.findings):
        _print(console, name, lines)
    for control, limit, sentence in settings_limits(result, controls):
        line = f"[yellow]{limit.label}:[/yellow] {_safe(f'{control.id}: {sentence}')}"
        console.print(line, soft_wrap=not console.is_terminal)
    console.print(verdict(result), soft_wrap=not console.is_terminal)


def coverage(result: DriftResult) -> str:
    """Return the sentence that says how much was read."""
    unread, attested, total = result.count(Status.UNKNOWN), attested_in(result), len(result.findings)
    number = total - unread - attested
    aside = f"; {attested} attested and not looked at" if attested else ""
    if result.view is not None:
        read = "all of them read" if number == total else f"{number} of them read{aside}"
        shown = f"a part of the check: {total} of {len(result.every)} objects shown, {read}"
        return f"[magenta]{shown}[/magenta], {result.requests} requests"
    if unread:
        return f"[magenta]{number} of {total} objects read; {unread} could not be read{aside}[/magenta]"
    whole = f"{number} of {total}" if attested else f"all {total}"
    return f"{whole} objects read{aside}, {result.requests} requests"


def verdict(result: DriftResult) -> str:
    """Return the sentence that says how it stands."""
    word, sentence = closing(result)
    tone = _TONES[result.answer]
    return f"[bold {tone}]{word}[/bold {tone}] {_safe(sentence)}"


def _told(findings: Sequence[Finding]) -> Iterator[tuple[str, list[str]]]:
    """Yield the first line of each finding that is told, and those below it; what one cause hides is told once."""
    hidden: dict[tuple[Reason | None, str], list[Finding]] = {}
    for finding in findings:
        if _is_only_unread(finding):
            hidden.setdefault((finding.reason, finding.explanation), []).append(finding)
    for finding in findings:
        alike = hidden.get((finding.reason, finding.explanation), []) if _is_only_unread(finding) else []
        if len(alike) > 1:
            if finding is alike[0]:
                yield _name(finding.status, f"{len(alike)} objects"), list(_hidden(alike))
        elif finding.status is not Status.IN_SYNC or finding.population or finding.notes:
            yield _name(finding.status, finding.name), list(_lines(finding))


def _is_only_unread(finding: Finding) -> bool:
    """Return whether nothing is to be said of a finding but why it was not read."""
    besides = finding.population or finding.differences or finding.notes
    return finding.status is Status.UNKNOWN and bool(finding.explanation) and not besides


def _hidden(alike: Sequence[Finding]) -> Iterator[str]:
    """Yield the cause, and what it hides."""
    yield _safe(alike[0].explanation)
    for one in alike[:_SHOWN_DIFFERENCES]:
        yield f"[dim]hides[/dim] [bold]{_safe(one.name)}[/bold] [dim]({_kind(one)})[/dim]"
    if len(alike) > _SHOWN_DIFFERENCES:
        yield f"[dim]and {len(alike) - _SHOWN_DIFFERENCES} more: --format json, or the report[/dim]"


def _name(status: Status, name: str) -> str:
    colour = _COLOURS.get(status, "default")
    return f"[{colour}]{status.value:<14}[/{colour}] [bold]{_safe(name)}[/bold]"


def _print(console: Console, name: str, lines: Sequence[str]) -> None:
    if not console.is_terminal:
        # A log, or a program that searches it: lines stay whole. Printed at once, which takes a third of the time.
        console.print(f"\n{' ' * _INDENT}".join((name, *lines)), soft_wrap=True)
        return
    console.print(name)
    for line in lines:
        console.print(Padding(line, (0, 0, 0, _INDENT), expand=False))


def _kind(finding: Finding) -> str:
    kind = _safe(finding.token.rpartition(":")[2])
    return f"{kind} of {_safe(finding.control)}" if finding.control else kind


def _lines(finding: Finding) -> Iterator[str]:
    """Yield what is to be said below the name: kind and control, reason, differences, who did it."""
    yield f"[dim]{_kind(finding)}[/dim]"
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
    return escape(readable(text))


@value_class
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
