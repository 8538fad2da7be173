"""What the program has the engine ignore is no drift for the check either, for every field of every kind, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.judge import judge
from holdfast.drift.seen import Live
from holdfast.kinds.population_kind import PopulationKind
from holdfast.model.desired import DesiredResource
from holdfast.model.status import Status
from tests.corpus.properties import KINDS, each
from tests.corpus.rows import live, row
from tests.corpus.strategies import leaves, other_value, said_by, value_at, with_value

if TYPE_CHECKING:
    import random

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.model.finding import Finding
    from tests.corpus.properties import Count
    from tests.corpus.strategies import Leaf

OBJECTS = [kind for kind in KINDS if not isinstance(kind, PopulationKind) and kind.writes]


def judged(kind: Kind, inputs: dict[str, Any], found: dict[str, Any], *ignored: str) -> Finding:
    resource = DesiredResource("urn", kind.token, "hand", "", inputs, ignored=ignored)
    objects: dict[str, tuple[LiveObject, ...]] = {kind.token: (live(kind, row(kind, found)),)}
    return judge({kind.token: kind}, [resource], Live(objects=objects))[0]


def paths(leaf: Leaf) -> list[str]:
    """Return the leaf's path and all above it, as a program may write them."""
    shown = ""
    found = []
    for part in leaf.path:
        shown = f"{shown}[{part}]" if isinstance(part, int) else f"{shown}.{part}" if shown else part
        found.append(shown)
    *above, last = leaf.path
    quoted = (
        [f"{above[0]}{''.join(f'[{one!r}]' for one in (*above[1:], last))}".replace("'", '"')]
        if above
        else []
    )
    return [*found, *quoted, "*"]


def _changes(kind: Kind, inputs: dict[str, Any], chance: random.Random) -> list[tuple[Leaf, dict[str, Any]]]:
    ours = [leaf for leaf in said_by(kind, inputs) if leaf.path[0] != kind.key]
    changed = [
        (leaf, with_value(inputs, leaf, other_value(leaf.field, value_at(inputs, leaf.path), chance)))
        for leaf in ours
    ]
    return [(leaf, one) for leaf, one in changed if judged(kind, inputs, one).differences]


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_what_is_ignored_is_not_judged_and_told(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        changes = _changes(kind, inputs, chance)
        for leaf, changed in chance.sample(changes, min(3, len(changes))):
            count_case(kind.token)
            for path in paths(leaf):
                found = judged(kind, inputs, changed, path)
                assert (found.status, found.differences) == (Status.IN_SYNC, ()), path
                assert any(note.startswith(f"{path} is not judged") for note in found.notes)

    each(kind, test, examples=15)


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_what_is_beside_the_ignored_is_judged(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        for leaf, changed in _changes(kind, inputs, chance):
            others = [one for one in leaves(kind.fields) if one.path[: len(leaf.path)] != leaf.path]
            beside = [one.shown for one in others if isinstance(one.path[-1], str) and "[" not in one.shown]
            count_case(kind.token)
            assert judged(kind, inputs, changed, *beside, leaf.shown + "Else").differences

    each(kind, test, examples=10)
