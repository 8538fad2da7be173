"""Resolves the references of recorded inputs against what the tenant has, and puts names beside ids. Pure functions."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Field, Type
from holdfast.model.desired import parse_reference
from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject


@value_class
class Directory:
    """Names and ids of the live objects that others refer to."""

    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    """Pulumi id without prefix, by kind token and natural key in lower case."""
    names: dict[str, str] = field(default_factory=dict)
    """Natural key by id in lower case."""
    ambiguous: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """All ids, sorted, of a name that several objects bear: such a name means none of them."""

    def add(self, kind: Kind, live: LiveObject) -> None:
        """Remember one live object; by one without a name nobody means it."""
        if live.nameless:
            return
        name = (kind.token, one_case(live.key))
        known = self.ids.setdefault(name, live.id)
        if known != live.id:
            self.ambiguous[name] = tuple(sorted({*self.ambiguous.get(name, ()), known, live.id}))
        self.names[live.id.casefold()] = live.key

    def settle(self, kind: Kind, key: str, live_id: str) -> None:
        """Remember that the name `key` means the object `live_id`, because it is the declared one of that very name."""
        name = (kind.token, one_case(key))
        self.ids[name] = live_id
        self.ambiguous.pop(name, None)

    def copy(self) -> Directory:
        """Return one that learns apart."""
        return Directory(dict(self.ids), self.names, dict(self.ambiguous))

    def shown(self, value: Any) -> Any:
        """Return `value` with the name before each known id: `CA-BreakGlass (5f1c…)`."""
        if isinstance(value, list):
            return [self.shown(item) for item in value]
        if not isinstance(value, str):
            return value
        if found := parse_reference(value):
            return f"{found[1]} (not in the tenant)"
        prefix, slash, bare = value.rpartition("/")
        name = self.names.get(bare.casefold())
        return f"{name} ({bare})" if name else (bare if slash and prefix.startswith("/") else value)


def references(value: Any) -> Iterator[tuple[str, str]]:
    """Yield every `(token, natural key)` that `value` refers to, at any depth."""
    if isinstance(value, dict):
        for member in value.values():
            yield from references(member)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)
    elif found := parse_reference(value):
        yield found


def referred_kinds(fields: Sequence[Field]) -> Iterator[str]:
    """Yield the type token of every kind that `fields` refer to, at any depth."""
    for one in fields:
        if one.refers_to:
            yield one.refers_to
        yield from referred_kinds(one.fields)


def resolve(fields: Sequence[Field], inputs: Mapping[str, Any], directory: Directory) -> dict[str, Any]:
    """Return `inputs` with every reference replaced by the live id; one that is not in the tenant stays."""
    by_name = {one.name: one for one in fields}
    return {name: _resolve(by_name.get(name), value, directory) for name, value in inputs.items()}


def _resolve(known: Field | None, value: Any, directory: Directory) -> Any:
    if isinstance(value, list):
        return [_resolve(known, item, directory) for item in value]
    if isinstance(value, dict):
        return resolve(known.fields if known and known.type is Type.OBJECT else (), value, directory)
    found = parse_reference(value)
    if not found:
        return value
    token, key = found
    live_id = directory.ids.get((token, one_case(key)))
    if live_id is None:
        return value
    # An id that the wire wraps, such as a strength's, is written as the kind writes what it reads.
    wrapped = known.codec if known and not known.many else None
    return wrapped.decode(wrapped.encode(live_id)) if wrapped else live_id
