"""What protects less is told in words that leave nothing out, and that are those of the line that agrees to it."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.field import Protects, Type
from holdfast.kinds.loosened import difference
from holdfast.kinds.protecting import NOTHING, loosened_properties
from holdfast.kinds.registry import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.field import Field


def protecting(fields: Sequence[Field], above: tuple[Field, ...] = ()) -> Iterator[tuple[Field, ...]]:
    """Every property with a direction that is told by itself: what stands in a list is told with its item."""
    for field in fields:
        path = (*above, field)
        if field.protecting:
            yield path
        if field.type is Type.OBJECT and not field.many:
            yield from protecting(field.fields, path)


def values(field: Field) -> list[Any]:
    """Some of every sort of value that the property can have, none among them."""
    if field.type is Type.OBJECT:
        return [None, *_groups(field)]
    plain: dict[Type, list[Any]] = {
        Type.BOOLEAN: [True, False],
        Type.INTEGER: [0, 1, 30, 365],
        Type.DAYS: [1, 30, 365, "unlimited"],
        Type.STRING: list(field.values) or ["All", "a", "b"],
    }
    some = plain[field.type]
    return [None, [], some[:1], some[1:], some] if field.many else [None, *some]


def _groups(field: Field) -> list[list[dict[str, Any]]]:
    """Lists of one item, each with another value of one of its parts; and one list of two."""
    base = {part.name: value for part in field.fields if (value := _usual(part)) is not None}
    each = [
        [{**base, part.name: value}]
        for part in field.fields
        for value in values(part)
        if value != base.get(part.name)
    ]
    return [[], [base], *each, [base, *each[0]]]


def _usual(part: Field) -> Any:
    usual: dict[Type, Any] = {Type.BOOLEAN: True, Type.INTEGER: 30, Type.DAYS: 30, Type.STRING: "usual"}
    value = part.values[0] if part.values else usual.get(part.type)
    return [value] if part.many else value


def put(path: Sequence[Field], value: Any) -> dict[str, Any]:
    for field in reversed(path):
        value = {field.name: value}
    return dict(value)


EVERY = [(kind, path) for kind in kinds().values() for path in protecting(kind.fields)]


@pytest.mark.parametrize(
    ("kind", "path"), EVERY, ids=[f"{kind.name}.{'.'.join(f.name for f in path)}" for kind, path in EVERY]
)
def test_no_two_values_are_told_alike_and_nothing_in_the_words_of_the_language(
    kind: Any, path: tuple[Field, ...]
) -> None:
    told: dict[tuple[str, str], tuple[Any, Any]] = {}
    for was, becomes in permutations(values(path[-1]), 2):
        for name, before, after in loosened_properties(kind.fields, put(path, was), put(path, becomes)):
            words = difference(before, after, field=path[-1])
            assert words.strip(), (name, before, after)
            assert not {"True", "False", "None", "[]", "{}"} & set(words.replace(",", " ").split()), words
            known = told.setdefault((repr(before), words), (before, after))
            assert _same(known[1], after), f"{name}: {before} becomes {known[1]}, or {after}: {words}"


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same: nothing is nothing, however it is written, at any depth."""
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value] or None
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if _plain(one) is not None}
    return value


EMPTIED = [(kind, path) for kind, path in EVERY if path[-1].protecting is Protects.ALLOWED]


@pytest.mark.parametrize(
    ("kind", "path"), EMPTIED, ids=[f"{kind.name}.{path[-1].name}" for kind, path in EMPTIED]
)
def test_a_list_of_what_alone_is_allowed_that_is_emptied_allows_everything_and_says_so(
    kind: Any, path: tuple[Field, ...]
) -> None:
    empty: list[str] = []
    for nothing in (None, empty):
        ((_, before, after),) = loosened_properties(
            kind.fields, put(path, ["a.example", "b.example"]), put(path, nothing)
        )
        told = difference(before, after, field=path[-1])
        assert told == f"a.example, b.example becomes {NOTHING}, which allows everything"


def test_what_stays_in_a_list_of_groups_is_not_told() -> None:
    same = {"name": "hr", "days": 30}
    before, after = (
        [same, {"name": "it", "on": True, "days": 7}],
        [same, {"name": "it", "on": False, "days": 0}],
    )

    assert difference(before, after) == "days 7, name it, on true becomes days 0, name it, on false"
    assert difference([same, after[1]], [same]) == "drops days 0, name it, on false"
    assert difference([same], after) == "adds days 0, name it, on false"
    assert difference(after, []) == f"days 30, name hr; days 0, name it, on false becomes {NOTHING}"
    assert difference(was=True, becomes=False) == "true becomes false"
    assert difference(None, 0) == f"{NOTHING} becomes 0"
