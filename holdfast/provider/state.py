"""What a resource's state holds after a read, and how it differs from what is declared. Pure functions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Stricter
from holdfast.kinds.leaves import differing_leaves
from holdfast.kinds.meanings import MEANT, kept, merged, moves, names
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.written import original
from holdfast.normalise.empties import without_empties
from holdfast.provider.values import has_unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.model.meaning import Meaning


NOTHING_DECLARED = MappingProxyType({"__managed": True})
"""The outputs of a resource that declares nothing: its state is not taken for that of an import, which has none.

The engine does not show names that begin with two underscores.
"""


def inputs_after_read(kind: Kind, live: LiveObject, known: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the inputs that the live object has, written as `known` writes them where both mean the same.

    So a refresh shows what differs and nothing else: a kind that merges keeps what was never declared out of the
    state, also where nothing is declared at all. None (an import) returns everything.
    """
    found = without_empties(
        {field.name: live.inputs.get(field.name) for field in kind.fields if not field.output}
    )
    # That nothing is in a list, where nothing is the strictest, is no silence.
    found |= {
        field.name: []
        for field in kind.fields
        if field.stricter is Stricter.FEWER and live.inputs.get(field.name) == []
    }
    if known is None:
        after = kind.normal(found)
        return {name: value for name, value in found.items() if name in after}
    before, after = kind.normal_pair(known, found)
    names = [
        field.name for field in kind.fields if field.name in known or (kind.whole and field.name in after)
    ]
    merged = {
        name: known.get(name) if before.get(name) == after.get(name) else found.get(name) for name in names
    }
    return {name: value for name, value in merged.items() if value is not None}


def outputs(kind: Kind, live: LiveObject, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resource's outputs: its inputs, the service's own values, and a rule's notes."""
    computed = {
        field.name: live.inputs[field.name]
        for field in kind.fields
        if field.output and field.name in live.inputs
    }
    broken = live.unmodelled if kind.is_rule else {}
    return {**inputs, **computed, **broken} or dict(NOTHING_DECLARED)


def with_meanings(
    kind: Kind, told: Mapping[str, Any], state: Mapping[str, Any], now: Sequence[Meaning]
) -> dict[str, Any]:
    """Return the outputs after a read, with what the names in a rule meant when it was applied last.

    A name that means another object now is among the notes: so an update is due, which notes what it means then.
    """
    before = kept(state)
    moved = [
        f"{names(kind, told)[one.key][1]}: {one.name!r} was applied as {was.id}, and means {one.id} now"
        for was, one in moves(before, now)
    ]
    noted = {kind.notes: [*(told.get(kind.notes) or ()), *moved]} if moved else {}
    return {**_with_meanings(kind, told, merged(kind, told, before, now)), **noted}


def with_applied_meanings(
    kind: Kind, told: Mapping[str, Any], old: Mapping[str, Any], now: Sequence[Meaning]
) -> dict[str, Any]:
    """Return the outputs after a write, with what the names in a rule mean now that it was applied."""
    return _with_meanings(kind, told, merged(kind, told, now, kept(old)))


def _with_meanings(kind: Kind, told: Mapping[str, Any], meant: Sequence[Meaning]) -> dict[str, Any]:
    return {**told, MEANT: [one.line for one in meant]} if names(kind, told) else dict(told)


def changed_paths(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return path, old and new value of everything that an update would change; unknown values count as changed."""
    declared = {field.name for field in kind.fields if not field.output}
    before = {name: value for name, value in old.items() if name in declared}
    unknown = [(name, before.get(name), value) for name, value in new.items() if has_unknown(value)]
    settled = {name: value for name, value in new.items() if not has_unknown(value)}
    comparable = {name: value for name, value in before.items() if not has_unknown(new.get(name))}
    wanted, found = kind.normal_pair(settled, comparable)
    leaves = [
        (
            path,
            original(kind.fields, comparable, found, path, was),
            original(kind.fields, settled, wanted, path, is_),
        )
        for path, is_, was in (differing_leaves(wanted, found) if wanted != found else ())
    ]
    broken = [(kind.notes, old[kind.notes], None)] if kind.notes and old.get(kind.notes) else []
    return sorted([*unknown, *leaves, *broken, *_accepted(kind, old)], key=lambda one: one[0])


def _accepted(kind: Kind, old: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return the change of what the client has accepted of members since the state was written: the rest is due."""
    if not isinstance(kind, PopulationKind) or not kind.accepted:
        return []
    was, is_ = list(old.get(kind.accepted) or ()), list(kind.spared)
    return [(kind.accepted, was, is_)] if old and was != is_ else []


def fixed_and_unasked(kind: Kind, new: Mapping[str, Any]) -> list[str]:
    """Return what is fixed when an object is made and nobody declared: it stays as the object was made."""
    return [
        field.name for field in kind.fields if field.fixed and not kind.whole and new.get(field.name) is None
    ]


def not_ignored(paths: Sequence[tuple[str, Any, Any]], ignored: Sequence[str]) -> list[tuple[str, Any, Any]]:
    """Return the changes that the program does not ask to ignore."""
    return [
        one
        for one in paths
        if not any(one[0] == name or one[0].startswith((f"{name}.", f"{name}[")) for name in ignored)
    ]
