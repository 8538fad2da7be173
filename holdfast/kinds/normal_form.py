"""The one form in which two objects of a kind are equal when, and only when, they mean the same. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Field, Type
from holdfast.normalise.durations import parse_days
from holdfast.normalise.empties import is_empty, without_empties
from holdfast.normalise.flags import join_flags, split_flags
from holdfast.normalise.letter_case import without_case
from holdfast.normalise.order import as_set

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def normal_form(fields: Sequence[Field], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return `inputs` without what says nothing: empties, defaults, order of sets, letter case, computed outputs.

    Applying it twice gives the same as once.
    """
    form: dict[str, Any] = {}
    for field in fields:
        if field.output:
            continue
        value = _normal_value(field, inputs.get(field.name))
        if not is_empty(value) and value != field.default:
            form[field.name] = value
    return form


def _normal_value(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.many and isinstance(value, list):
        items = [_normal_item(field, item) for item in value]
        said = [item for item in items if not is_empty(item)]
        return as_set(said)
    return _normal_item(field, value)


def _normal_item(field: Field, value: Any) -> Any:
    if field.type is Type.OBJECT and isinstance(value, dict):
        return normal_form(field.fields, value)
    if field.type is Type.INTEGER and isinstance(value, float) and value.is_integer():
        return int(value)
    if field.flags and isinstance(value, str):
        return join_flags(sorted(split_flags(value.lower())))
    if field.type is Type.DAYS:
        return None if is_empty(value) else parse_days(value)
    if field.codec and field.codec.normal:
        return field.codec.normal(value)
    return without_empties(without_case(value) if field.any_case else value)
