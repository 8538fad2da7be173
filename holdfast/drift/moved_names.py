"""Warns of names in rules that mean another object than when the rule was applied from here; pure but for the note.

A check has no state, and nothing in the tenant says which group a rule's name meant. The note that `holdfast up` leaves
in its folder does; where there is none, as on a machine that only checks, nothing is said.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from holdfast.kinds.meanings import kept, moves, names
from holdfast.model.plan import PlanWarning
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource

_SLUG = "moved-name"


def note_of(folder: Path, client: str) -> Path:
    """Return where `holdfast up` notes what it has applied for a client (see `holdfast.apply.applied`)."""
    return folder / "applied" / f"{client}.json"


def moved_names(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], live: Live, note: Path | None
) -> Iterator[PlanWarning]:
    """Yield a warning of each name in a rule that means another object than the note says."""
    rows = _rows(note) if note and live.meanings else {}
    for one in desired:
        row = rows.get(one.urn)
        for was, now in moves(kept(row) if isinstance(row, dict) else (), live.meanings.get(one.urn, ())):
            kind = kinds[one.token]
            name, path = names(kind, one.inputs)[now.key]
            what = f"{now.token.rpartition(':')[2]} {name!r} is {now.id} now"
            yield PlanWarning(
                _SLUG, f"{what}; {one.name} {path} was applied from here with {was.id}: look who did that"
            )


def _rows(note: Path) -> Mapping[str, Any]:
    """Return the rows of a note by URN; none where there is no note, or another version's."""
    try:
        rows = json.loads(read_ordinary(note))["rows"]
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return {}
    return rows if isinstance(rows, dict) else {}
