"""One test or more for each quirk, which fails without its function; and what must not be mistaken for a quirk."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.normalise.annotations import is_annotation, without_annotations
from holdfast.normalise.durations import UNLIMITED, at_least, parse_days
from holdfast.normalise.empties import is_empty, without_empties
from holdfast.normalise.flags import join_flags, split_flags
from holdfast.normalise.letter_case import without_case
from holdfast.normalise.order import as_set


def test_annotations_are_left_out_at_every_depth() -> None:
    row = {
        "@odata.type": "#microsoft.graph.conditionalAccessPolicy",
        "createdDateTime@odata.type": "#DateTimeOffset",
        "WhenChanged@data.type": "System.DateTime",
        "state": "enabled",
        "grantControls": {"authenticationStrength@odata.context": "https://…", "operator": "OR"},
        "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "198.51.100.0/24"}],
    }

    assert without_annotations(row) == {
        "state": "enabled",
        "grantControls": {"operator": "OR"},
        "ipRanges": [{"cidrAddress": "198.51.100.0/24"}],
    }


@pytest.mark.parametrize(
    "name", ["@odata.etag", "@adminapi.warnings", "members@odata.bind", "Guid@data.type"]
)
def test_name_with_an_at_sign_is_an_annotation(name: str) -> None:
    assert is_annotation(name)


def test_value_with_an_at_sign_is_kept() -> None:
    assert without_annotations({"owner": "anna@contoso.example"}) == {"owner": "anna@contoso.example"}
    assert not is_annotation("userPrincipalName")


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (None, None),
        ("", None),
        (2555, 2555),
        (2555.0, 2555),
        ("2555", 2555),
        (" 2555 ", 2555),
        ("2555.00:00:00", 2555),
        ("2555.00:00:00.0000000", 2555),
        ("00:00:00", 0),
        ("00:00:00.0000000", 0),
        (0, 0),
        ("unlimited", UNLIMITED),
        ("Unlimited", UNLIMITED),
        (" UNLIMITED ", UNLIMITED),
    ],
)
def test_days_are_read_in_every_form(written: Any, days: int | str | None) -> None:
    assert parse_days(written) == days
    assert parse_days(parse_days(written)) == days


@pytest.mark.parametrize("text", ["seven years", "-5", "2555.5", "P7Y", "2555.00:00", "1,000", "unlimited!"])
def test_text_that_is_no_number_of_days_is_kept_to_be_shown(text: str) -> None:
    assert parse_days(text) == text


@pytest.mark.parametrize(
    ("found", "asked", "enough"),
    [
        (3650, 2555, True),
        (2555, 2555, True),
        (2554, 2555, False),
        (UNLIMITED, 2555, True),
        (UNLIMITED, UNLIMITED, True),
        (36500, UNLIMITED, False),
        (None, 2555, False),
        ("seven years", 2555, False),
        (2555, "seven years", False),
    ],
)
def test_duration_is_enough_when_it_is_as_long(
    found: int | str | None, asked: int | str | None, *, enough: bool
) -> None:
    assert at_least(found, asked) == enough


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_four_ways_to_say_nothing(value: Any) -> None:
    assert is_empty(value)
    assert without_empties({"a": value, "b": {"c": value}, "d": [value], "e": 1}) == {"e": 1}


@pytest.mark.parametrize("value", [False, 0, 0.0, " ", [None], {"a": None}])
def test_false_zero_and_a_blank_say_something(value: Any) -> None:
    assert not is_empty(value)


def test_object_of_empty_members_is_empty_too() -> None:
    assert without_empties({"locations": {"includeLocations": [], "excludeLocations": None}}) == {}
    assert without_empties([{"a": []}, {"b": False}, [[]]]) == [{"b": False}]
    assert without_empties({"isEnabled": False, "value": 0}) == {"isEnabled": False, "value": 0}


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        (None, []),
        ("", []),
        ("internalGuest", ["internalGuest"]),
        ("internalGuest,b2bCollaborationGuest", ["internalGuest", "b2bCollaborationGuest"]),
        (" internalGuest , serviceProvider ", ["internalGuest", "serviceProvider"]),
        ("internalGuest,,", ["internalGuest"]),
        ("aNewFlag,internalGuest", ["aNewFlag", "internalGuest"]),
    ],
)
def test_flags_are_a_list_and_unknown_ones_stay(text: str | None, flags: list[str]) -> None:
    assert split_flags(text) == flags
    assert split_flags(join_flags(flags)) == flags


def test_letter_case_goes_at_every_depth_and_names_keep_theirs() -> None:
    value = {
        "Id": "7D3F1A52-0C6B",
        "list": ["ALL", {"Inner": "Mfa"}],
        "number": 7,
        "flag": True,
        "none": None,
    }

    assert without_case(value) == {
        "Id": "7d3f1a52-0c6b",
        "list": ["all", {"Inner": "mfa"}],
        "number": 7,
        "flag": True,
        "none": None,
    }


def test_set_has_one_order_and_each_member_once() -> None:
    assert as_set(["b", "a", "b"]) == as_set(["a", "b", "b"]) == ["a", "b"]
    assert as_set([{"b": 1, "a": 2}, {"a": 2, "b": 1}]) == [{"b": 1, "a": 2}]
    assert as_set([2, 10, 1]) == as_set([1, 2, 10])
    assert as_set([]) == []


def test_set_keeps_members_of_different_types_apart() -> None:
    assert len(as_set([1, "1", True, None])) == 4
