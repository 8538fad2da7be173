"""Every kind, property-based: what the wire says comes back as it was declared, every change shows, and nothing else.

A new kind is tested here without a line of its own.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from holdfast.drift.compare import compare, exceeds
from holdfast.drift.references import Directory, references, resolve
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.kind import Kind
from holdfast.kinds.statement import UNMODELLED
from holdfast.model.desired import reference
from tests.corpus.properties import EVERY_KIND, KINDS, each
from tests.corpus.rows import ID, closed_objects, live, row, untidy, wire_fields
from tests.corpus.strategies import (
    as_id,
    blocks,
    canonical,
    inputs_of,
    leaves,
    new_value,
    other_value,
    said_by,
    says,
    unsaid_by,
    value_at,
    with_value,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.model.finding import Difference
    from tests.corpus.properties import Count
    from tests.corpus.strategies import Leaf

    Change = tuple[Leaf, Any]

ANOTHER = "55555555-0000-4000-8000-000000000005"
OPERATOR = "grantControls.operator"
"""Of one control it says nothing, whatever it is."""
NOBODY = Directory()


def differences(kind: Kind, declared: Mapping[str, Any], wire: Mapping[str, Any]) -> tuple[Difference, ...]:
    return compare(kind, declared, live(kind, wire), NOBODY)


def owned(kind: Kind, inputs: Mapping[str, Any], leaf: Leaf, after: Any) -> bool:
    """Return whether a difference at the leaf is ours to report: of what nothing takes back it always is."""
    return kind.whole or inputs.get(str(leaf.path[0])) is not None or leaf.field.is_one_way(after)


def told(kind: Kind, found: tuple[Difference, ...]) -> dict[str, tuple[Any, Any]]:
    """Return expected and found value by path, in a form that does not depend on how lists are ordered."""
    by_path = {leaf.shown: leaf.field for leaf in leaves(kind.fields)}
    assert [one.path for one in found] == sorted({one.path for one in found})
    return {
        one.path: (canonical(by_path[one.path], one.expected), canonical(by_path[one.path], one.found))
        for one in found
    }


@EVERY_KIND
def test_wire_and_back_keeps_the_meaning(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        back = live(kind, row(kind, inputs))

        assert kind.normal(back.inputs) == kind.normal(inputs)
        assert back.unmodelled == {}
        for leaf in leaves(kind.fields):
            count_case(kind.token)
            declared, read = value_at(inputs, leaf.path), value_at(back.inputs, leaf.path)
            assert canonical(leaf.field, read) == canonical(leaf.field, declared), leaf.shown

    each(kind, test)


@EVERY_KIND
def test_live_object_as_declared_is_in_sync(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        count_case(kind.token)
        assert differences(kind, inputs, row(kind, inputs)) == ()

    each(kind, test)


@EVERY_KIND
def test_what_a_service_writes_differently_is_no_drift(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        plain = row(kind, inputs)
        for _ in range(4):
            count_case(kind.token)
            wire = untidy(kind, plain, chance)
            found = live(kind, wire)
            assert compare(kind, inputs, found, NOBODY) == ()
            assert kind.normal(found.inputs) == kind.normal(inputs)

    each(kind, test)


@EVERY_KIND
def test_changed_leaf_is_reported_at_its_exact_path(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        said = said_by(kind, inputs)
        for leaf in chance.sample(said, min(3, len(said))):
            before = value_at(inputs, leaf.path)
            after = other_value(leaf.field, before, chance)
            wire = row(kind, with_value(inputs, leaf, after))
            expected = {leaf.shown: (canonical(leaf.field, before), canonical(leaf.field, after))}
            for written in (wire, untidy(kind, wire, chance)):
                count_case(kind.token)
                assert told(kind, differences(kind, inputs, written)) == expected

    each(kind, test)


@EVERY_KIND
def test_removed_leaf_is_reported_at_its_exact_path(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        # An object without a name is none: which one it is could not be told.
        said = [leaf for leaf in said_by(kind, inputs) if leaf.path != (kind.key,)]
        for leaf in chance.sample(said, min(2, len(said))):
            wire = row(kind, with_value(inputs, leaf, None))
            expected = {leaf.shown: (canonical(leaf.field, value_at(inputs, leaf.path)), None)}
            for written in (wire, untidy(kind, wire, chance)):
                count_case(kind.token)
                assert told(kind, differences(kind, inputs, written)) == expected

    each(kind, test)


@EVERY_KIND
def test_added_leaf_is_reported_where_it_is_ours(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        unsaid = unsaid_by(kind, inputs)
        for leaf in chance.sample(unsaid, min(2, len(unsaid))):
            after = new_value(leaf.field, chance)
            wire = row(kind, with_value(inputs, leaf, after))
            expected = (
                {leaf.shown: (None, canonical(leaf.field, after))} if owned(kind, inputs, leaf, after) else {}
            )
            for written in (wire, untidy(kind, wire, chance)):
                count_case(kind.token)
                assert told(kind, differences(kind, inputs, written)) == expected

    each(kind, test)


@EVERY_KIND
def test_many_changes_are_all_reported_and_nothing_else(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        changed, expected = inputs, {}
        for leaf in said_by(kind, inputs):
            if chance.random() < 0.5:
                before = value_at(inputs, leaf.path)
                after = other_value(leaf.field, before, chance)
                changed = with_value(changed, leaf, after)
                expected[leaf.shown] = (canonical(leaf.field, before), canonical(leaf.field, after))
        for leaf in unsaid_by(kind, inputs):
            if chance.random() < 0.3:
                after = new_value(leaf.field, chance)
                changed = with_value(changed, leaf, after)
                if owned(kind, inputs, leaf, after):
                    expected[leaf.shown] = (None, canonical(leaf.field, after))
        was = expected.get(OPERATOR, (None, None))[0]
        if was is not None and OPERATOR not in {leaf.shown for leaf in said_by(kind, changed)}:
            del expected[OPERATOR]
        count_case(kind.token)
        assert told(kind, differences(kind, inputs, untidy(kind, row(kind, changed), chance))) == expected

    each(kind, test)


@pytest.mark.parametrize(
    ("kind", "leaf"),
    [(kind, leaf) for kind in KINDS for leaf in leaves(kind.fields) if leaf.field.many],
    ids=lambda one: one.name if hasattr(one, "name") else one.shown,
)
def test_order_of_a_list_means_nothing(kind: Kind, leaf: Leaf, count_case: Count) -> None:
    chance = random.Random(leaf.shown)  # noqa: S311 - repeatable chance is the point

    @settings(max_examples=10)
    @given(inputs=inputs_of(kind))
    def run(inputs: dict[str, Any]) -> None:
        if leaf.path[0] not in inputs and leaf.fields[0] in blocks(kind):
            return
        count_case(kind.token)
        items = new_value(leaf.field, chance) + new_value(leaf.field, chance)
        declared = with_value(inputs, leaf, items)
        assert differences(kind, declared, row(kind, with_value(declared, leaf, items[::-1]))) == ()

    run()


REFERRING = [kind for kind in KINDS if any(leaf.field.refers_to for leaf in leaves(kind.fields))]


@pytest.mark.parametrize("kind", REFERRING, ids=lambda kind: kind.name)
def test_every_reference_means_the_id_of_its_object(kind: Kind, count_case: Count) -> None:
    referring = [leaf for leaf in leaves(kind.fields) if leaf.field.refers_to]

    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        leaf = chance.choice(referring)
        token, key = leaf.field.refers_to, "Ein Name: 'x' | \"y\""
        own = reference(token, key)
        there = Directory(ids={(token, key.casefold()): ID}, names={ID: key})
        declared = with_value(inputs, leaf, [own] if leaf.field.many else own)
        actual = as_id(leaf.field, ID)
        wire = row(kind, with_value(inputs, leaf, [actual] if leaf.field.many else actual))
        count_case(kind.token)
        assert list(references(declared)) == [(token, key)]
        assert (
            compare(
                kind, resolve(kind.fields, declared, there), live(kind, untidy(kind, wire, chance)), there
            )
            == ()
        )

        count_case(kind.token)
        (missing,) = compare(kind, resolve(kind.fields, declared, NOBODY), live(kind, wire), there)
        assert missing.path == leaf.shown
        expected, found = f"{key} (not in the tenant)", f"{key} ({ID})"
        assert (missing.expected, missing.found) == (
            ([expected], [found]) if leaf.field.many else (expected, found)
        )

    each(kind, test)


CLOSED = [kind for kind in KINDS if kind.closed]
SAYS_SOMETHING: list[Any] = [
    *(True, False, 7, 0, 0.0, "x", "", ["y"], [], {}),
    {"isEnabled": True},
    {"isEnabled": False},
    {"percentage": 0},
    {"list": [], "deeper": {"value": None}},
    {"@odata.type": "#microsoft.graph.somethingNew"},
    [{"a": None, "b": 1}],
]
"""Only null says nothing: what anything else means in a property that nobody knows, nobody can tell."""


@pytest.mark.parametrize("kind", CLOSED, ids=lambda kind: kind.name)
def test_unmodelled_thing_inside_a_closed_object_is_reported_at_its_wire_path(
    kind: Kind, count_case: Count
) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        value = chance.choice(SAYS_SOMETHING)
        for number in range(len(list(closed_objects(wire_fields(kind, row(kind, inputs)), {}, kind.closed)))):
            wire = row(kind, inputs)
            path, node = list(closed_objects(wire_fields(kind, wire), wire, kind.closed))[number]
            node["newCondition"] = value
            count_case(kind.token)
            (found,) = differences(kind, inputs, wire)
            assert (found.path, found.expected, found.note) == (f"{path}.newCondition", None, UNMODELLED)
            assert (type(found.found), found.found) == (type(value), value)
            assert kind.normal(live(kind, wire).inputs) == kind.normal(inputs)

    each(kind, test)


@pytest.mark.parametrize("kind", CLOSED, ids=lambda kind: kind.name)
def test_object_of_a_type_that_nobody_knows_is_reported_wherever_it_stands(
    kind: Kind, count_case: Count
) -> None:
    """It may be nothing but its type, as a new kind of exclusion without members is."""

    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        for number in range(len(list(closed_objects(wire_fields(kind, row(kind, inputs)), {}, kind.closed)))):
            wire = row(kind, inputs)
            path, node = list(closed_objects(wire_fields(kind, wire), wire, kind.closed))[number]
            node["@odata.type"] = f"#{chance.choice(kind.types)}"
            count_case(kind.token)
            assert differences(kind, inputs, wire) == ()
            node["@odata.type"] = "#microsoft.graph.newKindOfExclusion"
            (found,) = differences(kind, inputs, wire)
            assert (found.path, found.expected) == (f"{path}.@odata.type", None)
            assert found.found == "#microsoft.graph.newKindOfExclusion"

    each(kind, test)


@EVERY_KIND
def test_exceeds_only_when_every_difference_is_stricter(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        stricter, looser = _changes(kind, inputs, chance)

        def judged(*changes: Change) -> bool:
            changed = inputs
            for leaf, value in changes:
                changed = with_value(changed, leaf, value)
            found = differences(kind, inputs, row(kind, changed))
            assert len(found) == len(changes)
            count_case(kind.token)
            return exceeds(kind, found, changed)

        assert not exceeds(kind, (), inputs)
        assert all(judged(change) for change in stricter)
        for change in chance.sample(looser, min(2, len(looser))):
            assert not judged(change)
            assert not any(judged(change, other) for other in stricter if other[0] != change[0])

    each(kind, test)


def _changes(kind: Kind, inputs: dict[str, Any], chance: random.Random) -> tuple[list[Change], list[Change]]:
    """Return changes in the stricter direction, and all others."""
    absent = {field.name for field in blocks(kind) if field.name not in inputs}
    ours = [
        leaf for leaf in leaves(kind.fields) if leaf.path[0] not in absent and owned(kind, inputs, leaf, None)
    ]
    changes: tuple[list[Change], list[Change]] = ([], [])
    for leaf in ours:
        for value, is_stricter in _directions(leaf.field, value_at(inputs, leaf.path), chance):
            # Of two spellings of one meaning, which have a test of their own, neither is a change.
            if kind.spelt_alike is None or differences(
                kind, inputs, row(kind, with_value(inputs, leaf, value))
            ):
                changes[not (is_stricter and _counts(leaf.field, inputs))].append((leaf, value))
    return changes


def _counts(field: Field, inputs: dict[str, Any]) -> bool:
    """Return whether the stricter direction of a property is no question with what is declared beside it."""
    if field.stricter_where is None:
        return True
    name, value = field.stricter_where
    return str(inputs[name]).lower() == value


def _within(field: Field, number: int) -> bool:
    """Whether a whole number is one that the service takes."""
    return (field.minimum or 0) <= number and (field.maximum is None or number <= field.maximum)


def _directions(field: Field, value: Any, chance: random.Random) -> list[tuple[Any, bool]]:
    """Return other values of a property, each with whether it is stricter than `value`."""
    if field.stricter is None:
        said = canonical(field, value) is not None
        return [(other_value(field, value, chance) if said else new_value(field, chance), False)]
    if field.stricter in {Stricter.TRUE, Stricter.FALSE}:
        strict = field.stricter is Stricter.TRUE
        return [(strict, True)] if value is not strict else [(not strict, False)]
    if field.stricter is Stricter.FEWER:
        return _more_and_fewer(field, value)
    if field.stricter is Stricter.LOWER:
        return _larger_and_smaller(field, value)
    if field.stricter is Stricter.EARLIER:
        # What is not said is the service's own, and nothing exceeds it: whether less is meant is asked.
        place = field.values.index(value) if value else 0
        own = str(value or field.default).casefold()
        return [(word, at < place) for at, word in enumerate(field.values) if word.casefold() != own]
    return _longer_and_shorter(field, value)


def _more_and_fewer(field: Field, value: Any) -> list[tuple[Any, bool]]:
    if not field.many:
        words = [(word, word == "nobody") for word in ("nobody", "all") if word != value.casefold()]
        return words if len(words) < 2 else [*words, (f"{value},{ANOTHER}", False)]
    return [*([([], True)] if value else []), ([*(value or []), ANOTHER], False)]


def _larger_and_smaller(field: Field, value: int) -> list[tuple[Any, bool]]:
    lowest = field.minimum or 0
    return [(value + 1, False), *([(lowest, True)] if value > lowest else [])]


def _longer_and_shorter(field: Field, value: Any) -> list[tuple[Any, bool]]:
    if field.type is Type.INTEGER:
        return [(one, one > value) for one in (value - 1, value + 1) if _within(field, one)]
    assert field.type is Type.DAYS
    if str(value).lower() == "unlimited":
        return [(36500, False)]
    return [
        ("unlimited", True),
        (int(value) + 1, True),
        *([(int(value) - 1, False)] if int(value) > 1 else []),
    ]


@EVERY_KIND
def test_what_is_declared_empty_is_owned(kind: Kind, count_case: Count) -> None:
    """An emptied list that the tenant fills again is drift, also where other fields are left alone."""

    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        for leaf in leaves(kind.fields):
            if leaf.field.required or len(leaf.path) > 1 or leaf.field.type is not Type.STRING:
                continue
            emptied = with_value(inputs, leaf, [] if leaf.field.many else "")
            after = new_value(leaf.field, chance)
            count_case(kind.token)
            assert not says(emptied, leaf)
            assert differences(kind, emptied, row(kind, emptied)) == ()
            found = told(kind, differences(kind, emptied, row(kind, with_value(emptied, leaf, after))))
            assert found == {leaf.shown: (None, canonical(leaf.field, after))}

    each(kind, test)


@EVERY_KIND
def test_no_class_of_a_kind_has_python_write_how_all_its_fields_are_compared_and_printed(kind: Kind) -> None:
    assert type(kind).__eq__ is object.__eq__
    assert type(kind).__repr__ is Kind.__repr__
    assert repr(kind) == f"<kind {kind.token}>"
