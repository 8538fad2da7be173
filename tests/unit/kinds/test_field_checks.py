"""The sentences of wrong inputs: what was found, and what was expected."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.field import Field, Type
from holdfast.kinds.input_mistakes import choice_mistakes, mistakes

FIELDS = (
    Field(name="name", doc="x", required=True),
    Field(name="action", doc="x", values=("Keep", "Delete"), any_case=True),
    Field(name="days", doc="x", type=Type.DAYS, minimum=1, maximum=36500),
    Field(name="count", doc="x", type=Type.INTEGER, minimum=1),
    Field(name="on", doc="x", type=Type.BOOLEAN),
    Field(name="words", doc="x", many=True),
    Field(name="inner", doc="x", type=Type.OBJECT, fields=(Field(name="mode", doc="x", required=True),)),
    Field(
        name="rows",
        doc="x",
        type=Type.OBJECT,
        many=True,
        fields=(Field(name="mode", doc="x", required=True),),
    ),
    Field(name="id", doc="x", output=True),
)
ALL = "action, count, days, inner, name, on, rows, words"


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        ({}, []),
        ({"name": None}, [("name", "is required and missing")]),
        ({"name": ""}, [("name", "may not be empty")]),
        ({"name": 7}, [("name", "should be a text, is a number (7)")]),
        ({"nmae": "x"}, [("nmae", f"there is no such property; there are: {ALL}")]),
        ({"id": "x"}, [("id", f"there is no such property; there are: {ALL}")]),
        ({"action": "Shred"}, [("action", "should be one of Keep, Delete, is 'Shred'")]),
        ({"days": "ten"}, [("days", "should be a whole number of days, or `unlimited`, is a text ('ten')")]),
        (
            {"days": True},
            [("days", "should be a whole number of days, or `unlimited`, is true or false (True)")],
        ),
        ({"days": 0}, [("days", "should be at least 1, is 0")]),
        ({"days": "36501"}, [("days", "should be at most 36500, is 36501")]),
        ({"days": "Unlimited"}, []),
        ({"count": 0}, [("count", "should be at least 1, is 0")]),
        ({"count": 1.5}, [("count", "should be a whole number, is a number (1.5)")]),
        ({"count": True}, [("count", "should be a whole number, is true or false (True)")]),
        ({"on": "true"}, [("on", "should be true or false, is a text ('true')")]),
        ({"words": "x"}, [("words", "should be a list, is a text ('x')")]),
        (
            {"words": ["x", 7, "y", None]},
            [
                ("words[1]", "should be a text, is a number (7)"),
                ("words[3]", "should be a text, is nothing (null)"),
            ],
        ),
        ({"inner": []}, [("inner", "should be an object, is a list ([])")]),
        ({"inner": {}}, [("inner.mode", "is required and missing")]),
        ({"inner": {"mode": "x", "more": 1}}, [("inner.more", "there is no such property; there are: mode")]),
        (
            {"rows": [{"mode": "x"}, {}, 7]},
            [
                ("rows[1].mode", "is required and missing"),
                ("rows[2]", "should be an object, is a number (7)"),
            ],
        ),
    ],
)
def test_mistake_is_one_sentence_at_its_path(inputs: dict[str, Any], found: list[tuple[str, str]]) -> None:
    unknown = object()

    assert list(mistakes(FIELDS, {"name": "n", **inputs}, unknown)) == found


def test_unknown_value_passes_wherever_it_stands() -> None:
    unknown = object()
    inputs = {
        "name": unknown,
        "words": [unknown, "x"],
        "inner": {"mode": unknown},
        "rows": [unknown],
        "days": unknown,
    }

    assert list(mistakes(FIELDS, inputs, unknown)) == []


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        ({"ip": {}}, []),
        ({"country": {}}, []),
        ({}, [("ip", "exactly one of ip, country belongs there, and none is")]),
        (
            {"ip": {}, "country": {}},
            [("country", "exactly one of ip, country belongs there, and ip and country are")],
        ),
    ],
)
def test_exactly_one_of_a_choice_is_declared(inputs: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert list(choice_mistakes(("ip", "country"), inputs)) == found


def test_a_kind_without_a_choice_has_no_such_mistake() -> None:
    assert list(choice_mistakes((), {})) == []
