"""The normal form of every kind: the same twice as once, equal exactly when two objects mean the same."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Type
from holdfast.kinds.leaves import differing_leaves
from holdfast.normalise.empties import is_empty
from tests.corpus.properties import EVERY_KIND, each
from tests.corpus.strategies import (
    canonical,
    leaves,
    new_value,
    other_value,
    said_by,
    unsaid_by,
    value_at,
    with_value,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind
    from tests.corpus.properties import Count

NOTHING: tuple[Any, ...] = (None, "", [], {})


@EVERY_KIND
def test_normal_form_of_a_normal_form_is_itself(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        count_case(kind.token)
        once = kind.normal(inputs)
        assert kind.normal(once) == once

    each(kind, test)


@EVERY_KIND
def test_normal_form_leaves_its_argument_alone(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        count_case(kind.token)
        before = copy.deepcopy(inputs)
        kind.normal(inputs)
        kind.wire(inputs)
        assert inputs == before

    each(kind, test, examples=20)


@EVERY_KIND
def test_normal_form_holds_what_is_said_and_nothing_else(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        form = kind.normal(inputs)
        for leaf in leaves(kind.fields):
            count_case(kind.token)
            declared = canonical(leaf.field, value_at(inputs, leaf.path))
            held = value_at(form, leaf.path)
            assert canonical(leaf.field, held) == declared, leaf.shown
            assert (held is None) == (declared is None), leaf.shown
        assert_nothing_empty(form)

    each(kind, test)


def assert_nothing_empty(value: Any) -> None:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for member in members:
        assert not is_empty(member)
        assert_nothing_empty(member)


@EVERY_KIND
def test_what_says_nothing_makes_no_difference(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        form = kind.normal(inputs)
        noisy = copy.deepcopy(inputs)
        _say_nothing(kind.fields, noisy, chance)
        count_case(kind.token)
        assert kind.normal(noisy) == form

    each(kind, test)


def _say_nothing(fields: Sequence[Field], inputs: dict[str, Any], chance: random.Random) -> None:
    """Fill what is absent with values that say nothing, explicit defaults among them."""
    for field in fields:
        value = inputs.get(field.name)
        if value is not None and field.type is Type.OBJECT:
            for item in value if field.many else [value]:
                _say_nothing(field.fields, item, chance)
        elif value is None:
            inputs[field.name] = copy.deepcopy(chance.choice(NOTHING))
            if field.default is not None and chance.random() < 0.5:
                inputs[field.name] = field.default
            if field.output:
                inputs[field.name] = "computed by the service"
            if field.type is Type.OBJECT:
                empty: dict[str, Any] = {}
                _say_nothing(field.fields, empty, chance)
                inputs[field.name] = [empty] if field.many else empty


@EVERY_KIND
def test_differing_leaves_of_two_objects_are_the_same_both_ways(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        other = inputs
        for leaf in [leaf for leaf in said_by(kind, inputs) if chance.random() < 0.3]:
            other = with_value(other, leaf, other_value(leaf.field, value_at(inputs, leaf.path), chance))
        for leaf in [leaf for leaf in unsaid_by(kind, inputs) if chance.random() < 0.2]:
            other = with_value(other, leaf, new_value(leaf.field, chance))
        wanted, found = kind.normal(inputs), kind.normal(other)
        there, back = (
            sorted_by_path(differing_leaves(wanted, found)),
            sorted_by_path(differing_leaves(found, wanted)),
        )
        count_case(kind.token)
        assert there == [(path, after, before) for path, before, after in back]
        assert bool(there) == (wanted != found)

    each(kind, test)


def sorted_by_path(differing: Any) -> list[tuple[str, Any, Any]]:
    return sorted(differing, key=lambda one: str(one[0]))
