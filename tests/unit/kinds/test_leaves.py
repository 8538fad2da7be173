"""The leaves in which two objects differ, by path."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.leaves import differing_leaves

Leaves = dict[str, tuple[Any, Any]]


@pytest.mark.parametrize(
    ("wanted", "found", "leaves"),
    [
        ({}, {}, {}),
        ({"a": 1}, {"a": 1}, {}),
        ({"a": 1}, {"a": 2}, {"a": (1, 2)}),
        ({"a": 1}, {"a": "1"}, {"a": (1, "1")}),
        ({"a": True}, {"a": False}, {"a": (True, False)}),
        ({"a": 1}, {}, {"a": (1, None)}),
        ({}, {"a": 1}, {"a": (None, 1)}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, {"a.c": (2, 3)}),
        ({"a": {"b": 1}}, {}, {"a.b": (1, None)}),
        ({}, {"a": {"b": {"c": 1, "d": [2]}}}, {"a.b.c": (None, 1), "a.b.d": (None, [2])}),
        ({"a": ["x", "y"]}, {"a": ["x", "z"]}, {"a": (["x", "y"], ["x", "z"])}),
        ({"a": ["x", "y"]}, {"a": ["y"]}, {"a": (["x", "y"], ["y"])}),
        ({"a": ["x"]}, {}, {"a": (["x"], None)}),
        ({"a": [{"b": 1}]}, {"a": [{"b": 2}]}, {"a[0].b": (1, 2)}),
        ({"a": [{"b": 1}]}, {"a": [{"b": 1}, {"b": 2, "c": 3}]}, {"a[1].b": (None, 2), "a[1].c": (None, 3)}),
        ({"a": [{"b": 1}]}, {}, {"a[0].b": (1, None)}),
        ({}, {"a": [{"b": ["x"]}]}, {"a[0].b": (None, ["x"])}),
        ({"a": [{"b": [{"c": ["x"]}]}]}, {"a": [{"b": [{"c": ["y"]}]}]}, {"a[0].b[0].c": (["x"], ["y"])}),
        ({"a": {"b": 1}}, {"a": 7}, {"a": ({"b": 1}, 7)}),
        ({"a": "x"}, {"a": [{"b": 1}]}, {"a": ("x", [{"b": 1}])}),
    ],
)
def test_each_differing_leaf_once(wanted: dict[str, Any], found: dict[str, Any], leaves: Leaves) -> None:
    differing = list(differing_leaves(wanted, found))

    assert len({path for path, _, _ in differing}) == len(differing)
    assert {path: (before, after) for path, before, after in differing} == leaves


def test_many_differences_in_one_list_are_one_leaf() -> None:
    wanted, found = (
        {"a": [str(number) for number in range(9)]},
        {"a": [str(number) for number in range(20, 40)]},
    )

    assert [path for path, _, _ in differing_leaves(wanted, found)] == ["a"]


def test_names_that_look_private_are_compared() -> None:
    assert list(differing_leaves({"__a": 1}, {"__a": 2})) == [("__a", 1, 2)]
