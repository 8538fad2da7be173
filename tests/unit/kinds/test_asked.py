"""What a rule asks of a property of a policy: what it makes of it is enough, and nothing else is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.defender.impersonation import KIND
from holdfast.kinds.services.asked import (
    has_all,
    is_at_least,
    is_empty,
    is_on,
    is_on_for,
    is_one_of,
    is_within,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.kinds.services.asked import Asked

WORDS = ("NoAction", "Quarantine", "MoveToJmf")
LISTS = st.lists(st.sampled_from(["a.example", "A.example", "b.example", "c.example"]), unique=True)
ANY = st.one_of(st.booleans(), st.integers(), st.sampled_from(WORDS), LISTS)
ASKED = {
    one.name: one
    for one in (
        is_on("switch"),
        is_on("otherSwitch", on=False),
        is_on_for("listSwitch", "some"),
        is_one_of("action", WORDS[1:], WORDS),
        is_at_least("level", 3, range(1, 5)),
        has_all("some"),
        is_within("spared", "trusted"),
        is_empty("none"),
    )
}
FITTING = {"switch": bool, "otherSwitch": bool, "listSwitch": bool, "action": str, "level": int}


@pytest.mark.parametrize("name", ASKED)
@given(found=ANY, some=LISTS, trusted=LISTS)
def test_what_a_rule_makes_of_a_property_is_enough_for_it(
    name: str, found: object, some: list[str], trusted: list[str]
) -> None:
    if type(found) is not FITTING.get(name, list):
        return
    rule = {"some": some, "trusted": trusted}

    better = ASKED[name].better(found, rule)

    assert ASKED[name].better(better, rule) == better


@pytest.mark.parametrize(
    ("name", "found", "known"),
    [
        *(("phishThresholdLevel", one, 1 <= one <= 4) for one in (-1, 0, 1, 2, 3, 4, 5, 7)),
        *(("excludedSubDomains", one, not one) for one in ([], ["mail.fabrikam.example"])),
    ],
)
def test_what_a_property_says_that_nobody_knows_is_not_understood(
    name: str, found: object, known: bool
) -> None:
    decode = of_impersonation(name).decode

    if known:
        assert decode(found, name) == found
    else:
        with pytest.raises(MisreadError, match=name):
            decode(found, name)


@given(found=LISTS, wanted=LISTS)
def test_a_list_that_needs_some_keeps_what_it_has_and_gets_each_once(
    found: list[str], wanted: list[str]
) -> None:
    better = has_all("some").better(found, {"some": wanted})

    assert {*found} <= {*better}
    assert {one.casefold() for one in wanted} <= {one.casefold() for one in better}
    assert better == found or len(better) > len(found)


@given(found=LISTS, trusted=LISTS)
def test_a_list_that_may_have_some_loses_all_others_and_no_more(found: list[str], trusted: list[str]) -> None:
    known = {one.casefold() for one in trusted}

    better = is_within("spared", "trusted").better(found, {"trusted": trusted})

    assert better == [one for one in found if one.casefold() in known]


@pytest.mark.parametrize("found", [True, False])
@pytest.mark.parametrize("some", [None, [], ["a.example"]])
def test_a_switch_of_a_list_is_asked_for_where_the_list_has_something(
    found: bool, some: list[str] | None
) -> None:
    better = is_on_for("listSwitch", "some").better(found, {"some": some})

    assert better is (found or some == ["a.example"])


def of_impersonation(name: str) -> Asked:
    (asked,) = [one for one in KIND.asked if one.name == name]
    return asked


@pytest.mark.parametrize(
    ("found", "left"),
    [
        (["Ana Reyes;ana@contoso.com"], ["Ana Reyes;ana@contoso.com"]),
        (["A. Reyes;ANA@contoso.com"], ["A. Reyes;ANA@contoso.com"]),
        (["Ana Reyes; ana@contoso.com "], ["Ana Reyes; ana@contoso.com "]),
        ([], ["Ana Reyes;ana@contoso.com"]),
        (["Ana Reyes;ana@fabrikam.com"], ["Ana Reyes;ana@contoso.com", "Ana Reyes;ana@fabrikam.com"]),
        (["ana@contoso.com"], ["ana@contoso.com"]),
    ],
)
def test_a_person_who_is_protected_under_another_name_is_protected(
    found: Sequence[str], left: Sequence[str]
) -> None:
    asked = of_impersonation("targetedUsersToProtect")

    assert asked.better([*found], {"targetedUsersToProtect": ["Ana Reyes;ana@contoso.com"]}) == left
