"""What writes JSON quickly writes what the standard library does, and leaves to it what it cannot write."""

from __future__ import annotations

import json
import tracemalloc
from collections import OrderedDict
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from holdfast.model.finding import Difference, Finding
from holdfast.model.status import Status
from holdfast.report.formats.interface import formats
from holdfast.report.json_text import as_json, json_document
from holdfast.report.text import ORDER, is_hidden
from tests.golden.report.cases import MFA, POLICY, URN, input_of, result


@pytest.mark.parametrize(
    "value",
    [
        {"name": "half \ud800 of a pair"},
        {"number": 2**70},
        {"name": "right \u202e to left, \x7f, \u2028, \x00 and é \U0001f600", "empty": [[], {}]},
        {"numbers": [1, -1, 1.5, 1e16], "others": [True, False, None], "": ""},
    ],
)
def test_document_is_that_of_the_standard_library_with_all_that_hides_escaped(value: Any) -> None:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    shown = "".join(json.dumps(one)[1:-1] if is_hidden(one) and one != "\n" else one for one in text)

    assert json_document(value).decode() == f"{shown}\n"
    assert json.loads(shown) == value


class Sort(StrEnum):
    ONE = "one"


class Level(IntEnum):
    HIGH = 3


class Text(str):
    __slots__ = ()


@dataclass(frozen=True)
class Empty:
    pass


class Pair(NamedTuple):
    first: Sort
    second: int


@dataclass(frozen=True, slots=True)
class Told:
    live_id: str
    sort: Sort
    each: tuple[object, ...] = ()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            Told("a", Sort.ONE, (Told("b", Sort.ONE), Pair(Sort.ONE, 2), [Level.HIGH], None, True, 1.5)),
            {
                "liveId": "a",
                "sort": "one",
                "each": [{"liveId": "b", "sort": "one", "each": []}, ["one", 2], [3], None, True, 1.5],
            },
        ),
        (OrderedDict({Sort.ONE: Level.HIGH, 2: Empty()}), {"one": 3, "2": {}}),
        (Text("as it is"), "as it is"),
    ],
)
def test_frozen_values_are_told_by_their_fields_and_enumerations_by_their_values(
    value: Any, told: Any
) -> None:
    found = as_json(value)
    assert found == told
    assert json.dumps(found) == json.dumps(told)


ORDERS = [
    "##",
    "# #",
    "##[x",
    "##[command]",
    "###[x",
    "##vso[task]",
    "##VSO[",
    "##v\u017fo[",
    "##[é",
]


@pytest.mark.parametrize("text", [*map(chr, range(0x100)), *ORDERS, "#\u202e#[x"])
def test_document_has_no_character_that_hides_and_no_order_wherever_it_stands(text: str) -> None:
    for value in (text, f"a{text}b", {text: [text, "usual"]}):
        document = json_document(value).decode()
        assert json.loads(document) == value
        assert not [one for one in document if is_hidden(one) and one != "\n"]
        assert not ORDER.search(document)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@for_all(
    st.dictionaries(st.text(max_size=4), st.lists(VALUES, max_size=4), max_size=4), st.sets(st.integers(0, 3))
)
def test_what_is_written_one_by_one_is_the_document_of_all_at_once(
    document: dict[str, Any], one_by_one: set[int]
) -> None:
    lazy = {
        name: iter(members) if number in one_by_one else members
        for number, (name, members) in enumerate(document.items())
    }
    assert json_document(lazy) == json_document(document)
    members = [*document.values()]
    assert json_document(iter(members)) == json_document(members)
    inner = [iter(one) for one in members]
    assert json_document(iter(inner)) == json_document(members)


@pytest.mark.parametrize("name", ["json", "jsonl", "ocsf"])
def test_of_many_findings_little_more_is_held_than_what_is_written(name: str) -> None:
    """Of 40,000 findings, values of all of them at once took six times as much."""
    differences = tuple(Difference(f"p{one}", "x" * 30, "y" * 30) for one in range(10))
    found = tuple(
        Finding(Status.DRIFTED, POLICY, f"Policy {one}", MFA.id, URN, differences=differences)
        for one in range(300)
    )
    given = input_of(result(*found), (MFA,))
    render = formats()[name].render
    render(given)

    tracemalloc.start()
    written = render(given)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 2 * len(written)
