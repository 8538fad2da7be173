"""What is read out of the engine's state."""

from __future__ import annotations

import shlex
from itertools import permutations
from typing import Any

import pytest

from holdfast.apply.gates.protected import require_nothing_protected
from holdfast.apply.state import parse_state
from holdfast.model.errors import RefusedError

ROWS: list[dict[str, Any]] = [
    {"urn": "urn:a", "type": "pkg:index:A", "custom": True, "inputs": {"name": "a"}},
    {"urn": "urn:b", "type": "pkg:index:B", "custom": True, "inputs": {"names": ["a", "b"]}},
    {"urn": "urn:b", "type": "pkg:index:B", "custom": True, "delete": True, "inputs": {}},
]


def test_the_order_in_which_the_engine_wrote_things_down_is_no_change() -> None:
    digests = {parse_state({"resources": list(rows)}).digest for rows in permutations(ROWS)}
    assert len(digests) == 1


@pytest.mark.parametrize("place", [0, 1], ids=["of the tenant", "component or provider"])
def test_what_is_protected_stops_a_destroy_before_anything_goes(place: int) -> None:
    rows = [ROWS[0], {"urn": "urn:pulumi:c::p::t:T::it's", "type": "t:T", "custom": False}]
    require_nothing_protected(parse_state({"resources": [*rows, {**ROWS[2], "protect": True}]}))

    rows[place] = {**rows[place], "urn": "urn:pulumi:c::p::t:T::it's", "protect": True}
    with pytest.raises(RefusedError, match="it's must not be deleted") as refused:
        require_nothing_protected(parse_state({"resources": rows}))
    assert refused.value.slug == "protected-in-state"
    typed = shlex.split(refused.value.message.split("type ")[1].removesuffix(". Nothing was changed"))
    assert typed == ["pulumi", "state", "unprotect", "urn:pulumi:c::p::t:T::it's"]


DEPENDENT: dict[str, Any] = {
    **ROWS[0],
    "id": "/policies/1",
    "modified": "2026-11-27T17:26:31Z",
    "dependencies": ["urn:b", "urn:c"],
    "propertyDependencies": {"name": ["urn:b", "urn:c"], "other": None},
}


@pytest.mark.parametrize(
    "written",
    [
        {"modified": "2026-11-27T17:26:43Z"},
        {"created": "2026-11-27T17:26:43Z"},
        {"importID": "/policies/1"},
        {"dependencies": ["urn:c", "urn:b"]},
        {"propertyDependencies": {"name": ["urn:c", "urn:b"], "other": []}},
        {"propertyDependencies": {"name": ["urn:b", "urn:c"]}},
    ],
    ids=str,
)
def test_a_run_that_changes_nothing_leaves_the_state_as_it_was(written: dict[str, Any]) -> None:
    """As `pulumi up` by hand writes it after `holdfast up`, and the other way round (pulumi 3.259, looked at)."""
    digests = {parse_state({"resources": [one]}).digest for one in (DEPENDENT, {**DEPENDENT, **written})}
    assert len(digests) == 1


@pytest.mark.parametrize(
    "written",
    [
        {"importID": "/policies/2"},
        {"id": "/policies/2"},
        {"dependencies": ["urn:b"]},
        {"propertyDependencies": {"name": ["urn:b"], "other": None}},
        {"propertyDependencies": {"name": ["urn:b"], "other": ["urn:c"]}},
        {"protect": True},
        {"outputs": {"name": "a"}},
        {"provider": "urn:p::1"},
    ],
    ids=str,
)
def test_what_another_run_leaves_otherwise_is_a_change(written: dict[str, Any]) -> None:
    other = {**DEPENDENT, **written}
    assert parse_state({"resources": [other]}).digest != parse_state({"resources": [DEPENDENT]}).digest


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
