"""Plain values to the engine's property values and back."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.provider.experimental.property_value import PropertyValue
from pulumi.runtime.rpc import UNKNOWN as UNKNOWN_TEXT

from holdfast.provider.values import UNKNOWN, has_unknown, plain, wrapped


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"text": "x", "empty": "", "yes": True, "no": False, "zero": 0, "days": 2555, "half": 0.5},
        {"list": [], "deep": {"list": ["a", {"b": [1, UNKNOWN]}]}, "none at all": {}},
        {"unknown": UNKNOWN},
    ],
)
def test_values_survive_both_ways(values: dict[str, Any]) -> None:
    assert plain(wrapped(values)) == values


def test_nulls_are_left_out_at_every_depth() -> None:
    assert plain(wrapped({"a": None, "b": {"c": None, "d": 1}})) == {"b": {"d": 1}}
    assert plain({"a": PropertyValue(None), "b": PropertyValue({"c": PropertyValue(None)})}) == {"b": {}}


def test_whole_numbers_are_ints_and_truth_is_no_number() -> None:
    back = plain(wrapped({"days": 2555.0, "yes": True, "half": 2.5}))

    assert [(name, type(value)) for name, value in back.items()] == [
        ("days", int),
        ("yes", bool),
        ("half", float),
    ]


def test_unknown_travels_as_the_engine_writes_it() -> None:
    assert wrapped({"a": UNKNOWN})["a"].value == UNKNOWN_TEXT
    assert plain({"a": PropertyValue(UNKNOWN_TEXT)}) == {"a": UNKNOWN}
    assert repr(UNKNOWN) == "<unknown>"


@pytest.mark.parametrize(
    ("value", "unknown"),
    [
        (UNKNOWN, True),
        ([1, [UNKNOWN]], True),
        ({"a": {"b": UNKNOWN}}, True),
        ("<unknown>", False),
        ({"a": [1, None]}, False),
        (None, False),
    ],
)
def test_unknown_is_found_at_any_depth(value: Any, *, unknown: bool) -> None:
    assert has_unknown(value) == unknown
