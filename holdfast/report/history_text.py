"""A client's history, and what there is to say of its files, for a person at a terminal and as JSON."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from holdfast.model.history import Compliance, Sort, compliance
from holdfast.model.status import ExitCode
from holdfast.report.console import open_console
from holdfast.report.json_text import as_json, json_document
from holdfast.report.readable import readable
from holdfast.report.simulation import NOTICE
from holdfast.report.text import counted, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from holdfast.model.history import Chain, Flaw, History, Run, Span, Subject, Verified

_COLOURS = {
    Compliance.IN: "green",
    Compliance.IN_PART: "yellow",
    Compliance.OUT: "red",
    Compliance.NOT_KNOWN: "magenta",
    Compliance.NOTHING: "dim",
}
_TONES = {ExitCode.DRIFT: "red", ExitCode.NO_ANSWER: "magenta", ExitCode.IN_SYNC: "green"}
_INDENT = " " * 4


def print_history(history: History, console: Console | None = None) -> None:
    """Write a history to `console` (default: standard output): what it rests upon first, then each subject."""
    console = console or open_console()
    whole = not console.is_terminal
    for line in (*_head(history), *_clocks(history), *_subjects(history), *_problems(history)):
        console.print(line, soft_wrap=whole)


def _head(history: History) -> Iterator[str]:
    known = [one for one in history.runs if not one.problem]
    tenant = known[-1].tenant if known else "tenant not known"
    yield f"[bold]{_safe(f'{history.client}  {tenant}')}[/bold]"
    if any(one.simulation for one in known):
        yield f"[reverse]{NOTICE}[/reverse]"
    if history.at is not None:
        yield _safe(told_moment(history))
    elif known:
        yield _safe(f"{counted(len(known), 'run')} recorded, {known[0].checked_at} to {known[-1].checked_at}")


def _clocks(history: History) -> Iterator[str]:
    """Yield where a clock went backwards: a time, and an answer about a moment, may be another clock's there."""
    known = [one for one in history.runs if not one.problem]
    for before, one in pairwise(known):
        if datetime.fromisoformat(one.checked_at) < datetime.fromisoformat(before.checked_at):
            told = f"run {one.number} of {one.checked_at} was recorded after one of {before.checked_at}"
            yield f"[yellow]A clock went backwards:[/yellow] {_safe(told)}"


def told_moment(history: History) -> str:
    """Return the sentence that says upon which run an answer about a moment rests, and how old it was then."""
    at = _instant(history.at) if history.at else ""
    if history.at is None or history.asked is None:
        return f"At {at} nothing is known: no run was recorded before"
    if history.asked.problem:
        return f"At {at} nothing is known: {_lost(history, history.asked)}"
    age = history.at - datetime.fromisoformat(history.asked.checked_at)
    number, checked = history.asked.number, history.asked.checked_at
    return f"At {at}, by the last run before it: run {number} of {checked}, {_age(age)} older"


def _lost(history: History, asked: Run) -> str:
    """Return why a run that is lost leaves nothing known, and which one before it is understood."""
    told = f"run {asked.until} may have been by then, and nothing can be said of it ({asked.problem})"
    before = [one for one in history.runs if not one.problem and one.number < asked.number]
    if not before:
        return told
    return (
        f"{told}; the last before it that is understood is run {before[-1].number} of {before[-1].checked_at}"
    )


def _instant(moment: datetime) -> str:
    # `strftime` writes the year 1 with as many digits as the C library likes.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    days, hours = minutes // 1440, minutes % 1440 // 60
    parts = [counted(days, "day")] if days else []
    parts += [counted(hours, "hour")] if hours else []
    return " ".join(parts) if days else " ".join([*parts, counted(minutes % 60, "minute")])


def _subjects(history: History) -> Iterator[str]:
    """Yield each control with its objects, then what no control declares."""
    by_control: dict[str, list[Span]] = {}
    for span in history.spans:
        by_control.setdefault(span.subject.control or _own(span.subject), []).append(span)
    for control in sorted(by_control, key=lambda one: (not one, one)):
        yield f"[bold]{_safe(control)}[/bold]" if control else "[bold]declared by no control[/bold]"
        for subject, spans in groupby(by_control[control], lambda one: one.subject):
            indent = _INDENT
            if subject.sort is Sort.OBJECT:
                yield f"{_INDENT}{_safe(subject.name)} [dim]{_safe(kind_of(subject.type))}[/dim]"
                indent *= 2
            for span in spans:
                yield from _lines(history, span, indent)


def _own(subject: Subject) -> str:
    return subject.key if subject.sort is Sort.CONTROL else ""


def _lines(history: History, span: Span, indent: str) -> Iterator[str]:
    colour = _COLOURS[compliance(span.state)]
    yield f"{indent}[{colour}]{_safe(span.state):<15}[/{colour}] {_safe(_when(history, span))}"
    for change in span.by:
        told = f"{change.actor} at {change.time}: {change.activity}"
        yield f"{indent}{' ' * 16}[dim]by[/dim] {_safe(told)}"
    if span.why:
        yield f"{indent}{' ' * 16}[dim]{_safe(span.why)}[/dim]"


def _when(history: History, span: Span) -> str:
    first = _time_of(history, span.first)
    if span.last is None:
        # Since the last run nobody looked, so it is not told of today.
        latest = _time_of(history, history.runs[-1].until)
        return f"{first} on, last seen {latest} (run {span.first} on)"
    last = _time_of(history, span.last)
    runs = f"run {span.first}" if span.first == span.last else f"runs {span.first} to {span.last}"
    return f"{first} ({runs})" if first == last else f"{first} to {last} ({runs})"


