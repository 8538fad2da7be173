"""Rows as the wire has them: each property with the side-car keys that name its type (api-facts 6.2).

A text, a flag or a null has none; a list has `X@odata.type`; numbers, GUIDs and dates have `X@data.type`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ValueType(Enum):
    """Type of a property; its value is the side-car keys it has, as (suffix, value) pairs."""

    PLAIN = ()
    TEXTS = (("@odata.type", "#Collection(String)"),)
    INT32 = (("@data.type", "System.Int32"),)
    INT16 = (("@data.type", "System.Int16"), ("@odata.type", "#Int16"))
    UINT16 = (("@data.type", "System.UInt16"), ("@odata.type", "#Decimal"))
    GUID = (("@data.type", "System.Guid"), ("@odata.type", "#Guid"))
    MOMENT = (("@data.type", "System.DateTime"),)


@dataclass(frozen=True, slots=True)
class RowShape:
    """The properties of one kind of object, in wire order.

    Args:
        types: type of each property.
        defaults: value of each property that an object does not say otherwise.
    """

    types: Mapping[str, ValueType]
    defaults: Mapping[str, Any]

    def selected(self, select: Sequence[str]) -> tuple[str, ...]:
        """Names of the properties to give, in wire order; () asks for all.

        A name that the object does not have is left out: rows are open types (assumed).
        """
        wanted = frozenset(select)
        return tuple(name for name in self.types if not wanted or name in wanted)

    def row(self, values: Mapping[str, Any], select: Sequence[str] = ()) -> dict[str, Any]:
        """A wire row of `values` over the defaults."""
        row: dict[str, Any] = {}
        for name in self.selected(select):
            value = values.get(name, self.defaults[name])
            if value is not None:
                for suffix, text in self.types[name].value:
                    row[name + suffix] = text
            row[name] = value
        return row


def shape_of(**groups: Mapping[str, Any]) -> RowShape:
    """A shape from groups of defaults by type: `shape_of(plain={"Name": ""}, int32={"Priority": 0})`."""
    types = {name: ValueType[group.upper()] for group, defaults in groups.items() for name in defaults}
    defaults = {name: value for group in groups.values() for name, value in group.items()}
    return RowShape(MappingProxyType(types), MappingProxyType(defaults))
