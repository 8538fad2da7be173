"""Checks declared inputs against a kind's fields: every mistake, each with its property path. Pure functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_guid
from holdfast.kinds.field import Field, Type
from holdfast.model.blank import control_in
from holdfast.model.desired import REFERENCE_PREFIX, SECRET, parse_reference
from holdfast.normalise.durations import UNLIMITED, parse_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.kind import Kind

_ANSWERED = object()
"""Stands for a value that the recording does not know."""
_OTHERS_ID = ": of another resource take `object_id`, since its `id` is a path, and look a name up"


def mistakes(
    fields: Sequence[Field], inputs: Mapping[str, Any], unknown: object, path: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield `(property path, sentence)` for every mistake; values that are `unknown` (a preview's) pass."""
    declared = {field.name: field for field in fields if not field.output}
    for name in inputs:
        if name not in declared:
            yield f"{path}{name}", f"there is no such property; there are: {', '.join(sorted(declared))}"
    for name, field in declared.items():
        value = inputs.get(name)
        if value is None:
            if field.required:
                yield f"{path}{name}", "is required and missing"
        elif value is not unknown:
            yield from _value_mistakes(field, value, unknown, f"{path}{name}")


def refused_values(
    fields: Sequence[Field], inputs: Mapping[str, Any], path: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield `(property path, sentence)` for every declared value that the service is known to refuse.

    This is what can be told of a program without an engine, whoever provides the type: the azuread plugin sends such
    values as they are, and the service answers when other things are made already. So is a value of another shape.
    """
    for field in fields:
        value = inputs.get(field.name)
        if value is None:
            continue
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            where = f"{path}{field.name}{f'[{index}]' if field.many else ''}"
            if isinstance(item, dict) and field.type is Type.OBJECT:
                yield from refused_values(field.fields, item, f"{where}.")
            elif wrong := _misshapen(field, item) or (_refused(field, item) if isinstance(item, str) else ""):
                yield where, wrong


def _misshapen(field: Field, item: Any) -> str:
    """Return why an item has no shape of its field: a number for a text is no fault here, plugins turn it into one."""
    if item is None:
        return "is nothing (null) in a list: take it out"
    if field.type is Type.OBJECT:
        return "" if item == SECRET or parse_reference(item) else f"should be an object, is {_told(item)}"
    return f"should be one value, is {_told(item)}" if isinstance(item, dict | list) else ""


def program_mistakes(kind: Kind, inputs: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every mistake of what a recorded program declares of a kind that Holdfast's own provider checks."""
    known = _answered(inputs)
    yield from mistakes(kind.fields, known, _ANSWERED)
    yield from choice_mistakes(kind.one_of, known)


def _answered(value: Any) -> Any:
    """Return a recorded value with a mark for what other resources answer, and for secrets: these fit anywhere."""
    if isinstance(value, dict):
        return {name: _answered(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_answered(item) for item in value]
    return _ANSWERED if value == SECRET or parse_reference(value) else value


def choice_mistakes(one_of: Sequence[str], inputs: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the mistake of declaring none, or several, of inputs of which exactly one belongs there."""
    given = [name for name in one_of if inputs.get(name) is not None]
    if one_of and len(given) != 1:
        found = f"{' and '.join(given)} are" if given else "none is"
        yield (
            given[1] if given else one_of[0],
            f"exactly one of {', '.join(one_of)} belongs there, and {found}",
        )


def value_mistakes(field: Field, value: Any) -> Iterator[tuple[str, str]]:
    """Yield `(property path, sentence)` for what is wrong with one value, in any letter case where that is alike.

    What refers to another object may be any text, because that may be called by its name; so may every id.
    """
    alike = {one.casefold(): one for one in field.values} if field.any_case else {}
    plain = replace(field, id_or=None, refused=None if field.refers_to else field.refused)
    yield from _value_mistakes(plain, _in_own_case(value, alike), object(), field.name)


def _in_own_case(value: Any, alike: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_in_own_case(one, alike) for one in value]
    return alike.get(value.casefold(), value) if isinstance(value, str) else value


def _value_mistakes(field: Field, value: Any, unknown: object, path: str) -> Iterator[tuple[str, str]]:
    if not field.many:
        yield from _item_mistakes(field, value, unknown, path)
    elif not isinstance(value, list):
        yield path, f"should be a list, is {_told(value)}"
    elif field.required and not value:
        yield path, "may not be empty"
    elif field.most is not None and len(value) > field.most:
        yield path, f"should have at most {field.most} item, has {len(value)}"
    else:
        for index, item in enumerate(value):
            if item is not unknown:
                yield from _item_mistakes(field, item, unknown, f"{path}[{index}]")


def _item_mistakes(field: Field, value: Any, unknown: object, path: str) -> Iterator[tuple[str, str]]:
    if field.type is Type.OBJECT:
        if isinstance(value, dict):
            yield from mistakes(field.fields, value, unknown, f"{path}.")
        else:
            yield path, f"should be an object, is {_told(value)}"
    elif wrong := _wrong_value(field, value):
        yield path, wrong


def _wrong_value(field: Field, value: Any) -> str:
    """Return what is wrong with one plain value; the empty text when nothing is."""
    if field.type is Type.DAYS:
        return _wrong_days(field, value)
    if field.type is Type.BOOLEAN:
        return "" if isinstance(value, bool) else f"should be true or false, is {_told(value)}"
    if field.type is Type.INTEGER:
        return _wrong_integer(field, value)
    return _wrong_text(field, value)


def _wrong_integer(field: Field, value: Any) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return f"should be a whole number, is {_told(value)}"
    return _out_of_range(field, value)


def _wrong_text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        return f"should be a text, is {_told(value)}"
    if field.required and not value:
        return "may not be empty"
    if field.values and value not in field.values:
        return f"should be one of {', '.join(field.values)}, is {value!r}"
    return _refused(field, value)


def _refused(field: Field, text: str) -> str:
    """Return why the service is known to refuse a text; empty where it is not. None takes a control character."""
    if sign := control_in(text, lines=True):
        return f"has a control character ({sign}), which no service takes: {text!r}"
    if field.longest is not None and len(text) > field.longest:
        return f"should have at most {field.longest} characters, has {len(text)}"
    if field.id_or is not None and (wrong := _no_id(field, text)):
        return wrong
    return field.refused(text) if field.refused is not None else ""


def _no_id(field: Field, text: str) -> str:
    """Return why a text is the id of no object; empty where it is one, or a word that may stand in its place."""
    if parse_reference(text) or text == SECRET:
        return ""
    try:
        as_guid(text, "", field.id_or or ())
    except MisreadError as wrong:
        # Where the program gives the path of another resource, its reference stands at the path's end.
        path, mark, rest = text.partition(REFERENCE_PREFIX)
        named = parse_reference(f"{mark}{rest}")
        is_ = f"the path {path}… of {named[1]!r}" if named else repr(text)
        return f"should be {wrong.expected}, is {is_}{_OTHERS_ID if field.refers_to else ''}"
    return ""


def _wrong_days(field: Field, value: Any) -> str:
    days = (
        None
        if isinstance(value, bool)
        else parse_days(value)
        if isinstance(value, str | int | float)
        else None
    )
    if days == UNLIMITED:
        return ""
    if not isinstance(days, int):
        return f"should be a whole number of days, or `unlimited`, is {_told(value)}"
    return _out_of_range(field, days)


def _out_of_range(field: Field, value: int) -> str:
    if field.minimum is not None and value < field.minimum:
        return f"should be at least {field.minimum}, is {value}"
    if field.maximum is not None and value > field.maximum:
        return f"should be at most {field.maximum}, is {value}"
    return ""


def _told(value: Any) -> str:
    if value is None:
        return "nothing (null)"
    words = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "an object",
    }
    return f"{words.get(type(value), type(value).__name__)} ({value!r})"
