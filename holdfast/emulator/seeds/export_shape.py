"""An exported object in the service's own spelling: names as Graph has them, lists that are lists, nothing beside.

What tools do to an object on its way to a file: PowerShell's SDK writes names with capitals, empty objects for what is
not set, and the rest below `AdditionalProperties`; a pipeline makes a list of one a single value; annotations say of
every property its type. A property that says something and that nobody knows is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.schema import TYPE_KEY, Anything, Many, StructuredType, is_annotation
from holdfast.emulator.seeds.export_files import one_of_two

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.odata.schema import Type

_PREFIX = "#microsoft.graph."
_ADDITIONAL = "additionalproperties"


class ShapeError(Exception):
    """An object cannot be brought into the service's spelling; the text says where and why."""


def shaped(kind: Type, value: Any, path: str = "") -> Any:
    """Return a value in the spelling of its type.

    Raises:
        ShapeError: it holds a property that the type does not have, or an object of a type that nobody knows.
    """
    if isinstance(kind, Many):
        items = value if isinstance(value, list) else [] if value is None or value == {} else [value]
        return [shaped(kind.item, item, f"{path}[{index}]") for index, item in enumerate(items)]
    if isinstance(kind, StructuredType):
        return _shaped_object(kind, value, path)
    if isinstance(kind, Anything):
        return graph_spelling(value) if says_something(value) else None
    return None if value == {} else value


def says_something(value: Any) -> bool:
    """Whether a value is more than nulls, empty texts and empty lists, at any depth."""
    if isinstance(value, dict):
        return any(says_something(item) for name, item in value.items() if not is_annotation(name))
    if isinstance(value, list):
        return bool(value)
    return value is not None and value != ""


def graph_spelling(value: Any) -> Any:
    """Return a JSON value without annotations and with names that begin with a small letter, at any depth.

    `@odata.type` stays where it says which of several types an object is of, as in Graph's own answers with minimal
    metadata; the types that the service leaves out there are left out here.
    """
    if isinstance(value, list):
        return [graph_spelling(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {
        name[:1].lower() + name[1:]: graph_spelling(item)
        for name, item in merged(value).items()
        if not is_annotation(name)
    }
    kind = value.get(TYPE_KEY)
    if isinstance(kind, str) and _tells_apart(kind):
        return {TYPE_KEY: kind, **kept}
    return kept


def merged(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with what stands below `AdditionalProperties` beside the rest."""
    found: dict[str, Any] = {}
    for name, item in value.items():
        if name.lower() == _ADDITIONAL and isinstance(item, dict):
            for inner, extra in item.items():
                found[inner] = one_of_two(inner, found.get(inner), extra)
        else:
            found[name] = one_of_two(name, found.get(name), item)
    return found


def _tells_apart(kind: str) -> bool:
    return kind.endswith(("NamedLocation", "CidrRange", "ExternalTenants", "CombinationConfiguration"))


def _shaped_object(kind: StructuredType, value: Any, path: str) -> Any:
    if not isinstance(value, dict):
        return value
    given = merged(value)
    concrete = kind
    if kind.subtypes:
        name = _type_of(kind, given, path)
        if name is None:
            return None
        concrete, given[TYPE_KEY] = kind.subtypes[name], f"{_PREFIX}{name}"
    if kind.nullable and not says_something({name: item for name, item in given.items() if name != TYPE_KEY}):
        return None
    found: dict[str, Any] = {TYPE_KEY: given[TYPE_KEY]} if kind.subtypes else {}
    known = {name.lower(): name for name in concrete.fields}
    for name, item in given.items():
        if is_annotation(name):
            continue
        own = known.get(name.lower())
        here = f"{path}/{own or name}" if path else own or name
        if own is not None:
            found[own] = one_of_two(own, found.get(own), shaped(concrete.fields[own], item, here))
        elif says_something(item):
            raise ShapeError(f"{here}: the property does not exist on type '{concrete.name}'")
    return found


def _type_of(kind: StructuredType, given: Mapping[str, Any], path: str) -> str | None:
    """Return the name of the type that an object says it has, or that what it holds tells; None: it says nothing."""
    said = str(given.get(TYPE_KEY) or "").removeprefix("#").removeprefix("microsoft.graph.")
    if said:
        known = {name.lower(): name for name in kind.subtypes}.get(said.lower())
        if known is None:
            raise ShapeError(
                f"{path or 'the object'}: the type '{said}' is not one of {', '.join(kind.subtypes)}"
            )
        return known
    names = {name.lower() for name, item in given.items() if says_something(item)}
    if not names:
        return None
    cidr = given.get("cidrAddress", given.get("CidrAddress"))
    if isinstance(cidr, str) and "iPv6CidrRange" in kind.subtypes:
        return "iPv6CidrRange" if ":" in cidr else "iPv4CidrRange"
    membership = given.get("membershipKind", given.get("MembershipKind"))
    for word, name in (
        ("all", "conditionalAccessAllExternalTenants"),
        ("enumerated", "conditionalAccessEnumeratedExternalTenants"),
    ):
        if membership == word and name in kind.subtypes:
            return name
    only = [name for name, sub in kind.subtypes.items() if names <= {own.lower() for own in sub.fields}]
    if len(only) != 1:
        raise ShapeError(
            f"{path or 'the object'}: {TYPE_KEY} is missing; it may be one of {', '.join(kind.subtypes)}"
        )
    return only[0]
