"""What others name and somebody deleted is made anew: that its id goes from a rule takes nobody's protection away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.apply.loosening import loosened
from holdfast.apply.state import Kept, State
from holdfast.drift.references import Directory
from holdfast.drift.seen import Live
from holdfast.kinds.field import Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.letters import one_case
from holdfast.model.plan import Cloud, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind

PLAN = Plan("c", "t.example", Cloud.GLOBAL, "b@1.0.0", {}, (), (), delete_protected_data=False)
WAS, ANOTHER = "7e870fef-4693-425e-8920-b13cbf21a666", "0c5cf4e1-6a4e-4c55-8d4f-0f7b2f1c7d11"


def naming(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    """Every place that names another object and that decides how much is protected."""
    for one in fields:
        if one.type is Type.OBJECT:
            yield from naming(one.fields, f"{above}{one.name}.")
        elif one.refers_to in kinds() and one.protecting:
            yield f"{above}{one.name}", one


CASES = [
    pytest.param(kind, path, one, id=f"{kind.name}.{path}")
    for kind in kinds().values()
    for path, one in naming(kind.fields)
]


def test_there_are_places_that_name_others() -> None:
    assert len(CASES) > 3


def inputs(kind: Kind, path: str, *values: str) -> dict[str, Any]:
    placed: Any = [*values]
    for name in reversed(path.split(".")):
        placed = {name: placed}
    return {kind.key: "It", **cast("dict[str, Any]", placed)}


def asked(kind: Kind, path: str, one: Field, there: Live, *, was: tuple[str, ...] = (WAS,)) -> list[str]:
    """The places that are asked about when `Pilot`, which is declared, was applied with an id of before."""
    target = kinds()[str(one.refers_to)]
    rule, named = "urn:pulumi:c::holdfast::it", "urn:pulumi:c::holdfast::pilot"
    kept = {
        rule: Kept(rule, kind.token, "it", inputs(kind, path, *was), stays=False),
        named: Kept(
            named, target.token, f"{target.id_prefix}{WAS.upper()}", {target.key: "Pilot"}, stays=False
        ),
    }
    desired = [
        DesiredResource(rule, kind.token, "it", "", inputs(kind, path, reference(target.token, "pilot"))),
        DesiredResource(named, target.token, "pilot", "", {target.key: "Pilot"}),
    ]
    live = LiveObject(id="it", key="It", inputs=inputs(kind, path, *was))
    found = loosened(
        kinds(), PLAN, desired, State(resources=kept), Live(objects={kind.token: (live,)} | there.objects)
    )
    return [one.path for one in found]


@pytest.mark.parametrize(("kind", "path", "one"), CASES)
def test_what_is_gone_and_made_anew_is_not_asked_about(kind: Kind, path: str, one: Field) -> None:
    assert asked(kind, path, one, Live(objects={str(one.refers_to): ()})) == []


@pytest.mark.parametrize(("kind", "path", "one"), CASES)
def test_what_nobody_could_read_is_not_taken_for_gone(kind: Kind, path: str, one: Field) -> None:
    assert asked(kind, path, one, Live()) == [path]


@pytest.mark.parametrize(("kind", "path", "one"), CASES)
def test_what_another_name_of_the_rule_means_goes_on_being_asked_about(
    kind: Kind, path: str, one: Field
) -> None:
    there = Live(objects={str(one.refers_to): ()})
    becoming = asked(kind, path, one, there, was=(ANOTHER, WAS))
    joining = asked(kind, path, one, there, was=())
    assert sorted(becoming + joining) == [path], "less of what protects more, or more of what protects less"


@pytest.mark.parametrize(("kind", "path", "one"), CASES)
def test_what_bears_another_name_now_is_not_gone(kind: Kind, path: str, one: Field) -> None:
    target = kinds()[str(one.refers_to)]
    renamed = LiveObject(id=WAS, key="Renamed", inputs={target.key: "Renamed"})
    directory = Directory({(target.token, one_case("Renamed")): WAS}, {WAS: "Renamed"})
    there = Live(objects={target.token: (renamed,)}, directory=directory)
    assert asked(kind, path, one, there) == [path]
