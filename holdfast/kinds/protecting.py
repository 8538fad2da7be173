"""Whether one value of a property protects less than another, and whether the client agreed to it. Pure functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Field, Protects, Stricter, Type
from holdfast.kinds.normal_form import normal_form
from holdfast.model.letters import one_case
from holdfast.normalise.durations import at_least, parse_days
from holdfast.normalise.flags import split_flags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from holdfast.model.understood import Understood

_EVERYTHING, _NOBODY = "all", "nobody"
_SWITCHES: dict[Protects | None, bool] = {Protects.TRUE: True, Protects.FALSE: False}
_OTHER_WAY = {
    Protects.TRUE: Protects.FALSE,
    Protects.MORE: Protects.FEWER,
    Protects.FEWER: Protects.MORE,
}
"""By which values protect more of what keeps, which do of what deletes."""
NOTHING = "nothing"
"""How an entry of `i_understand` says that no value is left: YAML's null may be an oversight."""


def looser(field: Field, was: Any, becomes: Any) -> bool:
    """Return whether a property protects less with the value `becomes` than with `was`; None is no value."""
    protects = field.protecting
    before, after = (field.default if value is None else value for value in (was, becomes))
    if protects in _MEASURES:
        # No value asks for nothing: what was measured is measured no longer.
        return before is not None and (after is None or _MEASURES[protects](field, before, after))
    if protects in _SWITCHES:
        return before is _SWITCHES[protects] and after is not before
    if field.type is Type.OBJECT and protects is Protects.MORE:
        return any(not any(_keeps(field, item, one) for one in _items(becomes)) for item in _items(was))
    if field.type is Type.OBJECT and protects is Protects.FEWER:
        return any(not any(_keeps(field, one, item) for one in _items(was)) for item in _items(becomes))
    return protects in _CONTENTS and _CONTENTS[protects](field, was, becomes)


