"""What protects less after an apply than before it, property by property, in words for people. Pure functions.

A kind says of each property which values protect more (`Field.protects`). What protects data is judged against the
live object and against what was applied last: a retention that somebody made longer is not shortened in passing.
What decides over sign-ins is judged against what was applied last, because repairing it is what an apply is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.apply.references import as_it_was, moved
from holdfast.drift.references import Directory, resolve
from holdfast.kinds.kind import Shape
from holdfast.kinds.protecting import loosened_properties
from holdfast.model.desired import parse_reference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from holdfast.apply.state import Kept, State
    from holdfast.drift.read import Live
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource
    from holdfast.model.plan import Plan, Understood


@dataclass(frozen=True, slots=True, order=True)
class Loosened:
    """One property that protects less afterwards."""

    object: str
    """`<Kind>/<name>`, as `i_understand` in the client file names it: `RetentionLabel/Business record`."""
    path: str
    """Property path in Pulumi's names."""
    was: str
    becomes: str
    urn: str

    @property
    def sentence(self) -> str:
        """What changes, in one line without a full stop."""
        return f"{self.object} {self.path}: {self.was} becomes {self.becomes}"


def understood_by(entries: Sequence[Understood], loosened: Loosened) -> bool:
    """Return whether the client file says that this consequence is understood."""
    about = (loosened.object.casefold(), loosened.path.casefold())
    return any((entry.object.casefold(), entry.property.casefold()) == about for entry in entries)


def loosened(
    kinds: Mapping[str, Kind], plan: Plan, desired: Sequence[DesiredResource], state: State, live: Live
) -> tuple[Loosened, ...]:
    """Return all that the declared objects protect less than the live ones, or than what was applied last."""
    emergency = _emergency_groups(plan)
    # Whether a name may mean another object is asked apart: here it is what it was.
    directory = as_it_was(live.directory, moved(kinds, desired, state, live))
    found: dict[tuple[str, str], Loosened] = {}
    for one in desired:
        kind = kinds.get(one.token)
        if kind is None:
            continue
        kept = state.resources.get(one.urn)
        declared = resolve(kind.fields, _without(one.inputs, emergency), directory)
        for before in _befores(kind, one, kept, live):
            for path, was, becomes in loosened_properties(kind.fields, before, declared):
                told = Loosened(
                    object=f"{kind.name}/{_name(kind, one)}",
                    path=path,
                    was=words(was, live.directory),
                    becomes=words(becomes, live.directory),
                    urn=one.urn,
                )
                found.setdefault((one.urn, path), told)
    return tuple(sorted(found.values()))


def _befores(kind: Kind, one: DesiredResource, kept: Kept | None, live: Live) -> Iterator[Mapping[str, Any]]:
    """Yield the inputs of everything that the declared object is measured against."""
    if kept is not None:
        yield kept.inputs
        if not kind.protects_data:
            return
    key = kind.normal_key(kind.key_of(one.inputs))
    if kind.shape is Shape.OBJECT:
        yield from (
            found.inputs for found in live.objects.get(kind.token, ()) if kind.normal_key(found.key) == key
        )


def _emergency_groups(plan: Plan) -> frozenset[str]:
    """Return the names of the client's emergency groups: leaving them out is what keeps the way in open."""
    settings = [control.settings for control in plan.controls]
    named = [one.get("break_glass_group") for one in settings]
    named += [one.settings.get("group") for one in plan.controls if one.id == "entra.break_glass_excluded"]
    return frozenset(str(name).casefold() for name in named if name)


def _without(value: Any, groups: Collection[str]) -> Any:
    """Return declared inputs without the references to `groups`."""
    if isinstance(value, dict):
        return {name: _without(member, groups) for name, member in value.items()}
    if isinstance(value, list):
        return [_without(item, groups) for item in value if not _is_one_of(item, groups)]
    return value


def _is_one_of(value: Any, groups: Collection[str]) -> bool:
    found = parse_reference(value)
    return found is not None and found[0].endswith(":Group") and found[1].casefold() in groups


def _name(kind: Kind, one: DesiredResource) -> str:
    return kind.key_of(one.inputs)


def words(value: Any, directory: Directory) -> str:
    """Return a value as people read it: names beside ids, members in one line, `nothing` where there is none."""
    if value is None or value in ([], {}):
        return "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{name} {words(member, directory)}" for name, member in value.items() if member)
    if isinstance(value, list):
        return ", ".join(words(one, directory) for one in value)
    return str(directory.shown(value))
