"""What a directory entity is made of: property tables, blank shapes, and the check of a body that is written.

The tables follow Microsoft's v1.0 schema (graph-metadata/v1.0.csdl.xml, 2026-08); what the service answers to
a body that breaks them follows api-facts 10.3. This module knows no tenant and stores nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PYTHON_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "String": str,
    "DateTimeOffset": str,
    "Boolean": bool,
    "Int32": int,
    "Complex": dict,
}


@dataclass(frozen=True, slots=True)
class DirectoryProperty:
    """One property of an entity."""

    edm: str
    """"String", "Boolean", "Int32", "DateTimeOffset", "Complex", or "Collection(...)" of one of these."""
    writable: bool = True
    """False: a body that sets it is refused."""
    on_select_only: bool = False
    """True: returned only when `$select` names it, in both versions."""
    required: bool = False
    """True: a POST without it is refused."""


def text(*names: str) -> dict[str, DirectoryProperty]:
    """Return a table of string properties of those names that may be written."""
    return {name: DirectoryProperty("String") for name in names}


def read_only(edm: str, *names: str) -> dict[str, DirectoryProperty]:
    """Return a table of properties that only the service sets."""
    return {name: DirectoryProperty(edm, writable=False) for name in names}


def blank(table: Mapping[str, DirectoryProperty]) -> dict[str, Any]:
    """Return an entity of that table with nothing set: `[]` for collections, `None` for all else."""
    return {name: [] if p.edm.startswith("Collection") else None for name, p in table.items()}


def by_default(table: Mapping[str, DirectoryProperty]) -> tuple[str, ...]:
    """Return the names of the properties that come without `$select`."""
    return tuple(name for name, p in table.items() if not p.on_select_only)


def checked_body(
    table: Mapping[str, DirectoryProperty],
    body: Any,
    *,
    creating: bool,
    bindings: Iterable[str] = (),
    current: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the properties that a POST or PATCH sets, `@odata.*` annotations and bindings left out.

    Args:
        table: the entity's properties.
        body: the parsed JSON body as it came.
        creating: True for a POST, which needs the required properties.
        bindings: navigation properties that may be bound, such as "owners" for `owners@odata.bind`.
        current: the entity as it is answered, of a PATCH. A read-only property may be sent with the value that it has:
            clients send back what they read, with id and createdDateTime (github.com/manicminer/hamilton v0.71.0,
            whose own tests ran against the service).

    Raises:
        GraphError: 400 for a body that is not an object, an unknown, read-only or wrongly typed property, an
            unknown binding, or a missing required property.
    """
    if not isinstance(body, dict):
        raise bad_request("Empty Payload. JSON content expected.")
    allowed_bindings = {f"{name}@odata.bind" for name in bindings}
    values: dict[str, Any] = {}
    for name, value in body.items():
        if name in allowed_bindings or name.startswith("@odata."):
            continue
        if (
            current is not None
            and name in current
            and not table[name].writable
            and _same(current[name], value)
        ):
            continue
        _check_property(table, name, value)
        values[name] = value
    if creating:
        for name, required in table.items():
            if required.required and values.get(name) in (None, ""):
                raise bad_request(f"A value is required for property '{name}' of resource.")
    return values


def _same(stands: Any, sent: Any) -> bool:
    """Whether a value was sent back as it stands; some clients leave out what is null."""
    if isinstance(stands, dict) and isinstance(sent, dict):
        return {name for name, one in stands.items() if one is not None} <= sent.keys() and all(
            _same(stands.get(name), one) for name, one in sent.items()
        )
    return bool(stands == sent)


def _check_property(table: Mapping[str, DirectoryProperty], name: str, value: Any) -> None:
    known = table.get(name)
    if known is None:
        raise bad_request(f"Invalid property '{name}'.")
    if not known.writable:
        raise bad_request(f"Property '{name}' is read-only and cannot be set.")
    if value is not None and not has_type(known, value):
        raise bad_request(
            f"A value of wrong type was found for property '{name}': the expected type is 'Edm.{known.edm}'."
        )


def has_type(known: DirectoryProperty, value: Any) -> bool:
    """Whether a value that is not null is of a property's type."""
    if known.edm.startswith("Collection("):
        member = known.edm.removeprefix("Collection(").removesuffix(")")
        return isinstance(value, list) and all(_is_of(member, item) for item in value)
    return _is_of(known.edm, value)


def _is_of(edm: str, value: Any) -> bool:
    if edm == "Int32" and isinstance(value, bool):
        return False
    return isinstance(value, _PYTHON_TYPES[edm])