def _time_of(history: History, number: int) -> str:
    found = _run_of(history, number)
    return found.checked_at if found and found.checked_at else f"run {number}"


def _run_of(history: History, number: int) -> Run | None:
    return next((one for one in history.runs if one.number <= number <= one.until), None)


def _problems(history: History) -> Iterator[str]:
    for one in history.problems:
        runs = f"run {one.number}" if one.number == one.until else f"runs {one.number} to {one.until}"
        named = f" ({one.file})" if one.file else ""
        yield f"[magenta]Not known:[/magenta] {_safe(f'{runs}{named}: {one.problem}')}"


def history_json(history: History) -> bytes:
    """Return a document with these keys, always all of them.

    `client, tenant, simulation, notice, at, asked (the run that answers, or null; with a problem
    where a lost one may be it), ageSeconds, exitCode, runs [...],
    controls [{id, spans}], objects [{fingerprint, control, type, name, spans}]`. Each span: `state, compliance, first,
    firstAt, last (null while it lasts), lastAt, by [{actor, time, activity}], why`.
    """
    known = [one for one in history.runs if not one.problem]
    simulation = any(one.simulation for one in known)
    asked = history.asked
    age = None
    if history.at and asked and not asked.problem:
        age = history.at - datetime.fromisoformat(asked.checked_at)
    told = {
        "client": history.client,
        "tenant": known[-1].tenant if known else "",
        "simulation": simulation,
        "notice": NOTICE if simulation else "",
        "at": _instant(history.at) if history.at else None,
        "asked": as_json(asked),
        "ageSeconds": int(age.total_seconds()) if age is not None else None,
        "exitCode": history.exit_code,
        "runs": as_json(history.runs),
        "controls": [
            {"id": one.key, "spans": spans} for one, spans in _by_subject(history) if one.sort is Sort.CONTROL
        ],
        "objects": [
            {
                "fingerprint": one.key,
                "control": one.control,
                "type": one.type,
                "name": one.name,
                "spans": spans,
            }
            for one, spans in _by_subject(history)
            if one.sort is Sort.OBJECT
        ],
    }
    return json_document(told)


def _by_subject(history: History) -> Iterator[tuple[Subject, list[dict[str, Any]]]]:
    for subject, spans in groupby(history.spans, lambda one: one.subject):
        yield subject, [_span(history, one) for one in spans]


def _span(history: History, one: Span) -> dict[str, Any]:
    return {
        "state": one.state,
        "compliance": compliance(one.state).value,
        "first": one.first,
        "firstAt": _at(history, one.first),
        "last": one.last,
        "lastAt": _at(history, one.last) if one.last is not None else None,
        "by": as_json(one.by),
        "why": one.why,
    }


def _at(history: History, number: int) -> str | None:
    found = _run_of(history, number)
    return (found.checked_at or None) if found else None


def print_verified(verified: Verified, folder: str, console: Console | None = None) -> None:
    """Write what there is to say of a history's files to `console` (default: standard output)."""
    console = console or open_console()
    whole = not console.is_terminal
    for chain in verified.chains:
        for line in _chain(chain):
            console.print(line, soft_wrap=whole)
    for line in _told("[red]Flaw:[/red]", verified.flaws):
        console.print(line, soft_wrap=whole)
    tone = _TONES[verified.exit_code]
    console.print(f"[bold {tone}]{_safe(verdict(verified, folder))}[/bold {tone}]", soft_wrap=whole)


def _chain(chain: Chain) -> Iterator[str]:
    between = f", recorded {chain.first_at} to {chain.last_at}" if chain.first_at else ""
    yield f"[bold]{_safe(chain.client)}[/bold]  {_safe(counted(chain.runs, 'run') + between)}"
    if chain.head:
        yield f"{_INDENT}head {chain.head}"
    for note in chain.notes:
        yield f"{_INDENT}[dim]{_safe(note)}[/dim]"
    yield from _told("[red]Flaw:[/red]", chain.flaws)
    yield from _told("[magenta]Not known:[/magenta]", chain.unread)


def _told(word: str, flaws: tuple[Flaw, ...]) -> Iterator[str]:
    for one in flaws:
        yield f"{_INDENT}{word} {_safe(f'{one.file}: {one.what}')}"


def verdict(verified: Verified, folder: str) -> str:
    """Return the sentence that says how it stands."""
    runs = counted(sum(one.runs for one in verified.chains), "run")
    if verified.exit_code == ExitCode.DRIFT:
        flaws = len(verified.flaws) + sum(len(one.flaws) for one in verified.chains)
        return f"Not as recorded: {counted(flaws, 'flaw')} in {runs} of {folder}"
    if not verified.chains:
        return f"Not known: {folder} has no history"
    if verified.exit_code == ExitCode.NO_ANSWER:
        return f"Not known: not everything of {runs} of {folder} could be judged"
    if verified.heads:
        return f"As recorded: {runs} of {folder}, with {counted(len(verified.heads), 'head')} kept elsewhere"
    limit = "that somebody cut an end off shows only against a head that is kept elsewhere"
    return f"As recorded: {runs} of {folder}; {limit}"


def verified_json(verified: Verified, folder: str) -> bytes:
    """Return a document with these keys, always all of them.

    `exitCode, verdict, flaws [{file, what}], heads (of those given, what is there), chains [{client, runs, firstAt,
    lastAt, head, flaws, unread, notes}]`.
    """
    told = {"exitCode": verified.exit_code, "verdict": verdict(verified, folder), **as_json(verified)}
    return json_document(told)


def _safe(text: str) -> str:
    """Return text of a tenant, where anybody may have written it: it neither styles nor moves what is shown."""
    return escape(readable(text))
