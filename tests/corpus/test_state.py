"""What the provider keeps of every kind after a read: a refresh shows what differs, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.provider.state import NOTHING_DECLARED, changed_paths, inputs_after_read, not_ignored, outputs
from holdfast.provider.values import UNKNOWN, plain, wrapped
from tests.corpus.properties import EVERY_KIND, each
from tests.corpus.rows import ID, live, row, untidy
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

    from holdfast.kinds.kind import Kind
    from tests.corpus.properties import Count


@EVERY_KIND
def test_read_of_what_was_written_keeps_the_inputs_as_they_were(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        for wire in (row(kind, inputs), untidy(kind, row(kind, inputs), chance)):
            count_case(kind.token)
            assert inputs_after_read(kind, live(kind, wire), inputs) == inputs

    each(kind, test)


@EVERY_KIND
def test_inputs_against_themselves_change_nothing(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        found = live(kind, untidy(kind, row(kind, inputs), chance))
        state = outputs(kind, found, inputs_after_read(kind, found, inputs))
        count_case(kind.token)
        assert changed_paths(kind, state, inputs) == []

    each(kind, test)


@EVERY_KIND
def test_change_in_the_tenant_shows_after_a_read_at_its_exact_path(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        said = said_by(kind, inputs)
        for leaf in chance.sample(said, min(2, len(said))):
            before = value_at(inputs, leaf.path)
            after = other_value(leaf.field, before, chance)
            wire = untidy(kind, row(kind, with_value(inputs, leaf, after)), chance)
            state = inputs_after_read(kind, live(kind, wire), inputs)
            ((path, was, is_),) = changed_paths(kind, state, inputs)
            count_case(kind.token)
            assert path == leaf.shown
            assert (canonical(leaf.field, was), canonical(leaf.field, is_)) == (
                canonical(leaf.field, after),
                canonical(leaf.field, before),
            )
            top = str(leaf.path[0])
            assert {**state, top: None} == {**inputs, top: None}

    each(kind, test)


@EVERY_KIND
def test_addition_in_the_tenant_enters_the_state_only_where_the_whole_object_is_ours(
    kind: Kind, count_case: Count
) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        unsaid = unsaid_by(kind, inputs)
        for leaf in chance.sample(unsaid, min(2, len(unsaid))):
            after = new_value(leaf.field, chance)
            wire = untidy(kind, row(kind, with_value(inputs, leaf, after)), chance)
            state = inputs_after_read(kind, live(kind, wire), inputs)
            count_case(kind.token)
            if kind.whole or leaf.path[0] in inputs:
                assert [path for path, _, _ in changed_paths(kind, state, inputs)] == [leaf.shown]
            else:
                assert state == inputs

    each(kind, test)


@EVERY_KIND
def test_import_takes_everything_that_the_object_says(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        taken = inputs_after_read(kind, live(kind, untidy(kind, row(kind, inputs), chance)), None)
        count_case(kind.token)
        assert kind.normal(taken) == kind.normal(inputs)
        assert changed_paths(kind, taken, inputs) == []
        for leaf in leaves(kind.fields):
            assert canonical(leaf.field, value_at(taken, leaf.path)) == canonical(
                leaf.field, value_at(inputs, leaf.path)
            )

    each(kind, test)


@EVERY_KIND
def test_value_that_a_preview_does_not_know_counts_as_changed(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        said = said_by(kind, inputs)
        if not said:
            return
        leaf = chance.choice(said)
        unknown = with_value(inputs, leaf, [UNKNOWN] if leaf.field.many else UNKNOWN)
        count_case(kind.token)
        assert [path for path, _, _ in changed_paths(kind, inputs, unknown)] == [leaf.path[0]]
        assert [path for path, _, _ in changed_paths(kind, {}, unknown)][:1] != []

    each(kind, test)


@EVERY_KIND
def test_ignored_property_hides_itself_and_what_is_below(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        changed = inputs
        leaves_changed = chance.sample(said := said_by(kind, inputs), min(3, len(said)))
        for leaf in leaves_changed:
            changed = with_value(changed, leaf, other_value(leaf.field, value_at(inputs, leaf.path), chance))
        paths = changed_paths(kind, changed, inputs)
        assert [path for path, _, _ in paths] == sorted(leaf.shown for leaf in leaves_changed)
        for leaf in leaves_changed:
            count_case(kind.token)
            assert [one[0] for one in not_ignored(paths, [leaf.shown])] == sorted(
                other.shown for other in leaves_changed if other != leaf
            )
            assert [one[0] for one in not_ignored(paths, [str(leaf.path[0])])] == sorted(
                other.shown for other in leaves_changed if other.path[0] != leaf.path[0]
            )

    each(kind, test)


@EVERY_KIND
def test_inputs_survive_the_engines_wire(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        count_case(kind.token)
        assert plain(wrapped(inputs)) == inputs

    each(kind, test)


@EVERY_KIND
def test_outputs_are_inputs_and_what_the_service_computes(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        found = live(kind, row(kind, inputs))
        computed = {field.name: ID for field in kind.fields if field.output and field.place == ("id",)}
        count_case(kind.token)
        assert outputs(kind, found, inputs) == ({**inputs, **computed} or NOTHING_DECLARED)

    each(kind, test, examples=10)
