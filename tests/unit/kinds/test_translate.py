"""Inputs to the wire and back, and what no field can express."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.codec import FLAGS
from holdfast.kinds.field import Field, Type
from holdfast.kinds.translate import from_wire, to_wire, unmodelled

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


def test_every_input_has_its_place_at_the_wire() -> None:
    assert to_wire(FIELDS, INPUTS) == WIRE
    assert from_wire(FIELDS, WIRE) == INPUTS


def test_two_fields_may_share_an_object_in_any_order() -> None:
    extra = Field(name="extra", wire="users.extra", doc="x")
    inputs = {"extra": "e", "users": {"included": ["All"]}}

    for fields in ((*FIELDS, extra), (extra, *FIELDS)):
        assert to_wire(fields, inputs) == {"users": {"includeUsers": ["All"], "extra": "e"}}


def test_output_is_read_and_never_written() -> None:
    assert to_wire(FIELDS, {"objectId": "x"}) == {}
    assert from_wire(FIELDS, {"id": "x"})["objectId"] == "x"


def test_what_is_not_declared_is_not_sent() -> None:
    assert to_wire(FIELDS, {"name": "n", "period": None, "users": None}) == {"Name": "n"}


@pytest.mark.parametrize(
    "session", [None, {}, {"isEnabled": False, "value": 4}, {"value": 4}, {"isEnabled": None, "value": 4}]
)
def test_what_is_switched_off_says_nothing(session: Any) -> None:
    assert "frequency" not in from_wire(FIELDS, {"session": session})


def test_switch_of_its_own_is_read_as_it_is() -> None:
    assert from_wire(FIELDS, {"switch": {"isEnabled": False}})["on"] is False
    assert "on" not in from_wire(FIELDS, {"switch": None})


@pytest.mark.parametrize(
    "wire", [None, {}, {"users": "text"}, {"users": ["x"]}, {"deep": 7}, {"session": []}]
)
def test_wire_of_an_unexpected_shape_says_nothing(wire: Any) -> None:
    assert {name: value for name, value in from_wire(FIELDS, wire).items() if value not in ([], {})} == {}


CLOSED = ("users", "session", "deep")


@pytest.mark.parametrize(
    ("wire", "found"),
    [
        (WIRE, {}),
        ({}, {}),
        ({"users": None, "unlisted": {"x": 1}}, {}),
        ({"users": {"includeUsers": ["All"], "excludeAgents": ["x"]}}, {"users.excludeAgents": ["x"]}),
        ({"users": {"excludeAgents": []}, "session": {"strict": None}}, {}),
        ({"session": {"isEnabled": False, "strict": False, "mode": ""}}, {}),
        ({"session": {"strict": {"isEnabled": False}}}, {}),
        ({"session": {"strict": {"isEnabled": True}}}, {"session.strict": {"isEnabled": True}}),
        ({"deep": {"new": 1, "er": {"flags": "a", "newer": True}}}, {"deep.new": 1, "deep.er.newer": True}),
        ({"users": {"includeUsers@odata.type": "x", "@odata.type": "y"}}, {}),
    ],
)
def test_what_no_field_can_express_is_found_where_it_says_something(
    wire: dict[str, Any], found: dict[str, Any]
) -> None:
    assert unmodelled(FIELDS, wire, CLOSED) == found
