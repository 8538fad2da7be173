"""Answers what was the case when: all of a client's history, or the state at one moment."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from holdfast.history.folder import clients
from holdfast.history.index import indexed
from holdfast.model.errors import HoldfastError
from holdfast.model.history import History, Sort
from holdfast.model.typed_command import typed_command

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from holdfast.model.history import Run, Span

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})")
"""RFC 3339, to the microsecond."""


def moment(text: str) -> datetime:
    """Return the moment that is meant, UTC: a date means the end of that day in UTC.

    Raises:
        ValueError: when it is neither a date nor a time with its zone, as RFC 3339 writes them.
    """
    if _DAY.fullmatch(text):
        return datetime.combine(date.fromisoformat(text), time.max, UTC)
    if not _INSTANT.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text.upper()).astimezone(UTC)


def has_come(at: datetime, now: datetime) -> bool:
    """Return whether something can be known of a moment that `moment` returned: it is past, or the end of this day."""
    return (
        at <= datetime.combine(now.astimezone(UTC).date(), time.max, UTC)
        if at.time() == time.max
        else at <= now
    )


def history(folder: Path, client: str, controls: Collection[str] = (), at: datetime | None = None) -> History:
    """Return what is known of a client's past.

    Args:
        folder: of the histories.
        client: whose.
        controls: ids of those of which it is asked; empty for all, and for what no control declares.
        at: the moment that is asked about; the spans are those that were the case then. None for all of it.

    Raises:
        HoldfastError: `history-nothing`, `history-unreadable`; `unknown-selection` for a control that no run saw.
    """
    found = indexed(folder, client)
    if not found.runs:
        raise _nothing(folder, client)
    spans = _of_controls(found.spans, controls)
    if at is None:
        return History(client=client, runs=found.runs, spans=spans)
    asked = _last_by(found.runs, at)
    then = tuple(one for one in spans if asked and _covers(one, asked.number))
    return History(client=client, runs=found.runs, spans=then, at=at, asked=asked)


def _nothing(folder: Path, client: str) -> HoldfastError:
    try:
        there = ", ".join(clients(folder)) or "nobody"
    except OSError as error:
        there = f"what cannot be listed ({error.strerror or error})"
    told = f"no run of client {client} is recorded in {folder}, which has the history of: {there}"
    return HoldfastError(
        "history-nothing",
        f"{told}; `{typed_command('drift', client, '--record', str(folder))}` records one",
    )


def _of_controls(spans: tuple[Span, ...], controls: Collection[str]) -> tuple[Span, ...]:
    if not controls:
        return spans
    known = {one.subject.key for one in spans if one.subject.sort is Sort.CONTROL}
    by_name = {one.casefold(): one for one in known}
    if strangers := [one for one in controls if one.casefold() not in by_name]:
        raise HoldfastError(
            "unknown-selection",
            f"--control {strangers[0]!r}: no recorded run has it; possible are: {', '.join(sorted(known)) or 'none'}",
        )
    wanted = {by_name[one.casefold()] for one in controls}
    return tuple(one for one in spans if (one.subject.control or one.subject.key) in wanted)


def _last_by(runs: tuple[Run, ...], at: datetime) -> Run | None:
    """Return the last run in the order of the chain that was begun by a moment, or may have been: a lost one may."""
    found = lost = before = None
    for one in runs:
        if one.problem:
            lost = one
            continue
        begun = datetime.fromisoformat(one.checked_at)
        if lost and _may_be_by(at, before, begun):
            found = lost
        found = one if begun <= at else found
        before, lost = begun, None
    return lost if lost and _may_be_by(at, before, None) else found


def _may_be_by(at: datetime, before: datetime | None, after: datetime | None) -> bool:
    """Return whether a run between two that are understood may have been begun by a moment.

    It came after the one before it, unless a clock went backwards there.
    """
    return before is None or before <= at or (after is not None and after < before)


def _covers(span: Span, number: int) -> bool:
    return span.first <= number and (span.last is None or number <= span.last)
