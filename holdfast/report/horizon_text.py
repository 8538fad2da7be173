"""A look ahead for a person at a terminal, and as JSON: what is lost from when, and what is kept by what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape

from holdfast.model.horizon import Fate
from holdfast.model.status import ExitCode
from holdfast.report.console import open_console
from holdfast.report.json_text import as_json, json_document
from holdfast.report.readable import readable
from holdfast.report.simulation import NOTICE, notice
from holdfast.report.text import counted, listed, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from holdfast.model.horizon import Horizon, Item

_COLOURS = {Fate.LOST: "red", Fate.UNKNOWN: "magenta", Fate.KEPT: "green"}
_THOUSAND = 1000
_INDENT = " " * 12
_SHOWN_KEPT = 20
"""Items that are kept, of which each is shown; the rest is counted, and stands in the JSON."""


def print_horizon(horizon: Horizon, notes: tuple[str, ...], console: Console | None = None) -> None:
    """Write the look ahead to `console` (default: standard output); `notes` come last, a paragraph each."""
    console = console or open_console()
    whole = not console.is_terminal
    console.print(visible(f"{horizon.client}  {horizon.tenant}  {horizon.today}"), style="bold", markup=False)
    if notice(horizon.cloud):
        console.print(f"[reverse]{NOTICE}[/reverse]", soft_wrap=whole)
    for hidden, why in horizon.unread_by_cause:
        console.print(f"[magenta]Not read:[/magenta] {_safe(f'{listed(hidden)}: {why}')}", soft_wrap=whole)
    shown = [*horizon.inside(Fate.LOST), *horizon.inside(Fate.UNKNOWN)]
    in_place = {id(one) for one in shown}
    kept = horizon.inside(Fate.KEPT)
    for item in [one for one in horizon.items if id(one) in in_place] + list(kept[:_SHOWN_KEPT]):
        for line in _lines(item):
            console.print(line, soft_wrap=whole)
    if len(kept) > _SHOWN_KEPT:
        console.print(f"and {len(kept) - _SHOWN_KEPT} more that are kept: --format json shows them")
    console.print(verdict(horizon), soft_wrap=whole)
    for note in notes:
        console.print(f"[dim]{_safe(note)}[/dim]", soft_wrap=whole)


def horizon_json(horizon: Horizon, rules: list[Any], notes: tuple[str, ...]) -> bytes:
    """Return a document with these keys, always all of them.

    `simulation, notice, client, tenant, cloud, today, withinDays, lastDay, exitCode, verdict, items [...],
    unread [...], inactiveAccounts, overridden [...], ownerless [...], ownerlessSites [...], mailTags [...],
    rules [...], notes [...]`. Items after `lastDay` stand in it as well; `ownerless`, `ownerlessSites` and `mailTags`
    are null where they were not read.
    """
    told = {
        "simulation": bool(notice(horizon.cloud)),
        "notice": notice(horizon.cloud),
        **as_json(horizon),
        "today": horizon.today.isoformat(),
        "lastDay": horizon.last_day.isoformat() if horizon.last_day else None,
        "exitCode": horizon.exit_code,
        "verdict": sentence(horizon),
        "items": [_item(one) for one in horizon.items],
        "rules": as_json(rules),
        "notes": list(notes),
    }
    return json_document(told)


def verdict(horizon: Horizon) -> str:
    """Return the sentence that says how it stands, with colour."""
    tones = {ExitCode.DRIFT: "red", ExitCode.NO_ANSWER: "magenta", ExitCode.IN_SYNC: "green"}
    return f"[bold {tones[horizon.exit_code]}]{sentence(horizon)}[/bold {tones[horizon.exit_code]}]"


def sentence(horizon: Horizon) -> str:
    """Return how it stands, in one sentence without a period."""
    by = f" by {horizon.last_day}" if horizon.last_day else ""
    counts = {fate: len(horizon.inside(fate)) for fate in Fate}
    later = len(horizon.items) - sum(counts.values())
    lost = f"{counted(counts[Fate.LOST], 'thing')} will be" if counts[Fate.LOST] else "nothing is known to be"
    parts = [f"{lost} erased{by}"]
    parts += [f"of {counted(counts[Fate.UNKNOWN], 'thing')} nobody can say"] if counts[Fate.UNKNOWN] else []
    parts += [f"{counted(counts[Fate.KEPT], 'thing')} kept"] if counts[Fate.KEPT] else []
    parts += [f"{later} later"] if later else []
    unread = f"; {counted(len(horizon.unread), 'source')} not read" if horizon.unread else ""
    return f"{listed(parts)}{unread}"


def _lines(item: Item) -> Iterator[str]:
    day = item.lost_from.isoformat() if item.lost_from else "kept" if item.fate is Fate.KEPT else "any day?"
    name = f"[bold]{_safe(item.name)}[/bold]"
    yield f"[{_COLOURS[item.fate]}]{day:<11}[/{_COLOURS[item.fate]}] {name} ({_safe(item.object)}, {_safe(item.rule)})"
    yield f"{_INDENT}{_safe(explained(item))}"
    if item.kept_by:
        yield f"{_INDENT}kept by {_safe(listed([str(one) for one in item.kept_by]))}"
    if is_to_be_done(item):
        yield f"{_INDENT}[dim]do:[/dim] {_safe(item.to_do)}"


def is_to_be_done(item: Item) -> bool:
    """Return whether there is something to do about it: what is kept without an end needs nothing."""
    return item.fate is not Fate.KEPT or item.lost_from is not None


def explained(item: Item) -> str:
    """Return why something goes or stays, with how much it is where that is known."""
    if item.size_bytes is None:
        return item.explanation
    size, units = float(item.size_bytes), ["bytes", "kB", "MB", "GB", "TB"]
    while size >= _THOUSAND and len(units) > 1:
        size, units = size / _THOUSAND, units[1:]
    return f"{item.explanation}; {size:.3g} {units[0]}"


def _item(one: Item) -> dict[str, Any]:
    told: dict[str, Any] = as_json(one)
    days = {"lostFrom": one.lost_from, "since": one.since}
    return {**told, **{name: day.isoformat() if day else None for name, day in days.items()}}


def _safe(text: str) -> str:
    """Return text of a tenant, where anybody may have written it: it neither styles nor moves what is shown."""
    return escape(readable(text))
