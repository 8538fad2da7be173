"""Generates declared inputs and living copies of them for any kind, from nothing but its fields.

What a test needs to know of a kind beyond its fields is in `rows.py`. Nothing here calls the code under test to
decide what is right: what differs, and how it must be reported, is worked out from the fields alone.
"""

from __future__ import annotations

import copy
import random
import re
import string
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from holdfast.kinds.codec import DAY, FLAGS, MOMENT, PERIOD, Codec
from holdfast.kinds.field import Field, Type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

    from holdfast.kinds.kind import Kind

OF_TIME: dict[Codec | None, Callable[[int], str]] = {
    DAY: lambda days: (date(2026, 1, 1) + timedelta(days=days)).isoformat(),
    MOMENT: lambda days: f"{date(2026, 1, 1) + timedelta(days=days)}T00:00:00Z",
    PERIOD: lambda days: f"P{days}D",
}
"""How a text that is understood as a time alone says a number of days."""
Path = tuple[str | int, ...]
"""Property names, and 0 below a list of objects."""

_TEXT = st.text(
    st.sampled_from(string.ascii_letters + string.digits + " -'\"[]{}().,:;/\\|&%$#@+*?!éßñÅ日本語🔒"),
    max_size=24,
)
_GUID = st.uuids().map(str)
_WORD = st.text(st.sampled_from(string.ascii_letters), min_size=3, max_size=16)
_RANGE = st.one_of(
    st.tuples(st.ip_addresses(v=4), st.integers(8, 32)), st.tuples(st.ip_addresses(v=6), st.integers(16, 128))
).map(lambda pair: ip_network(pair, strict=False).compressed)
"""Each network in one spelling; `test_address_ranges` tries the others."""
_COUNTRIES = ("at", "be", "ch", "de", "dk", "ee", "fi", "fr", "gb", "ie", "it", "nl", "no", "pl", "se", "us")
"""Some that the service takes; `test_countries` tries those that it refuses."""
_DAYS = 36500
SPELT_DIFFERENTLY = frozenset({"All", "GuestsOrExternalUsers"})
"""Words that make something beside them say nothing: `test_spellings` is about these."""
_QUOTED = re.compile(r"`([A-Za-z0-9,]+)`")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One property that a kind can express, and the fields on the way to it."""

    path: Path
    fields: tuple[Field, ...]

    @property
    def field(self) -> Field:
        """The property's own field."""
        return self.fields[-1]

    @property
    def shown(self) -> str:
        """The path as findings write it."""
        text = ""
        for part in self.path:
            text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
        return text


def inputs_of(kind: Kind) -> SearchStrategy[dict[str, Any]]:
    """Return valid inputs of `kind`, from the least to nearly all that it can express."""
    if choices := blocks(kind):
        common = tuple(field for field in kind.fields if field not in choices)
        return st.one_of(*(_object((*common, _required(choice))) for choice in choices))
    return _object(kind.fields)


def blocks(kind: Kind) -> tuple[Field, ...]:
    """Return the fields of which exactly one is declared: a kind with several wire types has one block for each."""
    if kind.name == "NamedLocation":
        return tuple(field for field in kind.fields if field.type is Type.OBJECT)
    return ()


def _required(field: Field) -> Field:
    facts = {name: getattr(field, name) for name in Field.__dataclass_fields__}
    return Field(**{**facts, "required": True})


def _object(fields: Sequence[Field]) -> SearchStrategy[dict[str, Any]]:
    declared = [field for field in fields if not field.output]
    return st.fixed_dictionaries(
        {field.name: _value(field) for field in declared if field.required},
        optional={field.name: _value(field) for field in declared if not field.required},
    )


def _value(field: Field) -> SearchStrategy[Any]:
    if not field.many:
        return _item(field)
    least = 1 if field.required else 0
    if field.type is Type.OBJECT:
        return st.lists(_item(field), min_size=least, max_size=1)
    most = min(4, len(field.values) or 4)
    return st.lists(
        _item(field), min_size=least, max_size=most, unique_by=lambda item: canonical_item(field, item)
    )


def _item(field: Field) -> SearchStrategy[Any]:
    match field.type:
        case Type.OBJECT:
            return _object(field.fields)
        case Type.BOOLEAN:
            return st.booleans()
        case Type.INTEGER:
            return st.integers(field.minimum or 0, field.maximum or _DAYS)
        case Type.DAYS:
            days = st.integers(field.minimum or 1, field.maximum or _DAYS)
            return st.one_of(days, days.map(str), st.sampled_from(["unlimited", "Unlimited"]))
        case _:
            return _text(field)


