"""What a finding says of one item of a list of objects, in whatever order the service gives the others."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.compare import compare
from holdfast.drift.references import Directory
from holdfast.kinds.field import Field, Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from tests.corpus.strategies import new_value, other_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.kind import Kind

Way = tuple[str, ...]
NOBODY = Directory(names={})


def lists(fields: Sequence[Field], above: Way = ()) -> Iterator[tuple[Way, Field]]:
    """Yield the way to every list of objects that is in no other list."""
    for field in fields:
        if field.type is Type.OBJECT and not field.output:
            if not field.many:
                yield from lists(field.fields, (*above, field.name))
            else:
                yield (*above, field.name), field


def plain(field: Field) -> list[Field]:
    return [one for one in field.fields if one.type is not Type.OBJECT]


def item(field: Field, chance: random.Random) -> dict[str, Any]:
    return {one.name: new_value(one, chance) for one in plain(field)}


def inside(way: Way, items: Any) -> dict[str, Any]:
    for name in reversed(way):
        items = {name: items}
    return {str(name): value for name, value in items.items()}


LISTS = [(kind, way, field) for kind in kinds().values() for way, field in lists(kind.fields)]


@pytest.mark.parametrize(
    ("kind", "way", "field"), LISTS, ids=lambda one: one.name if hasattr(one, "name") else None
)
@pytest.mark.parametrize("seed", range(5))
def test_a_change_of_one_item_is_told_as_its_own_whatever_order_they_come_in(
    kind: Kind, way: Way, field: Field, seed: int
) -> None:
    chance = random.Random(f"{way} {seed}")  # noqa: S311 - repeatable chance is the point
    ours = [item(field, chance) for _ in range(4)]
    normal = [kind.normal(inside(way, [one])) for one in ours]
    assert not [one for one in normal if normal.count(one) > 1], "four items of so few values: draw others"
    declared = inside(way, ours)
    theirs = copy.deepcopy(ours)
    leaf = chance.choice(plain(field))
    before = theirs[0][leaf.name]
    theirs[0][leaf.name] = after = other_value(leaf, before, chance)
    chance.shuffle(theirs)

    told = compare(kind, declared, LiveObject(id="x", key="x", inputs=inside(way, theirs)), NOBODY)

    if len(plain(field)) > 1 and kind.normal(inside(way, theirs)) != kind.normal(declared):
        assert [(one.path.rpartition(".")[2], one.expected, one.found) for one in told] == [
            (leaf.name, before, after)
        ]
    added = [*theirs, item(field, chance)]
    for one in compare(kind, declared, LiveObject(id="x", key="x", inputs=inside(way, added)), NOBODY):
        name = one.path.rpartition(".")[2].partition("[")[0]
        assert one.expected != one.found
        assert one.expected in [None, *(each.get(name) for each in ours)]
        assert one.found in [None, *(each.get(name) for each in added)]