def loosened_properties(
    fields: Sequence[Field], before: Mapping[str, Any], after: Mapping[str, Any], path: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """Yield path, value before and value after of every property that protects less with the inputs `after`."""
    for field in fields:
        was, becomes = before.get(field.name), after.get(field.name)
        if field.type is Type.OBJECT and not field.many:
            yield from loosened_properties(field.fields, was or {}, becomes or {}, f"{path}{field.name}.")
        elif field.protecting and (
            looser(_acting(field, after), was, becomes) or _may_reach_all(field, after, (was, becomes))
        ):
            yield f"{path}{field.name}", was, becomes


def _acting(field: Field, inputs: Mapping[str, Any]) -> Field:
    """Return a field with the direction in which it protects in an object of these inputs.

    What only deletes protects by what it does not reach: a place more, an exception less, or being switched on, has
    data deleted that nothing deleted before.
    """
    if field.protecting is None or not _only_deletes(field, inputs):
        return field
    return replace(field, protects=_OTHER_WAY[field.protecting])


def _only_deletes(field: Field, inputs: Mapping[str, Any]) -> bool:
    """Return whether an object of these inputs only deletes what the field has it reach."""
    if field.deletes_where is None:
        return False
    name, value = field.deletes_where
    return str(inputs.get(name) or "").casefold() == value


def _may_reach_all(field: Field, inputs: Mapping[str, Any], values: tuple[Any, Any]) -> bool:
    """Return whether what only deletes loses the last of what it named, after which it may delete everywhere."""
    before, after = map(_set, values)
    emptied = field.emptied_to_all and bool(before) and _EVERYTHING not in before and not after
    return emptied and _only_deletes(field, inputs)


def field_at(fields: Sequence[Field], path: str) -> Field | None:
    """Return the field at a dotted path in Pulumi's names; None where there is none."""
    name, _, rest = path.partition(".")
    field = next((one for one in fields if one.name == name), None)
    return field_at(field.fields, rest) if field and rest else field


def agrees(fields: Sequence[Field], path: str, agreed: Any, becomes: Any) -> bool:
    """Return whether who agreed to one value of a property agreed to another one as well.

    A duration that is agreed to is a floor, and 0 is none: longer is agreed to, too. Of anything else exactly the same
    is.
    """
    field = field_at(fields, path)
    if field is not None and field.protecting is Protects.HIGHER and becomes is not None:
        floor = parse_days(agreed)
        return floor != 0 and at_least(parse_days(becomes), floor)
    if (
        field
        and field.protecting
        and agreed != NOTHING
        and not all(_is_of(field, one) for one in _items(agreed))
    ):
        return False  # its normal form may say nothing; of what has no `protects` more is told than stands at the path
    return bool(_said(field, None if agreed == NOTHING else agreed) == _said(field, becomes))


def is_understood(
    entries: Iterable[Understood], fields: Sequence[Field], name: str, path: str, becomes: Any
) -> bool:
    """Return whether an entry of the client file agrees that a property becomes this value.

    Args:
        entries: the client file's.
        fields: those of the object's kind.
        name: `<Kind>/<name>` of the object, in any letter case.
        path: the property's, in any letter case.
        becomes: in plain JSON values.
    """
    about = (one_case(name), path.casefold())
    return any(
        (one_case(one.object), one.property.casefold()) == about and agrees(fields, path, one.value, becomes)
        for one in entries
    )


def exceeds_in(field: Field, found: Any, declared: Mapping[str, Any]) -> bool:
    """Return whether the value `found` of a property is stricter than what is declared of it, and no question.

    Where nothing is declared its default is: of settings that controls share, only what is declared may be asked about.
    """
    asked = declared.get(field.name)
    asked = field.default if asked is None else asked
    if asked is None or found is None or is_question(field, declared):
        return False
    if field.stricter_items:
        return bool(found != asked) and field.stricter_items(found, asked)
    return is_stricter(field, found, asked)


def is_question(field: Field, declared: Mapping[str, Any]) -> bool:
    """Return whether something else that is declared makes the stricter direction drift all the same."""
    if field.stricter_where is None:
        return False
    name, value = field.stricter_where
    return str(declared.get(name, "")).casefold() != value


def is_stricter(field: Field, found: Any, asked: Any) -> bool:
    """Return whether the value `found` of a property is stricter than the one asked for; None is no value."""
    stricter = field.stricter
    if stricter in {Stricter.TRUE, Stricter.FALSE}:
        return found is (stricter is Stricter.TRUE) and asked is not found
    if stricter is Stricter.FEWER:
        few, many = _set(found), _set(asked)
        return few < many or (_EVERYTHING in many and few != many)
    if stricter is None or found is None or asked is None:
        return False
    if stricter is Stricter.EARLIER:
        return stands_earlier(field, found, asked)
    if stricter is Stricter.LOWER:
        return bool((field.minimum or 0) <= found < asked)
    return parse_days(found) != parse_days(asked) and at_least(parse_days(found), parse_days(asked))


def stricter_paths(
    fields: Sequence[Field], found: Mapping[str, Any], declared: Mapping[str, Any], above: str = ""
) -> Iterator[str]:
    """Yield the property path of every value found that is stricter than what is declared; of a list as a whole."""
    for field in fields:
        there, asked = found.get(field.name), declared.get(field.name)
        if field.type is Type.OBJECT and not field.many:
            yield from stricter_paths(field.fields, there or {}, asked or {}, f"{above}{field.name}.")
        elif exceeds_in(field, there, declared):
            yield f"{above}{field.name}"


def stands_earlier(field: Field, one: Any, other: Any) -> bool:
    """Return whether one word is stricter than another: both are the field's, and it stands before the other one."""
    known = {word.casefold(): place for place, word in enumerate(field.values)}
    places = known.get(str(one).casefold()), known.get(str(other).casefold())
    return places[0] is not None and places[1] is not None and places[0] < places[1]


_MEASURES: dict[Protects | None, Callable[[Field, Any, Any], bool]] = {
    Protects.HIGHER: lambda _field, was, becomes: not at_least(parse_days(becomes), parse_days(was)),
    Protects.LOWER: lambda field, was, becomes: (
        isinstance(was, int) and (field.minimum or 0) <= was < becomes
    ),
    Protects.EARLIER: stands_earlier,
}
"""Whether the second of two values protects less, where all values are on one scale."""


_CONTENTS: dict[Protects | None, Callable[[Field, Any, Any], bool]] = {
    Protects.UNSET: lambda _field, was, becomes: bool(becomes) and becomes != was,
    Protects.SAME: lambda field, was, becomes: bool(was) and bool(_said(field, was) != _said(field, becomes)),
    Protects.MORE: lambda field, was, becomes: (
        bool(_set(was) - _set(becomes) - {field.nobody}) and _EVERYTHING not in _set(becomes)
    ),
    Protects.FEWER: lambda _field, was, becomes: (
        bool(_set(becomes) - _set(was)) and _EVERYTHING not in _set(was)
    ),
    Protects.ALLOWED: lambda _field, was, becomes: (
        bool(_set(was)) and (not _set(becomes) or bool(_set(becomes) - _set(was)))
    ),
}
"""The same, where it is decided by what a value says."""


def _said(field: Field | None, value: Any) -> Any:
    """Return what a value says: without empties, defaults, order of sets and letter case where these mean nothing."""
    return normal_form((field,), {field.name: value}).get(field.name) if field else value


def _keeps(field: Field, before: Any, after: Any) -> bool:
    """Return whether a group of a list says the same as one before, or protects more where a part says which way."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return bool(before == after)
    return all(
        not looser(part, before.get(part.name), after.get(part.name))
        if part.protecting
        else _said(part, before.get(part.name)) == _said(part, after.get(part.name))
        for part in field.fields
    )


def _is_of(field: Field, item: Any) -> bool:
    """Return whether one value of a property, or one item of its list, has the form of the field's."""
    if field.type is not Type.OBJECT:
        return not isinstance(item, dict)
    return isinstance(item, dict) and bool(item) and set(item) <= {part.name for part in field.fields}


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _set(value: Any) -> frozenset[str]:
    """Return the members of a list, or of a text with commas, in which there is a word for none."""
    if isinstance(value, str):
        return frozenset(split_flags(value.casefold())) - {_NOBODY}
    return frozenset(one_case(str(item)) for item in _items(value))
