"""What is read out of the engine's state."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from holdfast.apply.state import parse_state

ROWS: list[dict[str, Any]] = [
    {"urn": "urn:a", "type": "pkg:index:A", "custom": True, "inputs": {"name": "a"}},
    {"urn": "urn:b", "type": "pkg:index:B", "custom": True, "inputs": {"names": ["a", "b"]}},
    {"urn": "urn:b", "type": "pkg:index:B", "custom": True, "delete": True, "inputs": {}},
]


def test_the_order_in_which_the_engine_wrote_things_down_is_no_change() -> None:
    digests = {parse_state({"resources": list(rows)}).digest for rows in permutations(ROWS)}
    assert len(digests) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"resources": ROWS[:2]},
        {"resources": [*ROWS, ROWS[0]]},
        {"resources": [*ROWS[1:], {**ROWS[0], "inputs": {"name": "b"}}]},
        {"resources": [ROWS[0], ROWS[2], {**ROWS[1], "inputs": {"names": ["b", "a"]}}]},
        {"resources": ROWS, "pending_operations": [{"type": "creating"}]},
    ],
)
def test_whatever_the_state_says_otherwise_is_a_change(other: dict[str, Any]) -> None:
    assert parse_state(other).digest != parse_state({"resources": ROWS}).digest
