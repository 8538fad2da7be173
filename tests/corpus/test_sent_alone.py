"""A tenant's settings: a change of one property sends that one, and of the others nothing but what they are already.

So what a control does not declare is not switched off because something else was: every kind of settings, each property
alone, beside a live object in which everything is set and something stands that nobody knows.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.kind import Kind, Shape
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.graph_singleton import GraphSingleton
from tests.corpus.rows import row
from tests.corpus.strategies import Leaf, leaves, new_value, with_value
from tests.unit.kinds.test_writes import FakeTenant, run

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = [kind for kind in kinds().values() if isinstance(kind, GraphSingleton)]
CASES = [(kind, leaf) for kind in SETTINGS for leaf in leaves(kind.fields)]
STRANGER = {"neverHeardOf": {"isEnabled": True, "of": ["somebody"]}}


def everything(kind: Kind) -> dict[str, Any]:
    """Inputs that say something of every property."""
    chance, inputs = random.Random(kind.token), dict[str, Any]()  # noqa: S311 - repeatable chance is the point
    for leaf in leaves(kind.fields):
        inputs = with_value(inputs, leaf, new_value(leaf.field, chance))
    return inputs


def parts(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield everything that is no object, with its place."""
    if isinstance(value, dict) and value:
        for name, part in value.items():
            yield from parts(part, (*path, name))
    else:
        yield path, value


def plain(value: Any) -> dict[tuple[str, ...], Any]:
    """The parts of an object but for the names of types."""
    return {path: part for path, part in parts(value) if not path[-1].startswith("@odata")}


def is_sent(declared: Any, sent: Any) -> bool:
    if isinstance(declared, list):
        return isinstance(sent, list) and all(one in sent for one in declared)
    return bool(declared == sent)


def test_there_are_settings_of_which_somebody_declares_a_part() -> None:
    assert len(SETTINGS) > 10
    assert {kind.token for kind in SETTINGS} <= {
        token for token, kind in kinds().items() if kind.shape is Shape.SINGLETON
    }


@pytest.mark.parametrize(
    ("kind", "leaf"), CASES, ids=lambda one: one.name if isinstance(one, Kind) else one.shown
)
def test_one_property_is_sent_and_every_other_as_it_is(kind: GraphSingleton, leaf: Leaf) -> None:
    fake = FakeTenant()
    live = {**row(kind, everything(kind)), **STRANGER}
    fake.graph.row = live
    new = with_value({}, leaf, new_value(leaf.field, random.Random(leaf.shown)))  # noqa: S311

    run(kind.update(fake.tenant, kind.object_id, {}, new))

    there, ours = plain(live), plain(kind.wire(new))
    ((_, _, body),) = fake.graph.sent
    sent = plain(body)
    # A list that several controls declare rows of is sent with the rows that are there.
    beside = {
        path: [one for one in sent.get(path) or [] if one not in value]
        for path, value in ours.items()
        if isinstance(value, list)
    }
    assert {path: value for path, value in ours.items() if not is_sent(value, sent.get(path))} == {}
    assert [one for path, rows in beside.items() for one in rows if one not in there.get(path, [])] == []
    others = {path: value for path, value in sent.items() if path not in ours}
    assert {path: value for path, value in others.items() if there.get(path) != value} == {}
