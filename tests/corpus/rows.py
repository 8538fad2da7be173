"""How the services write an object: an untidy copy of a wire object that means the same, and the kinds' wire shapes.

Everything that `untidy` does has been seen on a live service, or is what its documentation allows.
"""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any

from holdfast.kinds.codec import FLAGS
from holdfast.kinds.field import Field, Type
from holdfast.kinds.purview.retention_label_policy import RetentionLabelPolicy
from holdfast.normalise.annotations import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject

ID = "7d3f1a52-0c6b-4a8e-9f21-5b6c7d8e9f00"

EVERYBODY = {"targetType": "group", "id": "all_users"}
"""Whom something is for, where it must be for somebody."""

_SERVER_ADDED = {
    "createdDateTime": "2026-02-13T11:37:41.7574033Z",
    "modifiedDateTime": "2026-02-13T12:19:57.1916067Z",
    "deletedDateTime": None,
    "templateId": "c7503427-338e-4c5e-902d-abe252abfb43",
    "partialEnablementStrategy": None,
    "someNewProperty": "a value that this version does not know",
    "someNewList": ["x"],
    "someNewObject": {"isEnabled": True},
    "someNewSwitch": False,
    "someNewCount": 0,
    "someNewEmptyList": [],
    "createdDateTime@odata.type": "#DateTimeOffset",
    "WhenChangedUTC@data.type": "System.DateTime",
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/conditionalAccess/policies/$entity",
    "@odata.etag": 'W/"JzEt"',
}
_WIRE_STRENGTH = {
    "displayName": "Strong enough",
    "policyType": "builtIn",
    "requirementsSatisfied": "mfa",
    "allowedCombinations": ["fido2"],
    "combinationConfigurations": [],
}


