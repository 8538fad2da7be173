"""What was applied last from this machine, and what of the state a run has only read since.

The engine keeps what it read and what it wrote in one place. A run that reads the tenant and then fails, or a `pulumi
refresh` by hand, leaves what somebody changed in the tenant where the gates look for what was applied last: a repair
would be called a weakening, and a weakening nothing at all. So a note is kept beside the state. Where the two differ,
the engine's history says what came between: a whole update, by whomever, is what was applied; what was only read is
not; of anything else nobody knows, and both are measured. An update of a few resources (`--target`, `--exclude`) has
applied nothing to the others, nor has a destroy to what it left.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from holdfast.apply.stack import NEWEST
from holdfast.apply.state import parse_state
from holdfast.kinds.meanings import MEANT
from holdfast.kinds.registry import kinds
from holdfast.kinds.versions import present
from holdfast.model.errors import EngineError
from holdfast.model.value_class import value_class
from holdfast.whole_file import read_ordinary, write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.apply.stack import EngineRun
    from holdfast.apply.state import State
    from holdfast.kinds.kind import Kind


@value_class
class _Note:
    """The file."""

    declared: str = ""
    """Digest of the program and client file that were applied whole; empty where the last run was none."""
    state: str = ""
    """Digest of the state that the last whole apply left; empty as above."""
    rows: Mapping[str, Any] = field(default_factory=dict)
    """By the engine's URN, id, type and inputs of each resource as they were applied last, as the state writes them."""
    at: int = 0
    """When it was written, in seconds since 1970: what the engine began before is in it."""
    unfinished: bool = False
    """A run of ours that reads the tenant into the state has begun, and none has said how it ended."""


class _Since(Enum):
    """What came between the note and the state."""

    APPLIED = "a whole update: the state says what was applied last"
    READ = "only refreshes: the note does"
    UNKNOWN = "something else: either of them may"


@value_class
class LastApplied:
    """The note of one client's stack."""

    path: Path
    runs: Callable[[], Sequence[EngineRun]]
    """Asks the engine for its newest runs on the stack, the newest first."""
    clock: Callable[[], float] = time.time
    """Seconds since 1970."""
    reading: bool = False
    """A run of somebody's is under way, which reads the tenant into the state before anything else."""

    def state(self, deployment: Mapping[str, Any]) -> State:
        """Return the state that a deployment is, with the inputs that were applied last.

        Raises:
            RefusedError: `newer-state`.
        """
        state, note = parse_state(deployment), self._read()
        other = _otherwise(state, note)
        since = self._since(note) if other else _Since.APPLIED
        if since is _Since.APPLIED:
            return state
        reread = {urn: note.rows[urn] for urn in other} if since is _Since.READ else {}
        told = {
            urn: replace(kept, inputs=inputs) if urn in reread else replace(kept, doubted=inputs)
            for urn, inputs in other.items()
            for kept in [state.resources[urn]]
        }
        return replace(state, resources={**state.resources, **told}, reread=reread)

    def nothing_else_to_do(self, declared: str, state: State) -> bool:
        """Return whether program and state are what the last whole apply from here left."""
        note = self._read()
        return bool(note.state) and (note.declared, note.state) == (declared, state.digest)

    def begin(self, deployment: Mapping[str, Any], state: State) -> None:
        """Note that what drifted is read into the state from now on, which is `deployment` and `state` before that."""
        note, digest = self._read(), parse_state(deployment).digest
        whole = note if note.state == digest else replace(note, declared="", state="")
        rows = {**_rows(deployment), **_doubted(note, state)}
        self._write(replace(whole, rows=rows, at=math.floor(self.clock()), unfinished=True))

    def undo(self) -> None:
        """Note that the state is again as it was when the run began."""
        self._write(replace(self._read(), at=math.ceil(self.clock()), unfinished=False))

    def keep_part(self, deployment: Mapping[str, Any], state: State, done: Collection[str]) -> None:
        """Note what a run that failed has left: `done` (URNs) is what it wrote, `state` what was before it."""
        doubted = _doubted(self._read(), state)
        rows = {**_rows(deployment), **{urn: row for urn, row in doubted.items() if urn not in done}}
        self._write(_Note(rows=rows, at=math.ceil(self.clock())))

    def keep(self, deployment: Mapping[str, Any], declared: str) -> None:
        """Note that all that is `declared` (a digest) was applied, and what the state is now."""
        digest = parse_state(deployment).digest
        self._write(_Note(declared, digest, _rows(deployment), math.ceil(self.clock())))

    def _since(self, note: _Note) -> _Since:
        try:
            told = self.runs()
        except EngineError:
            return _Since.UNKNOWN
        runs = [one for one in told if one.started >= note.at and one.kind != "preview"]
        if runs and runs[0].kind == "update" and runs[0].succeeded and runs[0].whole:
            return _Since.APPLIED
        # Nobody knows what came first in the second in which the note was written, nor what before the runs told of.
        perhaps = [one for one in told if one.started >= note.at - 1 and one.kind != "preview"]
        cut_off = len(told) >= NEWEST and told[-1].started >= note.at - 1
        only_read = not cut_off and all(one.kind == "refresh" for one in perhaps)
        known = runs or note.unfinished or self.reading
        return _Since.READ if only_read and known else _Since.UNKNOWN

    def _read(self) -> _Note:
        """Return the note; an empty one where there is none, or another version's."""
        try:
            kept: dict[str, Any] = dict(json.loads(read_ordinary(self.path)))
        except (OSError, ValueError, TypeError, RecursionError):
            return _Note()
        # What a version before did not write yet is as in an empty one.
        note = _Note(
            declared=kept.get("declared", ""),
            state=kept.get("state", ""),
            rows=kept.get("rows", {}),
            at=kept.get("at", 0),
            unfinished=kept.get("unfinished", False),
        )
        whole = isinstance(note.rows, dict) and all(_is_row(one) for one in note.rows.values())
        return note if whole and isinstance(note.at, int) else _Note()

    def _write(self, note: _Note) -> None:
        kept = {
            "declared": note.declared,
            "state": note.state,
            "rows": note.rows,
            "at": note.at,
            "unfinished": note.unfinished,
        }
        write_whole(self.path, json.dumps(kept).encode())


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("inputs"), dict)


def _rows(deployment: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is noted of each resource that is measured; a check reads what the names in a rule meant."""
    return {
        str(one["urn"]): {name: one.get(name) for name in ("id", "type")}
        | {"inputs": one.get("inputs") or {}}
        | {name: told for name, told in (one.get("outputs") or {}).items() if name == MEANT}
        for one in deployment.get("resources") or []
        if one.get("custom") and not one.get("delete") and one.get("type") in kinds()
    }


def _otherwise(state: State, note: _Note) -> dict[str, dict[str, Any]]:
    """Return the noted inputs of every object that the state has with others, in today's form, by URN."""
    other: dict[str, dict[str, Any]] = {}
    for urn, row in note.rows.items():
        kept = state.resources.get(urn)
        if kept is None or (kept.id, kept.token) != (row.get("id"), row.get("type")):
            continue
        kind: Kind = kinds()[kept.token]
        inputs = present(kind, row["inputs"])
        if kind.normal(inputs) != kind.normal(kept.inputs):
            other[urn] = inputs
    return other


def _doubted(note: _Note, state: State) -> dict[str, Any]:
    """Return the noted rows of which nobody knows whether they are still what was applied last."""
    urns = (one.urn for one in state.resources.values() if one.doubted is not None)
    return {urn: note.rows[urn] for urn in urns if urn in note.rows}
