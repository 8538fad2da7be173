"""What protects less after an apply than before it, property by property, in words for people. Pure functions.

A kind says of each property which values protect more (`Field.protects`). What protects data is judged against the
live object and against what was applied last: a retention that somebody made longer is not shortened in passing.
What decides over sign-ins is judged against what was applied last, because repairing it is what an apply is for.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from holdfast.apply.references import as_it_was, lost, moved_references
from holdfast.apply.state import bare_id
from holdfast.drift.references import references, resolve
from holdfast.gates.before_writing import POLICY, named_break_glass
from holdfast.kinds.consequence import one_way_of
from holdfast.kinds.field import Protects
from holdfast.kinds.kind import Shape
from holdfast.kinds.loosened import Loosened, difference
from holdfast.kinds.protecting import field_at, is_understood, loosened_properties, stricter_paths
from holdfast.kinds.registry import kinds
from holdfast.model.desired import parse_reference, reference
from holdfast.model.letters import one_case
from holdfast.model.property_path import placed
from holdfast.model.urn import token_of
from holdfast.normalise.sign_in_directions import is_enabled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from holdfast.apply.state import Kept, State
    from holdfast.drift.references import Directory
    from holdfast.drift.seen import Live
    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.model.desired import DesiredResource
    from holdfast.model.plan import Plan
    from holdfast.model.understood import Understood


Left: TypeAlias = "Mapping[str, Mapping[str, Any]]"
"""What stays as the client accepted it: live value by property path, by URN."""
NOTHING_LEFT: Left = MappingProxyType({})


def understood_by(entries: Iterable[Understood], one: Loosened) -> bool:
    """Return whether the client file says that this consequence is understood, with what the property becomes."""
    fields = kinds()[token_of(one.urn)].fields
    return is_understood(entries, fields, one.object, one.path, one.value)


def loosened(
    kinds: Mapping[str, Kind],
    plan: Plan,
    desired: Sequence[DesiredResource],
    state: State,
    live: Live,
    *,
    left: Left = NOTHING_LEFT,
) -> tuple[Loosened, ...]:
    """Return all that the declared objects protect less than the live ones, or than what was applied last.

    What is `left` as the client accepted it is no doing of this apply, whatever was applied last.
    """
    # Whether a name may mean another object is asked apart: here it is what it was.
    directory = as_it_was(live.directory, moved_references(kinds, desired, state, live))
    emergency = named_break_glass(plan, directory.ids).groups
    gone = lost(kinds, desired, state, live)
    found: dict[tuple[str, str], Loosened] = {}
    for one in desired:
        kind = kinds.get(one.token)
        if kind is None:
            continue
        declared = one.lasting(resolve(kind.fields, one.inputs, directory))
        for found_before in _befores(kind, one, declared, state.resources.get(one.urn), live):
            before = as_left(_called(found_before, one, gone), left.get(one.urn, {}))
            before = kind.touched(one.lasting(before), declared)
            for path, was, becomes in loosened_properties(kind.fields, before, declared):
                if not _only_joined_by(emergency, field_at(kind.fields, path), was, becomes):
                    told = told_of(kind, one, path, (was, becomes), live.directory)
                    told = replace(told, later=one.token == POLICY and not is_enabled(before))
                    known = found.setdefault((one.urn, path), told)
                    found[one.urn, path] = replace(known, later=known.later and told.later)
    return tuple(sorted(found.values()))


def as_left(inputs: Mapping[str, Any], left: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return `inputs` with what stays as it is in the tenant, live values by property path, in their place."""
    for path, value in left.items():
        try:
            inputs = placed(inputs, path, value)
        except TypeError:
            continue  # there is no such place in them: so nothing of it is measured
    return inputs


def told_of(
    kind: Kind, one: DesiredResource, path: str, values: tuple[Any, Any], directory: Directory
) -> Loosened:
    """Return what is told of one property of a declared object, and what the client file would have to agree to.

    `values` are those before and after.
    """
    was, becomes = values
    name = f"{kind.name}/{kind.key_of(one.inputs)}"
    return Loosened(
        object=name,
        path=path,
        told=difference(was, becomes, directory.shown, field_at(kind.fields, path)),
        urn=one.urn,
        value=_nameable(becomes),
        one_way=one_way_of((kind,), name, path, becomes),
    )


def _nameable(value: Any) -> Any:
    """Return a value in which what the tenant does not have yet is called by its name: it has no id to agree to."""
    if isinstance(value, dict):
        return {name: _nameable(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_nameable(item) for item in value]
    found = parse_reference(value)
    return found[1] if found else value


def _befores(
    kind: Kind, one: DesiredResource, declared: Mapping[str, Any], kept: Kept | None, live: Live
) -> Iterator[Mapping[str, Any]]:
    """Yield the inputs of everything that the declared object is measured against."""
    if kept is not None:
        yield from kept.applied
        if not kind.is_measured and not kept.another:
            return
    if kind.shape is Shape.SINGLETON:
        yield from (_asked(kind, found, declared) for found in live.objects.get(kind.token, ()))
    if kind.shape is Shape.OBJECT:
        yield from (_asked(kind, found, declared) for found in live.called(kind, one.inputs))


def _called(
    before: Mapping[str, Any], one: DesiredResource, gone: Mapping[tuple[str, str], str]
) -> Mapping[str, Any]:
    """Return what was there before, in which what is gone and will be made anew is called as it is declared.

    Its id reaches nobody any more: that the next one takes its place takes nothing away.
    """
    named = {
        known: reference(*name) for name in references(one.inputs) if (known := gone.get(_one_case(name)))
    }
    return {name: _renamed(value, named) for name, value in before.items()} if named else before


def _one_case(name: tuple[str, str]) -> tuple[str, str]:
    return name[0], one_case(name[1])


def _renamed(value: Any, named: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _renamed(member, named) for name, member in value.items()}
    if isinstance(value, list):
        return [_renamed(item, named) for item in value]
    return named.get(bare_id(value), value) if isinstance(value, str) else value


def _asked(kind: Kind, found: LiveObject, declared: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a live object without what is stricter than declared: where writes are measured, that stays."""
    if not kind.is_measured:
        return found.inputs
    touched = kind.touched(found.inputs, declared)
    return as_left(touched, dict.fromkeys(stricter_paths(kind.fields, touched, declared)))


def _only_joined_by(emergency: frozenset[str], field: Field | None, was: Any, becomes: Any) -> bool:
    """Return whether emergency groups join an exclusion, and nothing else: leaving them out keeps the way in open."""
    if field is None or field.protecting is not Protects.FEWER:
        return False
    before, after = ({str(item).casefold() for item in value or ()} for value in (was, becomes))
    joining = after - before
    return bool(joining) and joining <= emergency
