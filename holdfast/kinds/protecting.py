"""Whether one value of a property protects less than another, and whether the client agreed to it. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.normal_form import normal_form
from holdfast.normalise.durations import at_least, parse_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from holdfast.model.understood import Understood

_EVERYTHING = "all"
NOTHING = "nothing"
"""How an entry of `i_understand` says that no value is left: YAML's null may be an oversight."""


def looser(field: Field, was: Any, becomes: Any) -> bool:
    """Return whether a property protects less with the value `becomes` than with `was`; None is no value."""
    protects = field.protecting
    if protects is Protects.HIGHER:
        return was is not None and becomes is not None and not at_least(parse_days(becomes), parse_days(was))
    if protects is Protects.TRUE:
        before, after = (field.default if value is None else value for value in (was, becomes))
        return before is True and after is not True
    if protects is Protects.EARLIER:
        return was is not None and _place(field, becomes) > _place(field, was)
    if protects is Protects.UNSET:
        return bool(becomes) and becomes != was
    old, new = _set(was), _set(becomes)
    if protects is Protects.MORE:
        return bool(old - new) and _EVERYTHING not in new
    return protects is Protects.FEWER and bool(new - old)


def loosened_properties(
    fields: Sequence[Field], before: Mapping[str, Any], after: Mapping[str, Any], path: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """Yield path, value before and value after of every property that protects less with the inputs `after`."""
    for field in fields:
        was, becomes = before.get(field.name), after.get(field.name)
        if field.type is Type.OBJECT and not field.many:
            yield from loosened_properties(field.fields, was or {}, becomes or {}, f"{path}{field.name}.")
        elif field.protecting and looser(field, was, becomes):
            yield f"{path}{field.name}", was, becomes


def field_at(fields: Sequence[Field], path: str) -> Field | None:
    """Return the field at a dotted path in Pulumi's names; None where there is none."""
    name, _, rest = path.partition(".")
    field = next((one for one in fields if one.name == name), None)
    return field_at(field.fields, rest) if field and rest else field


def agrees(fields: Sequence[Field], path: str, agreed: Any, becomes: Any) -> bool:
    """Return whether who agreed to one value of a property agreed to another one as well.

    A duration that is agreed to is a floor: longer is agreed to, too. Of anything else exactly the same is.
    """
    field = field_at(fields, path)
    if field is not None and field.protecting is Protects.HIGHER:
        return becomes is not None and at_least(parse_days(becomes), parse_days(agreed))
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
    about = (name.casefold(), path.casefold())
    return any(
        (one.object.casefold(), one.property.casefold()) == about and agrees(fields, path, one.value, becomes)
        for one in entries
    )


def exceeds_in(field: Field, found: Any, declared: Mapping[str, Any]) -> bool:
    """Return whether the value `found` of a property is stricter than what is declared of it, and no question."""
    asked = declared.get(field.name)
    if field.stricter is None or asked is None or found is None:
        return False
    if field.stricter_where is not None:
        name, value = field.stricter_where
        if str(declared.get(name, "")).casefold() != value:
            return False
    if field.type is Type.BOOLEAN:
        return found is True and asked is not True
    return parse_days(found) != parse_days(asked) and at_least(parse_days(found), parse_days(asked))


def _place(field: Field, word: Any) -> int:
    """Return where a word stands among the field's; another one, and none, behind all of them."""
    words = [one.casefold() for one in field.values]
    said = str(word).casefold()
    return words.index(said) if said in words else len(words)


def _said(field: Field | None, value: Any) -> Any:
    """Return what a value says: without empties, defaults, order of sets and letter case where these mean nothing."""
    return normal_form((field,), {field.name: value}).get(field.name) if field else value


def _set(value: Any) -> frozenset[str]:
    items = value if isinstance(value, list) else [] if value is None else [value]
    return frozenset(str(item).casefold() for item in items)
