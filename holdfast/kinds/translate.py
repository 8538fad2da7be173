"""Declared inputs to the wire's JSON and back, derived from a kind's fields. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Field, Type
from holdfast.normalise.annotations import without_annotations
from holdfast.normalise.empties import without_empties

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def to_wire(fields: Sequence[Field], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the wire object that says what `inputs` (Pulumi names) say; absent inputs are absent."""
    wire: dict[str, Any] = {}
    for field in fields:
        value = inputs.get(field.name)
        if value is None or field.output:
            continue
        _put(wire, field.place, value=_encode(field, value))
        if field.enabled_by:
            _put(wire, (*field.place[:-1], field.enabled_by), value=True)
    return wire


def from_wire(fields: Sequence[Field], wire: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the inputs (Pulumi names) that `wire` says; what the wire does not say is absent."""
    inputs: dict[str, Any] = {}
    for field in fields:
        value = _get(wire, field.place)
        if field.enabled_by and _get(wire, (*field.place[:-1], field.enabled_by)) is not True:
            continue
        decoded = _decode(field, value)
        if decoded is not None:
            inputs[field.name] = decoded
    return inputs


def unmodelled(fields: Sequence[Field], wire: Mapping[str, Any], closed: Sequence[str]) -> dict[str, Any]:
    """Return what `wire` says inside the `closed` top-level objects and no field can express.

    Keys are dotted wire paths such as `conditions.times`. A newly invented condition or session control must
    show: the service obeys it, whether this version knows it or not.
    """
    said = without_empties(without_annotations({name: wire.get(name) for name in closed}))
    return dict(_unknown_members(said, _known_names(fields), ""))


def _unknown_members(said: Any, known: dict[str, Any], path: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in said.items():
        here = f"{path}{name}"
        if name not in known:
            if _says_something(value):
                found.append((here, value))
        elif known[name] and isinstance(value, dict):
            found.extend(_unknown_members(value, known[name], f"{here}."))
    return found


def _says_something(value: Any) -> bool:
    """Return whether anything inside `value` is neither false nor empty: `{"isEnabled": false}` says nothing."""
    if isinstance(value, dict):
        return any(map(_says_something, value.values()))
    return bool(value)


def _known_names(fields: Sequence[Field]) -> dict[str, Any]:
    """Return the tree of wire names that `fields` cover; an empty subtree covers everything below."""
    tree: dict[str, Any] = {}
    for field in fields:
        *parents, last = field.place
        node = tree
        for name in parents:
            node = node.setdefault(name, {})
        node[last] = _known_names(field.fields)
        if field.enabled_by:
            node[field.enabled_by] = {}
    return tree


def _encode(field: Field, value: Any) -> Any:
    if field.type is Type.OBJECT:
        value = (
            [to_wire(field.fields, item) for item in value] if field.many else to_wire(field.fields, value)
        )
    return field.codec.encode(value) if field.codec else value


def _decode(field: Field, value: Any) -> Any:
    if field.codec:
        value = field.codec.decode(value)
    if value is None or field.type is not Type.OBJECT:
        return value
    return [from_wire(field.fields, item) for item in value] if field.many else from_wire(field.fields, value)


def _get(wire: Any, place: tuple[str, ...]) -> Any:
    for name in place:
        if not isinstance(wire, dict):
            return None
        wire = wire.get(name)
    return wire


def _put(wire: dict[str, Any], place: tuple[str, ...], *, value: Any) -> None:
    for name in place[:-1]:
        wire = wire.setdefault(name, {})
    if isinstance(value, dict) and isinstance(wire.get(place[-1]), dict):
        wire[place[-1]].update(value)
    else:
        wire[place[-1]] = value
