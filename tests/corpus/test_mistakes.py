"""The checks of every kind's inputs: valid inputs pass, each wrong value gives one mistake that names its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Field, Type
from holdfast.kinds.input_mistakes import mistakes, refused_values
from holdfast.provider.values import UNKNOWN
from tests.corpus.properties import EVERY_KIND, each

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.kind import Kind
    from tests.corpus.properties import Count

Place = tuple[str, Field, dict[str, Any]]
"""Path of a property, its field, and the object that holds it."""


def found(kind: Kind, inputs: dict[str, Any]) -> list[tuple[str, str]]:
    return list(mistakes(kind.fields, inputs, UNKNOWN))


def places(fields: Sequence[Field], inputs: dict[str, Any], path: str = "") -> Iterator[Place]:
    """Yield every property that is declared in `inputs`, at any depth."""
    for field in fields:
        value = inputs.get(field.name)
        if value is None:
            continue
        yield f"{path}{field.name}", field, inputs
        if field.type is Type.OBJECT and not field.many:
            yield from places(field.fields, value, f"{path}{field.name}.")
        elif field.type is Type.OBJECT:
            for index, item in enumerate(value):
                yield from places(field.fields, item, f"{path}{field.name}[{index}].")


def wrong_items(field: Field) -> list[Any]:
    """Return values of one item that may not be declared."""
    match field.type:
        case Type.OBJECT:
            return ["text", 3, True, ["x"]]
        case Type.BOOLEAN:
            return ["true", 1, 0, {}, []]
        case Type.INTEGER:
            return ["3", 2.5, True, {}, [3], *([field.minimum - 1] if field.minimum is not None else [])]
        case Type.DAYS:
            low, high = field.minimum or 0, field.maximum or 0
            return [
                "ten",
                "10 years",
                "-3",
                True,
                {},
                [3],
                2.5,
                low - 1,
                high + 1,
                str(high + 1),
                "99999.00:00:00",
            ]
        case _:
            wrong: list[Any] = [5, True, 2.5, {}, ["x"]]
            if field.values:
                wrong += ["something else", field.values[0].swapcase(), f"{field.values[0]} "]
            return wrong + ([""] if field.required else [])


@EVERY_KIND
def test_valid_inputs_have_no_mistakes(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        count_case(kind.token)
        assert found(kind, inputs) == []

    each(kind, test)


@EVERY_KIND
def test_wrong_value_gives_one_mistake_at_its_path(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        declared = list(places(kind.fields, inputs))
        if not declared:
            return  # a kind without a required property may declare nothing at all
        path, field, holder = chance.choice(declared)
        right = holder[field.name]
        if not field.many:
            wrong = [(path, value) for value in wrong_items(field)]
        else:
            wrong = [(path, value) for value in ("x", 7, True, {"a": 1})]
            if field.required:
                wrong.append((path, []))
            if field.most is not None:
                wrong += [(path, right[:1] * (field.most + 1))] if right else []
                right = right[: field.most - 1]
            at = len(right)
            wrong += [(f"{path}[{at}]", [*right, value]) for value in wrong_items(field)]
        for where, value in wrong:
            holder[field.name] = value
            count_case(kind.token)
            ((told_path, told),) = found(kind, inputs)
            assert told_path == where
            assert told

    each(kind, test)


@EVERY_KIND
def test_missing_and_unheard_of_properties_are_mistakes_at_their_path(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        declared = list(places(kind.fields, inputs))
        for path, field, holder in declared:
            if not field.required:
                continue
            right = holder.pop(field.name)
            for absent in ({}, {field.name: None}):
                count_case(kind.token)
                assert found(kind, {**inputs, **absent} if holder is inputs else inputs) == [
                    (path, "is required and missing")
                ]
            holder[field.name] = right
        holders = {"": inputs, **{path.rpartition(".")[0]: holder for path, _, holder in declared}}
        for above, holder in holders.items():
            holder["displayNaem"] = "x"
            count_case(kind.token)
            ((path, told),) = found(kind, inputs)
            assert path == f"{above}.displayNaem" if above else "displayNaem"
            assert "there is no such property" in told
            del holder["displayNaem"]

    each(kind, test)


@EVERY_KIND
def test_computed_output_may_not_be_declared(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        for field in kind.fields:
            if field.output:
                count_case(kind.token)
                assert [path for path, _ in found(kind, {**inputs, field.name: "x"})] == [field.name]

    each(kind, test, examples=5)


@EVERY_KIND
def test_value_that_a_preview_does_not_know_passes(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        declared = list(places(kind.fields, inputs))
        if not declared:
            return
        path, field, holder = chance.choice(declared)
        right = holder[field.name]
        if field.most is not None:
            right = right[: field.most - 1]
        for value in [UNKNOWN, *([[*right, UNKNOWN]] if field.many else [])]:
            holder[field.name] = value
            count_case(kind.token)
            assert found(kind, inputs) == [], path

    each(kind, test)


@EVERY_KIND
def test_all_mistakes_come_out_at_once(kind: Kind, count_case: Count) -> None:
    def test(_inputs: dict[str, Any], _: random.Random) -> None:
        wrong: dict[str, Any] = {"one": 1, "two": 2}
        wrong |= {field.name: 7.5 for field in kind.fields if not field.output}
        count_case(kind.token)
        assert {path for path, _ in found(kind, wrong)} == set(wrong)

    each(kind, test, examples=1)


@EVERY_KIND
def test_a_control_character_is_refused_in_every_text(kind: Kind) -> None:
    """By the provider, and in a recording, which is asked for the types of other providers as well."""
    for field in kind.fields:
        if field.output or field.type is not Type.STRING or field.many or field.values:
            continue
        for sign in ("\x00", "\x1b", "\x85"):
            inputs = {field.name: f"a{sign}b"}
            for told in (found(kind, inputs), list(refused_values(kind.fields, inputs))):
                assert [path for path, why in told if "control character" in why] == [field.name]
