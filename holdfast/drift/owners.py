"""Who owns which property of the tenant's only object of a kind: several controls may own parts, none a part twice.

Each resource writes what it declares and nothing else. Two that declare one property differently would undo each
other at every apply, and drift would never end. Pure functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from holdfast.kinds.kind import Shape
from holdfast.model.errors import RecordingError
from holdfast.plan.node import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource

_PROGRAM = "__main__.py"


@dataclass(frozen=True, slots=True)
class Clash:
    """One property that two resources declare differently."""

    kind: Kind
    property: str
    first: DesiredResource
    second: DesiredResource


def clashes(kinds: Mapping[str, Kind], desired: Sequence[DesiredResource]) -> Iterator[Clash]:
    """Yield every property of a singleton that two of `desired` declare differently, in the order of the program.

    Values that mean the same are no clash, and neither is a property that only one declares. Of a kind that is
    declared whole, what is not declared is declared empty.
    """
    for first, second in combinations(desired, 2):
        kind = kinds.get(first.token)
        if first.token != second.token or kind is None or kind.shape is not Shape.SINGLETON:
            continue
        for field in kind.fields:
            one, other = first.inputs.get(field.name), second.inputs.get(field.name)
            owned_by_both = kind.whole or (one is not None and other is not None)
            if owned_by_both and kind.normal({field.name: one}) != kind.normal({field.name: other}):
                yield Clash(kind, field.name, first, second)


def refuse_clashes(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], places: Mapping[str, Place]
) -> None:
    """Do nothing when every property has one owner, or owners that agree.

    Args:
        kinds: by type token.
        desired: everything that the program declares.
        places: where the plan's controls stand, by id.

    Raises:
        RecordingError: `declared-twice`, with every clash and both its places.
    """
    told = [_told(clash, places) for clash in clashes(kinds, desired)]
    if told:
        raise RecordingError("declared-twice", "; ".join(told))


def _told(clash: Clash, places: Mapping[str, Place]) -> str:
    first, second = (
        f"{_owner(one)} ({_place(one, places)}) as {_value(one, clash)}"
        for one in (clash.first, clash.second)
    )
    return (
        f"{clash.kind.name}.{clash.property} is declared by {first} and by {second}: a tenant has one "
        f"{clash.kind.title}, so let one of the two own this property, or have both declare the same"
    )


def _place(resource: DesiredResource, places: Mapping[str, Place]) -> Place:
    return places.get(resource.control, Place(_PROGRAM, 0, ""))


def _owner(resource: DesiredResource) -> str:
    return resource.control or resource.name


def _value(resource: DesiredResource, clash: Clash) -> Any:
    value = resource.inputs.get(clash.property)
    return "nothing" if value is None else repr(value)
