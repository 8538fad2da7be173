"""A small language for the shapes of entities: checks what a client sends, fills in what the service answers.

A list that was not sent is answered as [], all else as null (api-facts 2.3). Annotations ("x@odata.type",
"#microsoft.graph.action") are no properties: they are skipped on the way in and never stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPE_KEY = "@odata.type"


class SchemaError(Exception):
    """A body does not have the shape of its type.

    Args:
        path: where, for example "conditions/users/includeUsers".
        reason: what is wrong there.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Text:
    """A string; with `choices` an enumeration member, with `flags` several of them joined by commas."""

    nullable: bool = True
    choices: tuple[str, ...] = ()
    flags: bool = False
    longest: int | None = None
    """Most characters; None = no limit is known."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A boolean."""

    nullable: bool = True


@dataclass(frozen=True, slots=True)
class Whole:
    """An Edm.Int32."""

    nullable: bool = True
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON, kept as it is: properties that only the beta schema has."""


@dataclass(frozen=True, slots=True)
class Many:
    """A collection; order is kept."""

    item: Type


@dataclass(frozen=True, slots=True)
class StructuredType:
    """A complex or entity type."""

    name: str
    """Without its namespace, for example "conditionalAccessUsers"."""
    fields: Mapping[str, Type]
    """In the order they are answered."""
    nullable: bool = True
    read_only: frozenset[str] = frozenset()
    """May be sent, and are left unread."""
    required: frozenset[str] = frozenset()
    """Must be sent when the object is created."""
    subtypes: Mapping[str, StructuredType] = field(default_factory=dict)
    """For an abstract type: its types by name; `@odata.type` says which, and is answered."""
    with_type: bool = False
    """Whether the answer carries `@odata.type`."""
    sparse: frozenset[str] = frozenset()
    """Answered only where they have a value."""

    def subtype(self, value: Mapping[str, Any]) -> StructuredType | None:
        """The type that `value` says it has, or None."""
        if not self.subtypes:
            return self
        return self.subtypes.get(str(value.get(TYPE_KEY, "")).removeprefix("#microsoft.graph."))


Type = Text | Flag | Whole | Anything | Many | StructuredType


def check(kind: Type, value: Any, path: str = "") -> None:
    """Check a value that a client sent.

    Raises:
        SchemaError: an unknown property, a wrong type, or a value outside its enumeration.
    """
    match kind:
        case Anything():
            return
        case Many():
            if value is None:
                return
            if not isinstance(value, list):
                raise SchemaError(path, f"a collection is expected, not {_name(value)}")
            for index, item in enumerate(value):
                check(kind.item, item, f"{path}[{index}]")
        case StructuredType():
            _check_shape(kind, value, path)
        case _:
            _check_plain(kind, value, path)


def require(shape: StructuredType, value: Mapping[str, Any]) -> None:
    """Check that everything a new object needs is there.

    Raises:
        SchemaError: a required property is missing or null.
    """
    for name in sorted(shape.required):
        if value.get(name) is None:
            raise SchemaError(name, "it is required")


def complete(kind: Type, value: Any) -> Any:
    """The value as the service answers it: every property of its type, nothing else, in order."""
    if isinstance(kind, Many):
        return [complete(kind.item, item) for item in value or ()]
    if not isinstance(kind, StructuredType):
        return value.replace(", ", ",") if isinstance(kind, Text) and kind.flags and value else value
    if value is None:
        return None
    concrete = kind.subtype(value)
    if concrete is None:
        return value
    whole = {
        name: complete(inner, value.get(name))
        for name, inner in concrete.fields.items()
        if name not in concrete.sparse or value.get(name) is not None
    }
    if kind.subtypes or kind.with_type:
        return {TYPE_KEY: f"#microsoft.graph.{concrete.name}", **whole}
    return whole


def is_annotation(name: str) -> bool:
    """Whether a key is an OData annotation or an action link rather than a property."""
    return "@" in name or name.startswith("#")


def _check_shape(kind: StructuredType, value: Any, path: str) -> None:
    if value is None and kind.nullable:
        return
    if not isinstance(value, dict):
        raise SchemaError(path, f"an object of type {kind.name} is expected, not {_name(value)}")
    concrete = kind.subtype(value)
    if concrete is None:
        raise SchemaError(path, f"@odata.type must be one of {', '.join(kind.subtypes)}")
    _check_type_name(concrete, value, path)
    for name, inner in value.items():
        if is_annotation(name) or name in concrete.read_only:
            continue
        here = f"{path}/{name}" if path else name
        if name not in concrete.fields:
            raise SchemaError(here, f"the property does not exist on type '{concrete.name}'")
        check(concrete.fields[name], inner, here)


def _check_type_name(shape: StructuredType, value: Mapping[str, Any], path: str) -> None:
    named = value.get(TYPE_KEY)
    if named is not None and str(named).removeprefix("#microsoft.graph.") != shape.name:
        raise SchemaError(path, f"the type '{named}' is not {shape.name}")


def _check_plain(kind: Text | Flag | Whole, value: Any, path: str) -> None:
    if value is None:
        if not kind.nullable:
            raise SchemaError(path, "it must not be null")
        return
    wanted = {Text: "a string", Flag: "a boolean", Whole: "a number"}[type(kind)]
    if _name(value) != wanted or isinstance(value, float):
        raise SchemaError(path, f"{wanted} is expected, not {_name(value)}")
    if isinstance(kind, Text) and kind.choices:
        _check_members(kind, value, path)
    if isinstance(kind, Text) and kind.longest is not None and len(value) > kind.longest:
        raise SchemaError(path, f"it has {len(value)} characters, {kind.longest} are the most")
    if isinstance(kind, Whole):
        _check_bounds(kind, value, path)


def _check_bounds(kind: Whole, value: int, path: str) -> None:
    if kind.least is not None and value < kind.least:
        raise SchemaError(path, f"{value} is below {kind.least}")
    if kind.most is not None and value > kind.most:
        raise SchemaError(path, f"{value} is above {kind.most}")


def _check_members(kind: Text, value: str, path: str) -> None:
    members = [part.strip() for part in value.split(",")] if kind.flags else [value]
    for member in members:
        if member not in kind.choices:
            raise SchemaError(path, f"'{member}' is not one of {', '.join(kind.choices)}")


def _name(value: Any) -> str:
    names = {dict: "an object", list: "a collection", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
