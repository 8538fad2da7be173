"""Inputs to the wire and back, and what no field can express."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.codec import FLAGS
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.field import Field, Type
from holdfast.kinds.statement import beside, field_names
from holdfast.kinds.translate import from_wire, to_wire

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = (
    Field(name="name", wire="Name", doc="x"),
    Field(name="flags", wire="deep.er.flags", doc="x", many=True, codec=FLAGS),
    Field(name="frequency", wire="session.value", enabled_by="isEnabled", doc="x", type=Type.INTEGER),
    Field(name="period", wire="session.type", enabled_by="isEnabled", doc="x"),
    Field(name="on", wire="switch.isEnabled", doc="x", type=Type.BOOLEAN, default=False),
    Field(
        name="users",
        doc="x",
        type=Type.OBJECT,
        fields=(Field(name="included", wire="includeUsers", doc="x", many=True),),
    ),
    Field(name="objectId", wire="id", doc="x", output=True),
)
WIRE = {
    "Name": "n",
    "deep": {"er": {"flags": "a,b"}},
    "session": {"value": 4, "type": "hours", "isEnabled": True},
    "switch": {"isEnabled": True},
    "users": {"includeUsers": ["All"]},
}
INPUTS = {
    "name": "n",
    "flags": ["a", "b"],
    "frequency": 4,
    "period": "hours",
    "on": True,
    "users": {"included": ["All"]},
}


def read(wire: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs that `wire` says, all of it understood."""
    misread: list[MisreadError] = []
    inputs = from_wire(FIELDS, wire, misread)
    assert misread == []
    return inputs


def test_every_input_has_its_place_at_the_wire() -> None:
    assert to_wire(FIELDS, INPUTS) == WIRE
    assert read(WIRE) == INPUTS


def test_two_fields_may_share_an_object_in_any_order() -> None:
    extra = Field(name="extra", wire="users.extra", doc="x")
    inputs = {"extra": "e", "users": {"included": ["All"]}}

    for fields in ((*FIELDS, extra), (extra, *FIELDS)):
        assert to_wire(fields, inputs) == {"users": {"includeUsers": ["All"], "extra": "e"}}


def test_output_is_read_and_never_written() -> None:
    assert to_wire(FIELDS, {"objectId": "x"}) == {}
    assert read({"id": "x"})["objectId"] == "x"


def test_what_is_not_declared_is_not_sent() -> None:
    assert to_wire(FIELDS, {"name": "n", "period": None, "users": None}) == {"Name": "n"}


@pytest.mark.parametrize(
    "session", [None, {}, {"isEnabled": False, "value": 4}, {"value": 4}, {"isEnabled": None, "value": 4}]
)
def test_what_is_switched_off_says_nothing(session: Any) -> None:
    assert "frequency" not in read({"session": session})


def test_switch_of_its_own_is_read_as_it_is() -> None:
    assert read({"switch": {"isEnabled": False}})["on"] is False
    assert "on" not in read({"switch": None})


@pytest.mark.parametrize(
    ("wire", "told"),
    [
        ({"users": "text"}, "users should be an object"),
        ({"users": ["x"]}, "users should be an object"),
        ({"users": {"includeUsers": "All"}}, "users.includeUsers should be a list"),
        ({"users": {"includeUsers": ["All", 7]}}, "users.includeUsers[1] should be a text"),
        ({"deep": 7}, "deep should be an object"),
        ({"deep": {"er": {"flags": ["a"]}}}, "deep.er.flags should be a text"),
        ({"session": []}, "session should be an object"),
        ({"session": {"isEnabled": "True", "value": 4}}, "session.isEnabled should be true or false"),
        ({"session": {"isEnabled": True, "value": "4"}}, "session.value should be a whole number"),
        ({"switch": {"isEnabled": 1}}, "switch.isEnabled should be true or false"),
        ({"Name": 7}, "Name should be a text"),
    ],
)
def test_wire_of_an_unexpected_shape_is_told_and_the_rest_is_read(wire: dict[str, Any], told: str) -> None:
    misread: list[MisreadError] = []

    inputs = from_wire(FIELDS, {**WIRE, **wire}, misread)

    assert told in {str(one).partition(", and is")[0] for one in misread}
    (changed,) = wire
    kept = {
        name
        for name in INPUTS
        if {"flags": "deep", "frequency": "session", "period": "session", "on": "switch", "name": "Name"}.get(
            name, name
        )
        != changed
    }
    assert {name: inputs[name] for name in kept} == {name: INPUTS[name] for name in kept}


CLOSED = ("users", "session", "deep")


@pytest.mark.parametrize(
    ("wire", "found"),
    [
        (WIRE, {}),
        ({}, {}),
        ({"users": None, "unlisted": {"x": 1}}, {}),
        ({"users": {"includeUsers": ["All"], "excludeAgents": ["x"]}}, {"users.excludeAgents": ["x"]}),
        ({"users": {"excludeAgents": None}, "session": {"strict": None}}, {}),
        ({"users": {"excludeAgents": []}}, {"users.excludeAgents": []}),
        (
            {"session": {"isEnabled": False, "strict": False, "mode": ""}},
            {"session.strict": False, "session.mode": ""},
        ),
        ({"session": {"strict": {"isEnabled": False}}}, {"session.strict": {"isEnabled": False}}),
        ({"session": {"strict": {"isEnabled": True}}}, {"session.strict": {"isEnabled": True}}),
        ({"deep": {"new": 1, "er": {"flags": "a", "newer": True}}}, {"deep.new": 1, "deep.er.newer": True}),
        ({"users": {"includeUsers@odata.type": "x", "@odata.type": "#y"}}, {}),
        ({"users": {"@odata.type": None}}, {}),
        ({"users": {"@odata.type": "#z"}}, {"users.@odata.type": "#z"}),
    ],
)
def test_what_no_field_can_express_is_found_where_it_says_something(
    wire: dict[str, Any], found: dict[str, Any]
) -> None:
    assert beside(field_names(FIELDS), wire, CLOSED, ("y",)).drift == found
