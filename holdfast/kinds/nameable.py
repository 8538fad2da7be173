"""What of a kind a client file can name: properties that can differ, or protect less, and the values they can have.

For entries that accept a difference or agree to a value: one that names what the kind does not have could never act.
Pure functions.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Protects, Type, of_items
from holdfast.kinds.input_mistakes import value_mistakes
from holdfast.kinds.kind import Shape
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.protecting import NOTHING, field_at, looser
from holdfast.kinds.statement import leaves_out
from holdfast.model.accepted import BELOW, MEMBERS, MISSING, below, member, own_part
from holdfast.model.letters import one_case
from holdfast.model.property_path import without_items
from holdfast.normalise.sign_in_directions import DIRECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind


class Named(Enum):
    """Whether a client file can name a property of a kind."""

    YES = "yes"
    NO = "no"
    TENANT = "tenant"
    """No input has it, and a tenant may: what is new in a service is named by its path at the wire."""


def can_differ(kind: Kind, written: str) -> Named:
    """Return whether something that an exception for `written` covers can differ in an object of `kind`."""
    if isinstance(kind, PopulationKind):
        name = own_part(written).removeprefix(".")
        of_member = bool(member(written)) and (name in kind.judges or below(name) == "")
        return Named.YES if of_member else Named.NO
    if written == MISSING:
        return Named.YES if kind.shape is Shape.OBJECT else Named.NO
    known = {path for path, _ in inputs_below(kind.fields)} | {one.place for one in kind.watched}
    return _stands(kind, known, without_items(written))


def _stands(kind: Kind, known: set[str], path: str) -> Named:
    group = below(path)
    if path in known or (group is not None and any(one.startswith(f"{group}.") for one in known)):
        return Named.YES
    name = path if group is None else group
    if one_case(name) in {one_case(one) for one in known}:
        return Named.NO  # in another letter case, or a group of what has nothing below
    unknown_is_drift = name.partition(".")[0] in kind.closed or leaves_out(name)
    return Named.TENANT if unknown_is_drift else Named.NO


def written_to_cover(kind: Kind, written: str) -> str:
    """Return how an exception that covers nothing has to be written, such as one for a group; empty for any other.

    Differences are told of the leaves below a group, of a list of plain values as a whole, and of a list of groups item
    by item, whose numbers say nothing lasting.
    """
    fields: Sequence[Field] = () if isinstance(kind, PopulationKind) else kind.fields
    told: list[str] = []
    for step in written.removesuffix(BELOW).split("."):
        name = without_items(step)
        field = next((one for one in fields if one.name == name), None)
        if field is None:
            return ""
        fields = field.fields
        item_by_item = field.many and bool(fields)
        told.append(step if item_by_item else name)
        if item_by_item and step == name:
            break
    right = f"{'.'.join(told)}{BELOW if fields else ''}"
    return "" if right == written else right


def differing(kind: Kind) -> list[str]:
    """Return what an exception for an object of `kind` can name, for a message that says what there is."""
    if isinstance(kind, PopulationKind):
        return [f"{MEMBERS}[…].{one}" for one in kind.judges]
    absent = [MISSING] if kind.shape is Shape.OBJECT else []
    inputs = (f"{path}{BELOW}" if field.fields else path for path, field in inputs_below(kind.fields))
    return [*absent, *inputs, *(one.place for one in kind.watched)]


def weakening(kind: Kind) -> list[str]:
    """Return the paths by which an object of `kind` can protect less, or does what nothing takes back.

    Of a list of groups it is the list: which of them is which, no path says.
    """
    items = {path for group in of_items(kind.fields) for path in group}
    own = [
        path
        for path, field in inputs_below(kind.fields)
        if (field.protecting or field.one_way) and path not in items
    ]
    # Only policies have any of these, whose direction depends on others; and a policy can be switched off.
    of_policies = [one.path for one in DIRECTIONS if field_at(kind.fields, one.path)]
    return list(dict.fromkeys([*own, *of_policies, *(["state"] if of_policies else [])]))


def weakened(kind: Kind, written: str) -> str | None:
    """Return the path of `weakening` that is written, in any letter case; None where it is none of them."""
    paths = {path.casefold(): path for path in weakening(kind)}
    return paths.get(without_items(written).casefold())


_TOLD_WHOLE = frozenset(one.path for one in DIRECTIONS if one.said is not None)
"""Those of which a value says more than stands at the path."""


def wrong_value(kind: Kind, path: str, value: Any) -> str:
    """Return what is wrong with `value` as that of the property at `path`, a path of `weakening`; empty where nothing.

    A reference is of any text: what the tenant does not have yet is called by its name.
    """
    field = field_at(kind.fields, path)
    if field is None or (value == NOTHING and field.protecting is not Protects.HIGHER):
        return ""
    if path in _TOLD_WHOLE:
        return ""
    if field.type is Type.OBJECT:
        return (
            "" if isinstance(value, dict | list) else f"should be a group of names and values, is {value!r}"
        )
    return next((wrong for _, wrong in value_mistakes(field, value)), "")


def is_never_asked(kind: Kind, path: str, value: Any) -> bool:
    """Return whether no value of the property at `path`, a path of `weakening`, becomes `value` by protecting less.

    So it is of a switch, of words that stand in order with the one that protects most, and of what is asked about for
    another value alone, which nothing takes back.
    """
    field = field_at(kind.fields, path)
    becomes = None if value == NOTHING else value
    if field is None or field.is_one_way(becomes):
        return False
    if not field.protecting:
        return bool(field.one_way)
    every = (True, False) if field.type is Type.BOOLEAN else field.values
    in_order = field.protecting in _IN_ORDER and field.deletes_where is None
    return in_order and bool(every) and not any(looser(field, one, becomes) for one in every)


_IN_ORDER = frozenset({Protects.TRUE, Protects.FALSE, Protects.EARLIER})


def inputs_below(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    """Yield path, without numbers of items, and field of everything that can be declared, a group before its parts."""
    for field in fields:
        if not field.output:
            yield f"{above}{field.name}", field
            yield from inputs_below(field.fields, f"{above}{field.name}.")