def _text(field: Field) -> SearchStrategy[str]:
    if field.values:
        return st.sampled_from(field.values)
    if field.codec in OF_TIME:
        return st.integers(1, _DAYS).map(OF_TIME[field.codec])
    if field.refers_to:
        return _GUID.map(lambda guid: as_id(field, guid))
    if (words_of_ids := words_for_ids(field)) is not None:
        words = [word for word in words_of_ids if word not in SPELT_DIFFERENTLY]
        return st.one_of(st.sampled_from(words), _GUID) if words else _GUID
    return _words(field)


def _words(field: Field) -> SearchStrategy[str]:
    if "address range" in field.doc.lower():
        return _RANGE
    if field.refused is not None:
        return st.sampled_from(_COUNTRIES).map(str.upper)
    if not field.any_case:
        return _TEXT.map(lambda text: f"A{text}z") if field.required else _TEXT
    told = [
        word
        for word in _QUOTED.findall(field.doc)
        if word not in SPELT_DIFFERENTLY and (field.codec is not FLAGS or "," not in word)
    ]
    free = _WORD if field.codec is FLAGS else st.one_of(_WORD, _GUID)
    return st.one_of(st.sampled_from(told), free) if told else free


def words_for_ids(field: Field) -> tuple[str, ...] | None:
    """Return the words that can stand in the place of the ids that a field holds; None where it holds none."""
    return ("all", "nobody") if "Ids of groups, sorted" in field.doc else field.id_or


def as_id(field: Field, guid: str) -> str:
    """Return `guid` as a field that refers to another kind holds it."""
    if not field.refers_to or field.codec is None or field.many:
        return guid
    text: str = field.codec.decode({"id": guid})
    return text


def leaves(fields: Sequence[Field], above: tuple[Field, ...] = (), path: Path = ()) -> Iterator[Leaf]:
    """Yield every property that `fields` can express, in their order."""
    for field in fields:
        if field.output:
            continue
        here = (*path, field.name)
        if field.type is Type.OBJECT:
            yield from leaves(field.fields, (*above, field), (*here, 0) if field.many else here)
        else:
            yield Leaf(here, (*above, field))


def value_at(inputs: Any, path: Path) -> Any:
    """Return what `inputs` say at `path`; None where they say nothing."""
    for part in path:
        try:
            inputs = inputs[part]
        except (KeyError, IndexError, TypeError):
            return None
    return inputs


def with_value(inputs: Mapping[str, Any], leaf: Leaf, value: Any) -> dict[str, Any]:
    """Return a copy of `inputs` with `value` at the leaf, and the objects on the way to it; None removes it."""
    changed: dict[str, Any] = copy.deepcopy(dict(inputs))
    node: Any = changed
    for part, after in zip(leaf.path, leaf.path[1:], strict=False):
        empty: Any = [] if isinstance(after, int) else {}
        if isinstance(part, int):
            if not node:
                node.append(empty)
            node = node[part]
        else:
            node = node.setdefault(part, empty)
    last = str(leaf.path[-1])
    if value is None:
        node.pop(last, None)
    else:
        node[last] = value
    return changed


def canonical_item(field: Field, value: Any) -> Any:
    """Return one value so that equal means the same, worked out from the field's facts alone."""
    if field.type is Type.DAYS:
        text = str(value).lower()
        return text if text == "unlimited" else int(text.partition(".")[0])
    if field.refers_to:
        value = value.rpartition("/")[2]
    return value.casefold() if field.any_case and isinstance(value, str) else value


def canonical(field: Field, value: Any) -> Any:
    """Return a property's value so that equal means the same; None where it says nothing or the default."""
    if value is None or value in ("", []):
        return None
    if field.many:
        items = [canonical_item(field, item) for item in value if item not in ("", None)]
        return frozenset(items) or None
    plain = canonical_item(field, value)
    return None if field.default is not None and plain == field.default else plain


def says(inputs: Mapping[str, Any], leaf: Leaf) -> bool:
    """Return whether `inputs` say anything at the leaf that differs from saying nothing."""
    return canonical(leaf.field, value_at(inputs, leaf.path)) is not None


def said_by(kind: Kind, inputs: Mapping[str, Any]) -> list[Leaf]:
    """Return the leaves at which `inputs` say something."""
    return [
        leaf for leaf in leaves(kind.fields) if says(inputs, leaf) and not _another_spelling(inputs, leaf)
    ]


