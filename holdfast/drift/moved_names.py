"""Tells names in rules that mean another object than they did: that is drift. Pure but for the note.

A check has no state, and nothing in the tenant says which group a rule's name meant. The note that `holdfast up` leaves
in its folder does, and elsewhere an earlier check: the result that this one is held against, or the last one in the
history. The first check on a machine that never applied knows of nothing before it; so it says what it found.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.meanings import kept, merged, moves, names
from holdfast.model.finding import Difference
from holdfast.model.meaning import Move
from holdfast.model.status import Status
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource
    from holdfast.model.finding import Finding
    from holdfast.model.meaning import Meaning
    from holdfast.model.wanted import Meant

_NOTE = (
    "another object bears this name than the rule was applied with: look who did that; `holdfast up` asks before the "
    "rule means the new one"
)


def note_of(folder: Path, client: str) -> Path:
    """Return where `holdfast up` notes what it has applied for a client (see `holdfast.apply.applied`)."""
    return folder / "applied" / f"{client}.json"


def meant_before(
    desired: Iterable[DesiredResource], live: Live, note: Path | None, earlier: Meant
) -> dict[str, tuple[Meaning, ...]]:
    """Return what the names in rules meant, by URN: by the note of what was applied here, else by an earlier check.

    The note is younger than whatever an earlier check says: who confirms a move applies it.
    """
    rows = _rows(note) if note and live.meanings else {}
    found = {}
    for one in desired:
        urns = (one.urn, *one.former)
        row: Mapping[str, Any] = next((rows[urn] for urn in urns if isinstance(rows.get(urn), dict)), {})
        noted = kept(row)
        known = {each.key for each in noted}
        said = next((earlier[urn] for urn in urns if urn in earlier), ())
        if before := (*noted, *(each for each in said if each.key not in known)):
            found[one.urn] = before
    return found


def with_moves(
    kinds: Mapping[str, Kind],
    desired: Sequence[DesiredResource],
    live: Live,
    findings: Iterable[Finding],
    before: Meant,
) -> list[Finding]:
    """Return the findings with what names in rules mean; a rule whose name means another object than before drifted."""
    rules = {one.urn: one for one in desired if one.token in kinds and names(kinds[one.token], one.inputs)}
    return [
        _told(kinds[one.token], rules[one.urn], one, live.meanings.get(one.urn, ()), before.get(one.urn, ()))
        if one.urn in rules
        else one
        for one in findings
    ]


def _told(
    kind: Kind, rule: DesiredResource, finding: Finding, now: Sequence[Meaning], before: Sequence[Meaning]
) -> Finding:
    named = names(kind, rule.inputs)
    moved = tuple(Move(named[new.key][1], was, new) for was, new in moves(before, now) if new.key in named)
    # What could not be read now, or means nothing for a while, is not forgotten.
    found = replace(finding, means=merged(kind, rule.inputs, now, before), moves=moved)
    if not moved or finding.status is Status.NOT_APPLICABLE:
        return found
    broken = () if finding.status is Status.EXCEEDS else finding.differences
    return replace(found, status=Status.DRIFTED, differences=(*_differences(moved), *broken))


def _differences(moved: Sequence[Move]) -> Iterator[Difference]:
    """Yield one difference for each place in a rule, with all the names there that moved."""
    for path in dict.fromkeys(one.path for one in moved):
        was, now = ([one.shown for one in each] for each in zip(*_at(moved, path), strict=True))
        expected, found = (one[0] if len(one) == 1 else one for one in (was, now))
        yield Difference(path, expected, found, note=_NOTE, by_hand=True)


def _at(moved: Sequence[Move], path: str) -> Iterator[tuple[Meaning, Meaning]]:
    return ((one.was, one.now) for one in moved if one.path == path)


def _rows(note: Path) -> Mapping[str, Any]:
    """Return the rows of a note by URN; none where there is no note, or another version's."""
    try:
        rows = json.loads(read_ordinary(note))["rows"]
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return {}
    return rows if isinstance(rows, dict) else {}
