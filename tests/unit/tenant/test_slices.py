"""Slices of a list that the service gives no pages of: together they are the whole, and no two have one row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.model.errors import ReadError
from holdfast.tenant.cmdlet_slices import Slice
from holdfast.tenant.cmdlet_wire import Invocation, page_headers

if TYPE_CHECKING:
    from collections.abc import Callable

ALIASES = st.lists(st.text("abA01.-_&!'é*", min_size=1, max_size=6), max_size=60, unique_by=str.lower)
_CONDITION = re.compile(r"Alias -like '([^']*)\*'")


def holds(text: str) -> Callable[[str], bool]:
    """Reads a filter as the service does, by rewriting it as an expression of Python; letter case is no matter."""

    def holds_for(alias: str) -> bool:
        told = _CONDITION.sub(lambda one: str(alias.lower().startswith(one[1].lower())), text)
        words = {"-and": "and", "-or": "or", "-not": "not"}
        for one, other in words.items():
            told = told.replace(one, other)
        assert re.fullmatch(r"(?:True|False|and|or|not|[() ])*", told), told
        return bool(eval(told, {})) if told.strip() else True  # noqa: S307 - checked to be made of six words

    return holds_for


def read(aliases: list[str], most: int) -> tuple[list[str], int]:
    """Reads all in slices of at most `most`; gives what came, and how many slices could not be divided."""
    came: list[str] = []
    waiting, stuck = [Slice()], 0
    for _ in range(10_000):
        if not waiting:
            return came, stuck
        one = waiting.pop()
        found = [alias for alias in aliases if holds(one.filtered("Alias", ""))(alias)]
        if len(found) <= most:
            came += found
            continue
        parts = one.split([{"Alias": alias} for alias in found[:most]], "Alias")
        stuck += not parts
        waiting += parts
    raise AssertionError("it never ends")


@given(ALIASES, st.integers(1, 5))
def test_slices_are_the_whole_and_each_row_comes_once(aliases: list[str], most: int) -> None:
    came, stuck = read(aliases, most)

    assert len(came) == len(set(came))
    assert stuck or sorted(came) == sorted(aliases)


@given(st.lists(st.text("abc019.-_", min_size=1, max_size=6), max_size=60, unique_by=str.lower))
def test_names_of_plain_letters_always_come_whole(aliases: list[str]) -> None:
    came, stuck = read(aliases, 2)

    assert (stuck, sorted(came)) == (0, sorted(aliases))


@given(ALIASES, st.integers(1, 3))
def test_rows_of_a_slice_fit_it_and_a_plain_row_of_another_does_not(aliases: list[str], most: int) -> None:
    waiting = [Slice()]
    while waiting:
        one = waiting.pop()
        of_it, fits = holds(one.filtered("Alias", "")), one.condition("Alias").fits
        assert fits
        for alias in aliases:
            assert fits({"Alias": alias}) or not of_it(alias)
            assert not fits({"Alias": alias}) or of_it(alias) or not alias.isascii()
        found = [{"Alias": alias} for alias in aliases if of_it(alias)]
        waiting += one.split(found[:most], "Alias") if len(found) > most else ()


def test_row_that_does_not_say_by_what_the_list_was_cut_is_of_the_rest_alone() -> None:
    for row in ({}, {"Alias": None}, {"Alias": 7}):
        assert Slice("", ("a",)).condition("Alias").held("Get-Mailbox", [row]) == [row]
        with pytest.raises(ReadError):
            Slice("a").condition("Alias").held("Get-Mailbox", [row])


def test_a_limit_of_the_rule_stays_in_every_slice() -> None:
    assert Slice().filtered("Alias", "") == ""
    assert Slice().filtered("Alias", "A -eq 'b' -or C -eq 'd'") == "(A -eq 'b' -or C -eq 'd')"
    assert Slice("u", ("us", "ut")).filtered("Alias", "A -eq 'b'") == (
        "(A -eq 'b') -and Alias -like 'u*' -and -not (Alias -like 'us*' -or Alias -like 'ut*')"
    )


SENT = {"X-AnchorMailbox": "APP:x", "connection-id": "1"}


@pytest.mark.parametrize(
    ("answered", "cookie"),
    [
        ({}, None),
        ({"Set-Cookie": "a=b; path=/; secure"}, "a=b"),
        (
            {"set-cookie": "a=b; expires=Wed, 25 Nov 2026 22:00:00 GMT; path=/, c=d==; HttpOnly, e=; path=/"},
            "a=b; c=d==; e=",
        ),
    ],
)
def test_pages_go_back_to_the_server_of_the_first(answered: dict[str, str], cookie: str | None) -> None:
    more: dict[str, Any] = {} if cookie is None else {"Cookie": cookie}

    assert page_headers(SENT, answered) == {**SENT, **more}
    assert page_headers(SENT, {**answered, "x-anchormailbox": "MBX:y"})["X-AnchorMailbox"] == "MBX:y"


@pytest.mark.parametrize(
    ("cmdlet", "may"),
    [("Set-Mailbox", True), ("Enable-X", True), ("New-Mailbox", False), ("Remove-X", False)],
)
def test_only_what_sets_may_run_twice(cmdlet: str, *, may: bool) -> None:
    assert Invocation(cmdlet, {}).may_run_twice is may