def _another_spelling(inputs: Mapping[str, Any], leaf: Leaf) -> bool:
    """Return whether a change at the leaf would be one of words alone."""
    return _between_nothing(inputs, leaf) or _of_all_tenants(inputs, leaf)


def _of_all_tenants(inputs: Mapping[str, Any], leaf: Leaf) -> bool:
    """Return whether the leaf says that guests of all tenants are meant, as they are where no tenants are named."""
    if leaf.path[-1] != "membershipKind":
        return False
    tenants = value_at(inputs, leaf.path[:-1]) or {}
    return tenants.get("membershipKind") in (None, "all") and not tenants.get("members")


def _between_nothing(inputs: Mapping[str, Any], leaf: Leaf) -> bool:
    """Return whether the leaf joins fewer than two controls: `AND` and `OR` are then two spellings of one meaning."""
    if leaf.shown != "grantControls.operator":
        return False
    grant = inputs["grantControls"]
    lists = ("builtInControls", "customAuthenticationFactors", "termsOfUses")
    return (
        sum(len(grant.get(name) or ()) for name in lists) + bool(grant.get("authenticationStrengthPolicyId"))
        < 2
    )


def unsaid_by(kind: Kind, inputs: Mapping[str, Any]) -> list[Leaf]:
    """Return the leaves that `inputs` leave empty and could express."""
    absent = {field.name for field in blocks(kind) if field.name not in inputs}
    return [
        leaf
        for leaf in leaves(kind.fields)
        if leaf.path[0] not in absent and not says(inputs, leaf) and not _of_all_tenants(inputs, leaf)
    ]


def other_value(field: Field, value: Any, chance: random.Random) -> Any:
    """Return a value that means something else than `value`, which says something, and says something itself."""
    if not field.many:
        return _other_item(field, value, chance)
    listed = {one.casefold() for one in value} if field.values else set()
    free = [word for word in field.values if word.casefold() not in listed]
    changes = ["add", "replace"] if free or not field.values else []
    if len(value) > 1:
        changes += ["remove"]
    items = list(value)
    at = chance.randrange(len(items))
    match chance.choice(changes):
        case "add":
            new = chance.choice(free) if free else _new_item(field, chance)
            items.insert(chance.randrange(len(items) + 1), new)
        case "remove":
            items.pop(at)
        case _:
            items[at] = chance.choice(free) if free else _new_item(field, chance)
    return items


def new_value(field: Field, chance: random.Random) -> Any:
    """Return a value that says something, for a property that said nothing."""
    if field.type is Type.BOOLEAN:
        return not field.default
    if field.many:
        return [_new_item(field, chance) for _ in range(chance.randint(1, 3))]
    return _new_item(field, chance)


def _other_item(field: Field, value: Any, chance: random.Random) -> Any:  # noqa: PLR0911 - one for each type
    if field.type is Type.BOOLEAN:
        return not value
    if field.type is Type.INTEGER:
        return value + (chance.choice([-1, 1]) if value else 1)
    if field.type is Type.DAYS:
        return (
            chance.randint(1, _DAYS)
            if str(value).lower() == "unlimited"
            else int(value) + chance.choice([-1, 1])
        )
    if field.codec in OF_TIME:
        return OF_TIME[field.codec](chance.randint(_DAYS + 1, 2 * _DAYS))
    if field.refers_to or words_for_ids(field) is not None:
        return _new_item(field, chance)
    if field.values:
        return chance.choice([word for word in field.values if word.casefold() != value.casefold()])
    if not field.any_case and value.swapcase() != value and chance.random() < 0.5:
        return value.swapcase()
    return chance.choice([f"{value}x", f"x{value}", _new_item(field, chance)])


def _new_item(field: Field, chance: random.Random) -> Any:
    if field.type is Type.INTEGER:
        return chance.randint(1, _DAYS)
    if field.type is Type.DAYS:
        return chance.choice([chance.randint(1, _DAYS), "unlimited"])
    if field.values:
        # Of a closed list another word would not be understood; one that is the default says nothing new.
        return chance.choice([word for word in field.values if canonical(field, word) is not None])
    if field.codec in OF_TIME:
        return OF_TIME[field.codec](chance.randint(1, _DAYS))
    if field.refers_to or words_for_ids(field) is not None:
        return as_id(field, str(uuid.UUID(int=chance.getrandbits(128))))
    return f"new{''.join(chance.choices(string.ascii_letters, k=12))}"
