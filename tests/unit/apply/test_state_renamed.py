"""What the state holds under a former URN is found at the present one."""

from __future__ import annotations

from holdfast.apply.state import Kept, State
from holdfast.model.desired import DesiredResource

OLD, NEW, OTHER = ("urn:pulumi:c::p::a:b:C::" + name for name in ("old", "new", "other"))


def kept(urn: str) -> Kept:
    return Kept(urn, "a:b:C", f"id of {urn}", {}, stays=False)


def desired(*former: str) -> list[DesiredResource]:
    return [DesiredResource(NEW, "a:b:C", "new", "", {}, former=former)]


def test_a_former_urn_becomes_the_present_one_and_the_engines_own_stays_known() -> None:
    state = State({OLD: kept(OLD), OTHER: kept(OTHER)}).renamed(
        desired("urn:pulumi:c::p::a:b:C::oldest", OLD)
    )

    assert state.resources == {NEW: kept(OLD), OTHER: kept(OTHER)}
    assert state.managed == {NEW: False, OTHER: False}


def test_what_stands_under_both_urns_is_two_resources() -> None:
    both = State({OLD: kept(OLD), NEW: kept(NEW)})

    assert both.renamed(desired(OLD)) == both


def test_what_the_program_declares_itself_is_nothing_elses_former_one() -> None:
    state = State({OLD: kept(OLD)})

    assert state.renamed([*desired(OLD), DesiredResource(OLD, "a:b:C", "old", "", {})]) == state


def test_nothing_is_renamed_where_nothing_was() -> None:
    state = State({OLD: kept(OLD)})

    assert state.renamed(desired()) == state
