"""Who declares what: nothing is declared twice, neither a name nor a property of the tenant's only object of a kind.

A name means one object. Of the only object of a kind several may own parts: each writes what it declares and nothing
else, and two that declare one property differently would undo each other at every apply. Pure functions.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from holdfast.drift.references import referred_kinds
from holdfast.kinds.kind import Shape
from holdfast.model.errors import RecordingError
from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class
from holdfast.plan.node import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource

_PROGRAM = "__main__.py"


@value_class
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


def namesakes(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource]
) -> Iterator[tuple[Kind, list[DesiredResource]]]:
    """Yield every group of objects of `desired` that have one name, as the tenant compares names.

    What others refer to by its name is meant in any letter case, whether or not the tenant takes two such names.
    """
    named: dict[tuple[str, str], list[DesiredResource]] = {}
    referred = {token for kind in kinds.values() for token in referred_kinds(kind.fields)}
    for one in desired:
        kind = kinds.get(one.token)
        if kind is not None and kind.shape is Shape.OBJECT:
            key = kind.normal_key(kind.key_of(one.inputs))
            named.setdefault((one.token, one_case(key) if one.token in referred else key), []).append(one)
    yield from ((kinds[token], found) for (token, _), found in named.items() if len(found) > 1)


def refuse_twice(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], places: Mapping[str, Place]
) -> None:
    """Do nothing when every name means one object, and every property has one owner, or owners that agree.

    Args:
        kinds: by type token.
        desired: everything that the program declares.
        places: where the plan's controls stand, by id.

    Raises:
        RecordingError: `declared-twice`, with every clash and both its places.
    """
    told = [_told_names(kind, found, places) for kind, found in namesakes(kinds, desired)]
    told.extend(_told(clash, places) for clash in clashes(kinds, desired))
    if told:
        raise RecordingError("declared-twice", "; ".join(told))


def _told_names(kind: Kind, found: Sequence[DesiredResource], places: Mapping[str, Place]) -> str:
    owners = " and by ".join(f"{_owner(one)} ({_place(one, places)})" for one in found)
    return (
        f"the {kind.title} `{kind.key_of(found[0].inputs)}` is declared by {owners}: a name means one object, so let "
        "one of them declare it, or give each a name of its own"
    )


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
