"""The decoder of answers: what has the right type comes through as it is, everything else is told, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_count,
    as_days,
    as_integer,
    as_list,
    as_moment,
    as_object,
    as_text,
    as_texts,
    as_word,
    member,
    not_understood,
    required,
    required_text,
)
from holdfast.kinds.registry import kinds
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    Decode = Callable[[Any, str], Any]

EVERY_VALUE: tuple[Any, ...] = (
    True,
    False,
    0,
    1,
    7,
    4.5,
    4.0,
    "",
    "True",
    "7",
    "x",
    [],
    ["x"],
    [7],
    {},
    {"a": 1},
    None,
)
NO_MOMENTS = (
    "",
    "soon",
    "2026-11-27",
    "2026-11-27T10:00:00",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-05:00",
)
TAKEN: dict[Decode, tuple[Any, ...]] = {
    as_text: ("", "True", "7", "x"),
    as_boolean: (True, False),
    as_integer: (0, 1, 7, 4.0),
    as_count: (0, 1, 7, 4.0),
    as_list: ([], ["x"], [7]),
    as_texts: ([], ["x"]),
    as_object: ({}, {"a": 1}),
}


@pytest.mark.parametrize("value", EVERY_VALUE, ids=repr)
@pytest.mark.parametrize("decode", TAKEN, ids=lambda decode: decode.__name__)
def test_only_the_right_type_is_taken(decode: Decode, value: Any) -> None:
    if any(type(value) is type(one) and value == one for one in TAKEN[decode]):
        assert decode(value, "Here") == value
    else:
        with pytest.raises(MisreadError, match=r"Here.* should be .*, and is"):
            decode(value, "Here")


@pytest.mark.parametrize(
    ("value", "days"),
    [(2555, 2555), ("2555", 2555), ("2555.00:00:00", 2555), ("Unlimited", "unlimited"), ("", None), ("0", 0)],
)
def test_days_are_taken_in_every_form_that_was_seen(value: Any, days: Any) -> None:
    assert as_days(value, "Duration") == days


@pytest.mark.parametrize(
    "value",
    ["P7Y", "-5", "2555.12:00:00", "7 years", -5, True, 4.5, [], {}, "1,000", "2555.00:00", "NaN"],
    ids=repr,
)
def test_days_in_a_form_that_nobody_has_seen_are_told(value: Any) -> None:
    with pytest.raises(MisreadError, match="Duration should be whole days or Unlimited"):
        as_days(value, "Duration")


def test_words_are_those_of_the_list_in_any_letter_case() -> None:
    assert as_word("keep", "Action", ("Keep", "Delete")) == "keep"
    assert as_word("anything", "Action", ()) == "anything"
    for value, words in (("Freeze", ("Keep",)), ("unknownFutureValue", ()), (1, ())):
        with pytest.raises(MisreadError, match="Action should be"):
            as_word(value, "Action", words)


def test_member_says_nothing_where_the_row_says_nothing() -> None:
    assert member({"A": None}, "A", as_boolean) is None
    assert member({}, "A", as_boolean) is None
    assert member({"A": False}, "A", as_boolean) is False
    with pytest.raises(MisreadError):
        member({"A": "False"}, "A", as_boolean)


@pytest.mark.parametrize("row", [{}, {"Name": None}, {"Name": ""}, {"Name": 7}], ids=repr)
def test_required_member_must_be_there(row: dict[str, Any]) -> None:
    with pytest.raises(MisreadError, match="Name should be"):
        required(row, "Name", as_text)


def test_error_names_object_property_and_value() -> None:
    error = not_understood(
        "Retention label", "7 years", MisreadError("RetentionDuration", "whole days", "P7Y")
    )
    assert error.reason == Reason.UNEXPECTED
    assert "Retention label '7 years': RetentionDuration should be whole days, and is 'P7Y'" in error.message
    assert "below.RetentionDuration" in str(MisreadError("RetentionDuration", "days", "P7Y").below("below"))
    assert len(str(MisreadError("A", "a text", ["x" * 5000]))) < 200


def test_a_rule_from_which_somebody_is_exempt_is_not_understood() -> None:
    rule = {
        "restrictionType": "passwordAddition",
        "state": "enabled",
        "excludeActors": {"customSecurityAttributes": []},
    }
    row = {"isEnabled": True, "applicationRestrictions": {"passwordCredentials": [rule]}}
    kind = next(one for one in kinds().values() if one.name == "DefaultAppManagementPolicy")

    told = kind.live(row, "an-id").misread

    assert told is not None
    assert "applicationRestrictions.passwordCredentials[0].excludeActors should be absent" in told.message


@pytest.mark.parametrize("text", NO_MOMENTS)
def test_what_is_no_moment_in_utc_is_not_understood(text: str) -> None:
    """Nothing of one row ends the reading of the others, and no zone of this machine is taken for the service's."""
    with pytest.raises(MisreadError):
        as_moment(text, "at")


def test_nothing_is_counted_below_nothing() -> None:
    with pytest.raises(MisreadError, match="0 or more"):
        as_count(-1, "size")


@pytest.mark.parametrize("row", [{}, *({"a": one} for one in (*EVERY_VALUE, " ", "\u3000"))], ids=repr)
def test_a_text_that_every_row_has_is_taken_as_by_its_decoder(row: dict[str, Any]) -> None:
    def outcome(read: Callable[[], str]) -> str:
        try:
            return f"took {read()}"
        except MisreadError as misread:
            return str(misread)

    assert outcome(lambda: required_text(row, "a")) == outcome(lambda: required(row, "a", as_text))
