"""Plain words for whatever pydantic finds."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic_core._pydantic_core import list_all_errors
from pydantic_core.core_schema import ErrorType

from holdfast.plan.mistakes import suggestion
from holdfast.plan.words import EXPECTED, alternatives, expected, found, hint, unit_of


@pytest.mark.parametrize("error", list_all_errors(), ids=lambda error: error["type"])
def test_every_error_of_pydantic_has_plain_words(error: dict[str, object]) -> None:
    example = error.get("example_context") or {}
    assert isinstance(example, dict)
    context = {**example, "expected": "'a' or 'b'"}
    words = expected(str(error["type"]), context, "days")
    assert words
    assert not any(jargon in words for jargon in ("Input", "input", "valid", "instance", "dict", "None"))


def test_the_table_names_only_errors_that_exist() -> None:
    assert set(EXPECTED) <= set(get_args(ErrorType)) | {"string_sub_type"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        (False, "false"),
        (5, "the number 5"),
        (1.5, "the number 1.5"),
        ("", "an empty text"),
        ("ten years", 'the text "ten years"'),
        ("x" * 61, f'the text "{"x" * 60}…"'),
        ([], "an empty list"),
        ([1, 2], "a list of 2"),
        ({"a": 1}, "a group of names and values"),
    ],
)
def test_found_values_are_named(value: object, words: str) -> None:
    assert found(value) == words


@pytest.mark.parametrize(
    ("value", "wanted", "words"),
    [
        ("10 years", "a whole number of days", "; write 3650"),
        ("1 Year", "a whole number of days", "; write 365"),
        ("2weeks", "a whole number of days", "; write 14"),
        ("30 days", "a whole number of days", "; write 30"),
        ("6 months", "a whole number of days", ""),
        ("30 days", "a whole number", ""),
        ("7", "a whole number", "; write 7 without quotes"),
        ("9" * 5000, "a whole number", ""),
        ("9" * 5000 + " days", "a whole number of days", ""),
        ("²", "a whole number", ""),
        ("Yes", "true or false", "; write true"),
        ("off", "true or false", "; write false"),
        ("maybe", "true or false", ""),
        (5, "a text", ""),
    ],
)
def test_hint_says_what_to_write_when_that_is_clear(value: object, wanted: str, words: str) -> None:
    assert hint(value, wanted) == words


def test_units_come_from_the_end_of_a_name() -> None:
    assert [unit_of(name) for name in ("duration_days", "days", "age", "days_off")] == [
        "days",
        "days",
        "",
        "",
    ]


def test_alternatives_are_listed_once() -> None:
    assert alternatives(["a"]) == "a"
    assert alternatives(["a", "b", "a"]) == "a or b"
    assert alternatives(["a", "b", "c"]) == "a, b or c"


def test_suggestion_prefers_the_nearest_then_lists() -> None:
    assert suggestion("mfa_requird", ["mfa_required", "x"]) == "; did you mean `mfa_required`?"
    assert suggestion("tenant", ["holdfast:tenant", "tenants"]) == "; did you mean `holdfast:tenant`?"
    assert suggestion("zzz", ["b", "a"]) == "; there are: a, b"
    assert suggestion("zzz", []) == "; there are none"
    assert suggestion("zzz", [f"a{n:02}" for n in range(14)]).endswith("a11 and 2 more")
