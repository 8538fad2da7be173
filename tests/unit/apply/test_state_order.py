"""In which order the engine writes down what has no order is no change of the state; all else that it says is."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from holdfast.apply.state import parse_state

if TYPE_CHECKING:
    from collections.abc import Iterator

SETS = (
    "additionalSecretOutputs",
    "aliases",
    "dependencies",
    "hideDiff",
    "ignoreChanges",
    "initErrors",
    "replaceOnChanges",
    "replaceWith",
)
"""Lists of a row in whose order nothing is meant (`apitype.ResourceV3` of pulumi 3.259)."""
WORDS = st.lists(st.text("abcde:", min_size=1, max_size=4), max_size=4, unique=True)
VALUES = st.dictionaries(
    st.sampled_from(["names", "rules", "users"]), st.lists(st.sampled_from("abc"), max_size=3), max_size=3
)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """Return a row as the engine may write one."""
    row: dict[str, Any] = {
        "urn": f"urn:{draw(st.sampled_from('abc'))}",
        "type": "pkg:index:A",
        "custom": True,
        "id": draw(st.sampled_from("xyz")),
        "inputs": draw(VALUES),
        "outputs": draw(VALUES),
        "propertyDependencies": draw(st.dictionaries(st.sampled_from(["names", "users"]), WORDS, max_size=2)),
        "resourceHooks": draw(st.dictionaries(st.just("before-delete"), WORDS, max_size=1)),
        "modified": draw(st.sampled_from(["2026-11-27T17:26:31Z", "2026-11-27T17:26:43Z"])),
    }
    return row | {name: draw(WORDS) for name in SETS if draw(st.booleans())}


@st.composite
def states(draw: st.DrawFn) -> dict[str, Any]:
    """Return a deployment as the engine may keep one."""
    operations = st.fixed_dictionaries(
        {"type": st.sampled_from(["creating", "updating"]), "resource": rows()}
    )
    return {
        "resources": draw(st.lists(rows(), min_size=1, max_size=3)),
        "pending_operations": draw(st.lists(operations, max_size=2)),
    }


def every_row(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from state["resources"]
    yield from (one["resource"] for one in state["pending_operations"])


def shuffled(state: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a copy in which every list stands in another order in which order means nothing."""
    other = copy.deepcopy(state)
    for name in ("resources", "pending_operations"):
        chance.shuffle(other[name])
    for row in every_row(other):
        for one in (*(row.get(name) for name in SETS), *row["propertyDependencies"].values()):
            chance.shuffle(one or [])
        row["created"] = "2026-11-27T17:26:31Z"
        for name in SETS:
            if not row.get(name) and chance.random() < 0.5:
                row.update({name: chance.choice([None, []])})
    return other


@given(state=states(), seed=st.integers(0, 2**16))
def test_another_order_is_no_change(state: dict[str, Any], seed: int) -> None:
    other = shuffled(state, random.Random(seed))  # noqa: S311 - repeatable chance is the point

    assert parse_state(other).digest == parse_state(state).digest


@given(state=states(), seed=st.integers(0, 2**16))
def test_one_more_anywhere_is_a_change(state: dict[str, Any], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    other = shuffled(state, chance)
    row = chance.choice(list(every_row(other)))
    where = chance.choice([*SETS, "propertyDependencies", "resourceHooks", "inputs", "outputs", "row"])
    if where == "row":
        other["resources"].append(copy.deepcopy(row))
    elif where in SETS:
        row[where] = [*(row.get(where) or []), "another"]
    else:
        row[where]["names"] = [*row[where].get("names", []), "another"]

    assert parse_state(other).digest != parse_state(state).digest


@given(state=states(), seed=st.integers(0, 2**16))
def test_where_order_means_something_another_one_is_a_change(state: dict[str, Any], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    other = copy.deepcopy(state)
    for row, changed in zip(every_row(state), every_row(other), strict=True):
        where = chance.choice(["inputs", "outputs", "resourceHooks"])
        row[where]["names"], changed[where]["names"] = ["first", "second"], ["second", "first"]

    assert parse_state(other).digest != parse_state(state).digest
