"""References of recordings: found at any depth, resolved to live ids, shown by name."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.drift.references import Directory, references, resolve
from holdfast.kinds.codec import Codec
from holdfast.kinds.field import Field, Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.desired import REFERENCE_PREFIX, parse_reference, reference

GROUP = "azuread:index/group:Group"
ID = "7D3F1A52-0c6b-4a8e-9f21-5b6c7d8e9f00"
OURS = reference(GROUP, "CA-BreakGlass")
DIRECTORY = Directory(ids={(GROUP, "ca-breakglass"): ID}, names={ID.casefold(): "CA-BreakGlass"})
FIELDS = (
    Field(name="one", doc="x", refers_to=GROUP),
    Field(name="many", doc="x", many=True, refers_to=GROUP),
    Field(
        name="wrapped",
        doc="x",
        refers_to=GROUP,
        codec=Codec(
            encode=lambda text: {"id": text.removeprefix("/groups/")},
            decode=lambda wire: f"/groups/{wire['id']}",
        ),
    ),
    Field(
        name="inner",
        doc="x",
        type=Type.OBJECT,
        fields=(Field(name="deep", doc="x", many=True, refers_to=GROUP),),
    ),
    Field(
        name="rows",
        doc="x",
        type=Type.OBJECT,
        many=True,
        fields=(Field(name="deep", doc="x", refers_to=GROUP),),
    ),
)


@pytest.mark.parametrize("key", ["CA-BreakGlass", "", "a|b", "with: colon", '日本 "x"', REFERENCE_PREFIX])
def test_reference_gives_back_kind_and_key(key: str) -> None:
    assert parse_reference(reference(GROUP, key)) == (GROUP, key)


@pytest.mark.parametrize("value", ["", "All", ID, "holdfast", 7, None, True, [OURS], {"a": OURS}])
def test_anything_else_is_no_reference(value: Any) -> None:
    assert parse_reference(value) is None


def test_references_are_found_at_any_depth() -> None:
    other = reference("azuread:index/user:User", "bg1@contoso.example")

    assert list(references({"a": OURS, "b": {"c": ["x", other, {"d": OURS}]}, "e": 7})) == [
        (GROUP, "CA-BreakGlass"),
        ("azuread:index/user:User", "bg1@contoso.example"),
        (GROUP, "CA-BreakGlass"),
    ]


def test_reference_becomes_the_live_id_wherever_it_stands() -> None:
    inputs = {
        "one": OURS,
        "many": ["All", OURS],
        "inner": {"deep": [OURS]},
        "rows": [{"deep": OURS}],
        "unheard of": OURS,
    }

    assert resolve(FIELDS, inputs, DIRECTORY) == {
        "one": ID,
        "many": ["All", ID],
        "inner": {"deep": [ID]},
        "rows": [{"deep": ID}],
        "unheard of": ID,
    }


def test_id_is_written_as_the_kind_reads_it() -> None:
    assert resolve(FIELDS, {"wrapped": OURS}, DIRECTORY) == {"wrapped": f"/groups/{ID}"}


def test_key_is_found_in_any_letter_case() -> None:
    assert resolve(FIELDS, {"one": reference(GROUP, "ca-BREAKGLASS")}, DIRECTORY) == {"one": ID}


def test_reference_to_nothing_stays_and_says_so() -> None:
    missing = reference(GROUP, "Gone")

    assert resolve(FIELDS, {"one": missing, "wrapped": missing}, DIRECTORY) == {
        "one": missing,
        "wrapped": missing,
    }
    assert DIRECTORY.shown([missing]) == ["Gone (not in the tenant)"]
    assert resolve(FIELDS, {"one": reference("azuread:index/user:User", "CA-BreakGlass")}, DIRECTORY) != {
        "one": ID
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (ID, f"CA-BreakGlass ({ID})"),
        (ID.lower(), f"CA-BreakGlass ({ID.lower()})"),
        ([ID, "All"], [f"CA-BreakGlass ({ID})", "All"]),
        (f"/groups/{ID}", f"CA-BreakGlass ({ID})"),
        ("/groups/unknown-id", "unknown-id"),
        ("unknown-id", "unknown-id"),
        ("198.51.100.0/24", "198.51.100.0/24"),
        (None, None),
        (7, 7),
    ],
)
def test_known_id_is_shown_with_its_name(value: Any, shown: Any) -> None:
    assert DIRECTORY.shown(value) == shown


def test_live_objects_are_remembered_by_kind_and_key() -> None:
    directory, group = Directory(), kinds()[GROUP]

    for object_id in ("first", "second"):
        directory.add(group, LiveObject(id=object_id, key="Same Name", inputs={}))

    assert directory.ids == {(GROUP, "same name"): "first"}
    assert directory.names == {"first": "Same Name", "second": "Same Name"}
