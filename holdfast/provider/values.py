"""Pulumi's property values to plain Python and back. Unknowns survive; secrets are taken in and given back.

The SDK's own `Computed` never crosses the wire: it is neither read nor written (pulumi 3.272). An unknown value is
there the text that Pulumi's protocol reserves for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi.provider.experimental.property_value import PropertyValue
from pulumi.runtime.rpc import UNKNOWN as UNKNOWN_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Unknown:
    """A value that a preview does not know yet. Equal to nothing but itself."""

    def __repr__(self) -> str:
        return "<unknown>"


UNKNOWN = _Unknown()
"""Stands for a value that a preview does not know yet."""


def plain(values: Mapping[str, PropertyValue]) -> dict[str, Any]:
    """Return `values` as plain Python; whole numbers are ints, unknowns are `UNKNOWN`, nulls are left out."""
    return {name: _plain(value) for name, value in values.items() if value.value is not None}


def wrapped(values: Mapping[str, Any]) -> dict[str, PropertyValue]:
    """Return plain `values` as property values."""
    return {name: _wrapped(value) for name, value in values.items() if value is not None}


def has_unknown(value: Any) -> bool:
    """Return whether anything inside `value` is unknown."""
    if isinstance(value, dict):
        return any(map(has_unknown, value.values()))
    if isinstance(value, list):
        return any(map(has_unknown, value))
    return value is UNKNOWN


def _plain(value: PropertyValue) -> Any:
    inner = value.value
    if inner == UNKNOWN_TEXT:
        return UNKNOWN
    if isinstance(inner, float) and inner.is_integer():
        return int(inner)
    if isinstance(inner, tuple | list):
        return [_plain(item) for item in inner]
    if hasattr(inner, "items"):
        return {name: _plain(member) for name, member in inner.items() if member.value is not None}  # type: ignore[union-attr]
    return inner


def _wrapped(value: Any) -> PropertyValue:
    if value is UNKNOWN:
        return PropertyValue(UNKNOWN_TEXT)
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return PropertyValue(value)
    if isinstance(value, int | float):
        return PropertyValue(float(value))
    if isinstance(value, list | tuple):
        return PropertyValue([_wrapped(item) for item in value])
    return PropertyValue({name: _wrapped(member) for name, member in value.items() if member is not None})