def row(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the wire row of an object with these inputs, in the plainest form."""
    usual = {
        field.place[0]: field.codec.encode(field.default) if field.codec else field.default
        for field in kind.fields
        if field.default is True
    }
    usual |= {one.place: [dict(EVERYBODY)] for one in kind.watched if one.emptied}
    wire = kind.wire(inputs)
    always = {name: usual.get(name) for name in kind.always_in(wire)}
    return {**always, **wire, "id": ID}


def live(kind: Kind, wire: Mapping[str, Any], object_id: str = ID) -> LiveObject:
    """Return what the kind reads in a wire row."""
    if isinstance(kind, RetentionLabelPolicy):
        policy = {name: value for name, value in wire.items() if name not in {"labels", "id"}}
        rules = [{"Name": label, "PublishComplianceTag": label} for label in wire.get("labels") or []]
        return kind._live(policy, rules)
    return kind.live(wire, object_id)


def wire_fields(kind: Kind, wire: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the fields whose places are those of the wire row."""
    if kind.name != "NamedLocation":
        return kind.fields
    block = "country" if wire["@odata.type"] == "#microsoft.graph.countryNamedLocation" else "ip"
    inner = next(field.fields for field in kind.fields if field.name == block)
    return (*(field for field in kind.fields if field.type is not Type.OBJECT), *inner)


def untidy(kind: Kind, wire: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a copy of `wire` that means the same, as differently written as a service may."""
    copied: dict[str, Any] = copy.deepcopy(dict(wire))
    _untidy_object(wire_fields(kind, wire), copied, chance)
    for name in kind.closed:
        if isinstance(copied.get(name), dict):
            for _, node in closed_objects(wire_fields(kind, wire), copied, (name,)):
                node[f"newThing{chance.randrange(9)}"] = None
    _annotate(copied, kind.types or ("microsoft.graph.something",), chance)
    known = {field.place[0] for field in wire_fields(kind, wire)}
    added = {name: value for name, value in _SERVER_ADDED.items() if name not in known}
    copied.update(copy.deepcopy({name: added[name] for name in chance.sample(sorted(added), k=6)}))
    # What every answer has, it has in the plainest form where it was left out above.
    copied.update({name: wire.get(name) for name in kind.always_in(wire) if copied.get(name) is None})
    names = list(copied)
    chance.shuffle(names)
    return {name: copied[name] for name in names}


def closed_objects(
    fields: Sequence[Field], wire: dict[str, Any], closed: Sequence[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield wire path and node of every object inside `closed`, those on the way to a field made where absent."""
    for path in sorted(_object_places(fields, ())):
        if path[0] not in closed:
            continue
        node: Any = wire
        for name in path:
            node = (
                node.setdefault(name, {})
                if node.get(name) is not None
                else node.__setitem__(name, {}) or node[name]
            )
        yield ".".join(path), node


def _object_places(fields: Sequence[Field], above: tuple[str, ...]) -> set[tuple[str, ...]]:
    places: set[tuple[str, ...]] = set()
    for field in fields:
        place = (*above, *field.place)
        places |= {place[:length] for length in range(1, len(place))}
        if field.type is Type.OBJECT:
            places |= {place, *_object_places(field.fields, place)}
    return places


def _untidy_object(fields: Sequence[Field], node: dict[str, Any], chance: random.Random) -> None:
    for field in fields:
        if field.output:
            continue
        holder = _holder(node, field.place[:-1], chance)
        if holder is None:
            continue
        last = field.place[-1]
        value = holder.get(last)
        if value is None or (field.enabled_by and holder.get(field.enabled_by) is not True):
            _say_nothing(field, holder, last, chance)
        elif field.type is Type.OBJECT:
            for item in value if isinstance(value, list) else [value]:
                _untidy_object(field.fields, item, chance)
        else:
            holder[last] = _untidy_value(field, value, chance)


def _holder(node: dict[str, Any], names: tuple[str, ...], chance: random.Random) -> dict[str, Any] | None:
    """Return the object at `names`; where there is none it stays missing, becomes null, or is made empty."""
    for name in names:
        if node.get(name) is None:
            made: dict[str, Any] | None = chance.choice([None, {}])
            node[name] = made
            if made is None:
                return None
        node = node[name]
    return node


def _say_nothing(field: Field, holder: dict[str, Any], name: str, chance: random.Random) -> None:
    enabled = not field.enabled_by or holder.get(field.enabled_by) is True
    if not enabled and chance.random() < 0.5:
        holder[field.enabled_by] = False
        holder[name] = chance.choice([None, "leftOver"])
        return
    choices: list[Any] = ["missing", None]
    if field.many and field.codec is None:
        choices.append([])
    if field.codec is FLAGS or (field.type is Type.STRING and not field.many and field.codec is None):
        choices.append("")
    if field.type is Type.OBJECT and not field.many:
        choices.append({})
    if field.default is not None and enabled:
        choices.append(_recased(field.default, chance))
    choice = chance.choice(choices)
    if choice == "missing":
        holder.pop(name, None)
    else:
        holder[name] = choice


def _untidy_value(field: Field, value: Any, chance: random.Random) -> Any:
    if field.codec is FLAGS:
        flags = [_recased(flag, chance) for flag in value.split(",")]
        chance.shuffle(flags)
        return chance.choice([",", ", "]).join(flags)
    if field.type is Type.DAYS:
        return _untidy_days(value, chance)
    if field.type is Type.INTEGER:
        return chance.choice([value, float(value)])
    if field.any_case:
        value = _recased(value, chance)
    if field.many:
        chance.shuffle(value)
        return value + value[: chance.randint(0, 1)]
    if field.refers_to and isinstance(value, dict):
        return {**copy.deepcopy(_WIRE_STRENGTH), **value}
    return value


def _untidy_days(value: Any, chance: random.Random) -> Any:
    if str(value).lower() == "unlimited":
        return chance.choice(["unlimited", "Unlimited", "UNLIMITED"])
    return chance.choice([int(value), str(value), f"{value}.00:00:00", float(value)])


def _recased(value: Any, chance: random.Random) -> Any:
    """Return `value` with every text in another letter case, except names and annotations."""
    if isinstance(value, str):
        return chance.choice([value, value.upper(), value.lower(), value.swapcase()])
    if isinstance(value, list):
        return [_recased(item, chance) for item in value]
    if isinstance(value, dict):
        return {name: item if "@" in name else _recased(item, chance) for name, item in value.items()}
    return value


def _annotate(value: Any, types: Sequence[str], chance: random.Random) -> None:
    """Put annotations into every object, at every depth; the type is one of `types`."""
    if isinstance(value, list):
        for item in value:
            _annotate(item, types, chance)
    elif isinstance(value, dict):
        for member in list(value.values()):
            _annotate(member, types, chance)
        names = [name for name in value if "@" not in name]
        if names and chance.random() < 0.7:
            value[f"{chance.choice(names)}@odata.type"] = "#Collection(String)"
            value[f"{chance.choice(names)}@data.type"] = "System.String"
            value.setdefault(TYPE, f"#{chance.choice(types)}")
