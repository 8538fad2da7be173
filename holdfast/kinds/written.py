"""How two objects in normal form were written, and which of their items belong together. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Type
from holdfast.kinds.normal_form import normal_form
from holdfast.model.property_path import steps
from holdfast.normalise.empties import is_empty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.field import Field


def original(
    fields: Sequence[Field], inputs: Mapping[str, Any], normal: Mapping[str, Any], path: str, value: Any
) -> Any:
    """Return the value at `path` as it was written: in its own letter case, and a default that was spelled out.

    Args:
        fields: of the kind.
        inputs: what was written, its lists in any order.
        normal: the same in normal form, of which `path` is one.
        path: where; the number of an item is that of the normal form, whose lists are sorted.
        value: what the normal form has there, which is returned where `inputs` say nothing.
    """
    field: Field | None = None
    inside: Any = inputs
    beside: Any = normal
    for name in steps(path):
        if field is not None and isinstance(beside, list):
            item = beside[int(name)] if int(name) < len(beside) else None
            inside = _item(field, inside, item)
            beside = item
        else:
            field = next((one for one in (field.fields if field else fields) if one.name == name), None)
            inside = inside.get(name) if isinstance(inside, dict) else None
            beside = beside.get(name) if isinstance(beside, dict) else None
    return value if is_empty(inside) else inside


def in_step(fields: Sequence[Field], wanted: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """Return `found` with the items of each list of objects at the numbers of those of `wanted` that they are like.

    Both are in normal form. What has no order would else be compared item by item, so that one that was added shows
    as a change of all behind it. An item that `wanted` alone has is None here.
    """
    return {name: _in_step(fields, name, wanted.get(name), value) for name, value in found.items()}


def _in_step(fields: Sequence[Field], name: str, wanted: Any, found: Any) -> Any:
    field = next((one for one in fields if one.name == name), None)
    if field is None or field.type is not Type.OBJECT or type(wanted) is not type(found):
        return found
    if not isinstance(found, list):
        return in_step(field.fields, wanted, found)
    return _paired(field, wanted, found)


def _paired(field: Field, wanted: Sequence[Any], found: Sequence[Any]) -> list[Any]:
    """Return the items of `found`: those that are equal first, then those of the most equal parts."""
    likeness = sorted(
        (-_alike(one, other), number, place)
        for number, one in enumerate(wanted)
        for place, other in enumerate(found)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for unlike, number, place in likeness:
        if unlike and number not in pairs and place not in taken:
            pairs[number] = place
            taken.add(place)
    left = [one for place, one in enumerate(found) if place not in taken]
    paired = [
        in_step(field.fields, one, found[pairs[number]])
        if number in pairs
        else (left.pop(0) if left else None)
        for number, one in enumerate(wanted)
    ]
    return [*paired, *left]


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """Return how many parts of both are equal; more than any number of them when all are."""
    if one == other:
        return float("inf")
    return float(sum(other.get(name) == value for name, value in one.items()))


def _item(field: Field, written: Any, item: Any) -> Any:
    """Return the item of a list as it was written that means what `item` does, which is in normal form."""
    if not isinstance(written, list) or item is None:
        return None
    return next(
        (one for one in written if normal_form(field.fields, one) == normal_form(field.fields, item)), None
    )
