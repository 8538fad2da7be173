"""Compares one declared object with one live object. Pure functions: equality decides, deepdiff explains."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from holdfast.kinds.leaves import differing_leaves
from holdfast.kinds.protecting import is_question, is_stricter, stricter_paths
from holdfast.kinds.statement import UNMODELLED, watched_at
from holdfast.kinds.written import in_step, original
from holdfast.model.finding import Difference
from holdfast.model.property_path import steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.drift.references import Directory
    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject

FIXED = "fixed when the object was made: it cannot be repaired in place"


def compare(
    kind: Kind, declared: Mapping[str, Any], live: LiveObject, directory: Directory
) -> tuple[Difference, ...]:
    """Return every property in which `live` is not as `declared` (references resolved), sorted by path."""
    wanted, found = kind.normal_pair(declared, live.inputs)
    if not kind.whole:
        owned = {name for name, value in declared.items() if value is not None}
        # What nothing takes back is never what whoever declared nothing of it has left to others.
        owned |= {one.name for one in kind.fields if not one.output and one.is_one_way(found.get(one.name))}
        wanted = {name: value for name, value in wanted.items() if name in owned}
        found = {name: value for name, value in found.items() if name in owned}
    beside = in_step(kind.fields, wanted, found) if wanted != found else found
    differences = [
        _told(
            kind,
            path,
            original(kind.fields, declared, wanted, path, before),
            original(kind.fields, live.inputs, beside, path, after),
            directory,
        )
        for path, before, after in (differing_leaves(wanted, beside) if wanted != found else ())
    ]
    differences.extend(_beside(kind, path, value) for path, value in live.unmodelled.items())
    return tuple(sorted(differences, key=lambda difference: difference.path))


def exceeds(
    kind: Kind,
    differences: Sequence[Difference],
    declared: Mapping[str, Any],
    found: Mapping[str, Any] = MappingProxyType({}),
) -> bool:
    """Return whether every difference goes in the stricter direction, and that is no question with what is declared.

    Args:
        kind: of the object.
        differences: all of them, or those that are asked about.
        declared: inputs.
        found: the live ones, without which no list of objects is stricter: a difference of its says one item's part.
    """
    lists = tuple(stricter_paths(kind.fields, found, declared)) if found else ()
    return bool(differences) and all(
        one.path.startswith(tuple(f"{path}[" for path in lists))
        or _is_stricter(field_at(kind.fields, one.path), one, declared)
        for one in differences
    )


def field_at(fields: Sequence[Field], path: str) -> Field | None:
    """Return the field at a property path such as `conditions.users.excludedUsers`; None where there is none."""
    found: Field | None = None
    for name in steps(path):
        if name.isdigit():
            continue
        found = next((one for one in fields if one.name == name), None)
        if found is None:
            return None
        fields = found.fields
    return found


def _is_stricter(known: Field | None, difference: Difference, declared: Mapping[str, Any]) -> bool:
    if known is None or is_question(known, declared):
        return False
    return is_stricter(known, difference.found, difference.expected)


def _beside(kind: Kind, path: str, value: Any) -> Difference:
    """Return the difference of something that no input can express: what it does, and who can mend it."""
    statement = watched_at(kind.watched, path)
    if statement is None:
        return Difference(path, None, value, UNMODELLED, by_hand=True)
    return Difference(path, statement.usual, value, f"{statement.why}; {statement.mend}", by_hand=True)


def _told(kind: Kind, path: str, expected: Any, found: Any, directory: Directory) -> Difference:
    """Return the difference as people read it: names beside ids, and a warning where it cannot be repaired."""
    known = field_at(kind.fields, path)
    if known is not None and known.refers_to:
        expected, found = directory.shown(expected), directory.shown(found)
    fixed = known is not None and known.fixed
    return Difference(path, expected, found, FIXED if fixed else "", by_hand=fixed)
