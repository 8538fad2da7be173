"""Two names are one where each letter is, in any case; nothing is taken for a name that only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.gates.lockout import BreakGlass, leaves_out
from holdfast.model.accepted import covers
from holdfast.model.fingerprint import normal
from holdfast.model.letters import one_case

TWO = [
    ("Masse", "Maße"),
    ("MASSE", "Maße"),
    ("ﬁnance", "finance"),
    ("Iris", "\u0131ris"),
    ("sales", "\u017fales"),
    ("ŉ", "\u02bcn"),
]
"""Names that full case folding, or upper case, takes for one."""
ONE = [
    ("Straße", "STRAßE"),
    ("Ärzte", "ÄRZTE"),
    ("ΣΟΦΟΣ", "σοφος"),
    ("Σ", "ς"),
    ("ПОЧТА", "почта"),
    ("ǆ", "Ǆ"),
]


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_of_other_letters_are_two(one: str, other: str) -> None:
    assert one_case(one) != one_case(other)
    assert normal(one) != normal(other)
    assert not covers(f"members[{one}@x].days", f"members[{other}@x].days")


@pytest.mark.parametrize(("one", "other"), ONE)
def test_names_in_another_case_are_one(one: str, other: str) -> None:
    assert one_case(one) == one_case(other)
    assert normal(one) == normal(other)
    assert covers(f"members[{one}@x].days", f"members[{other}@x].days")


@given(st.text())
def test_each_letter_stays_one_letter_in_one_case_of_its_own(name: str) -> None:
    found = one_case(name)

    assert len(found) == len(name)
    assert one_case(found) == found
    assert found == "".join(map(one_case, name))
    assert all(
        was == now or now in (was.upper().lower(), was.upper()) for was, now in zip(name, found, strict=True)
    )


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_as_they_always_were(name: str) -> None:
    assert one_case(name) == name.casefold() == one_case(name.upper())


@given(st.text(), st.text())
def test_names_that_are_one_are_one_to_full_folding_as_well(one: str, other: str) -> None:
    for changed in (other, one.upper(), one.lower(), one.swapcase()):
        if one_case(one) == one_case(changed):
            assert one.casefold() == changed.casefold() or one.upper() == changed.upper()


def test_policy_that_excludes_another_group_leaves_nobody_of_ours_out() -> None:
    emergency = BreakGlass(groups=frozenset({one_case("Maße")}), accounts=frozenset(), by_id=True)

    for name, left_out in (("Maße", True), ("MAßE", True), ("Masse", False)):
        policy = {"conditions": {"users": {"includedUsers": ["All"], "excludedGroups": [name]}}}
        assert leaves_out(policy, emergency) is left_out, name
