"""Declared inputs to the wire's JSON and back, derived from a kind's fields. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_days,
    as_guid,
    as_list,
    as_object,
    as_setting,
    as_text,
    as_word,
)
from holdfast.kinds.field import Field, Type
from holdfast.normalise.annotations import is_annotation

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


def from_wire(
    fields: Sequence[Field], wire: Mapping[str, Any], misread: list[MisreadError], path: str = ""
) -> dict[str, Any]:
    """Return the inputs (Pulumi names) that `wire` says; what the wire does not say is absent.

    What is not understood is absent too, and told in `misread`, with its wire path below `path`.
    """
    inputs: dict[str, Any] = {}
    for field in fields:
        try:
            value = _said(field, wire)
        except MisreadError as error:
            misread.append(error.below(path))
            continue
        decoded = _decode(field, value, misread, _below(path, ".".join(field.place)))
        if decoded is not None:
            inputs[field.name] = decoded
    return inputs


def _encode(field: Field, value: Any) -> Any:
    if field.type is Type.OBJECT:
        value = (
            [to_wire(field.fields, item) for item in value] if field.many else to_wire(field.fields, value)
        )
    return field.codec.encode(value) if field.codec else value


def _said(field: Field, wire: Mapping[str, Any]) -> Any:
    """Return the wire value of a field; None where the wire says nothing, or that it does not count.

    Raises:
        MisreadError: when an object on the way to it is none, its switch is neither true nor false, or nothing stands
            beside a switch that is on.
    """
    holder: Any = wire
    for number, name in enumerate(field.place[:-1]):
        holder = holder.get(name)
        if holder is None:
            return None
        as_object(holder, ".".join(field.place[: number + 1]))
    if field.enabled_by:
        enabled = holder.get(field.enabled_by)
        switch = ".".join((*field.place[:-1], field.enabled_by))
        if enabled is None or not as_boolean(enabled, switch):
            return None
        if all(
            one is None
            for name, one in holder.items()
            if name != field.enabled_by and not is_annotation(name)
        ):
            place = ".".join(field.place[:-1])
            raise MisreadError(place, "something beside its switch, which is on", holder)
    return holder.get(field.place[-1])


def _decode(field: Field, value: Any, misread: list[MisreadError], path: str) -> Any:
    """Return the declared form of one wire value; None where it says nothing or is not understood."""
    try:
        if field.codec and value is not None:
            value = field.codec.decode(value)
        if value is None:
            return None
        if not field.many:
            return _item(field, value, misread, path)
        items = as_list(value, "")
        # What is not understood inside one item is told with the item's place, and so is the item itself.
        return [_decode_item(field, item, misread, f"{path}[{at}]") for at, item in enumerate(items)]
    except MisreadError as error:
        misread.append(error.below(path))
        return None


def _decode_item(field: Field, value: Any, misread: list[MisreadError], path: str) -> Any:
    try:
        item = _item(field, value, misread, path)
    except MisreadError as error:
        misread.append(error.below(path))
        return None
    if item == {} and field.codec is None:
        misread.append(MisreadError(path, "an object of which something is known", value))
    return item


def _item(field: Field, value: Any, misread: list[MisreadError], path: str) -> Any:
    """Return one item. What is wrong inside an object is told in `misread`.

    Raises:
        MisreadError: when the item itself is not understood; its path is empty.
    """
    match field.type:
        case Type.OBJECT:
            return from_wire(field.fields, as_object(value, ""), misread, path)
        case Type.BOOLEAN:
            return as_boolean(value, "")
        case Type.INTEGER:
            return as_setting(value, "")
        case Type.DAYS:
            return as_days(value, "")
        case _:
            nothing = value == "" and field.default is not None  # then no text at all is what it usually is
            if field.id_or is not None and not nothing:
                return as_guid(value, "", field.id_or)
            is_word = value and (field.any_case or field.values)
            return as_word(value, "", field.values) if is_word else as_text(value, "")


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _put(wire: dict[str, Any], place: tuple[str, ...], *, value: Any) -> None:
    for name in place[:-1]:
        wire = wire.setdefault(name, {})
    if isinstance(value, dict) and isinstance(wire.get(place[-1]), dict):
        wire[place[-1]].update(value)
    else:
        wire[place[-1]] = value
