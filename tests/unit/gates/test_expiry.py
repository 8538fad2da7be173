"""The last day of what a client accepts: warned about before, and refused after it, for every sort of exception."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.gates.before_writing import examine
from holdfast.gates.expiry import WARNED_BEFORE
from holdfast.model.plan import Cloud, Plan, PlannedException

TODAY = date(2026, 11, 26)
ABOUT = (
    PlannedException("entra.mfa_required", "policy", ("state",), "", "why", "it@x.example", TODAY, "f:7"),
    PlannedException(
        "exchange.hold", "rule", ("members[a@x.example].*", "x"), "", "why", "it@x.example", TODAY, "f:8"
    ),
    PlannedException("", "", (), "NamedLocation/Office*", "why", "it@x.example", TODAY, "f:9"),
)


def plan(*exceptions: PlannedException) -> Plan:
    return Plan("a", "a.example", Cloud.GLOBAL, "core@1.0.0", {}, (), exceptions, delete_protected_data=False)


@given(st.lists(st.tuples(st.sampled_from(ABOUT), st.integers(-800, 800))))
def test_each_exception_is_refused_after_its_last_day_and_warned_about_shortly_before(
    drawn: list[tuple[PlannedException, int]],
) -> None:
    exceptions = [replace(one, expires=TODAY + timedelta(days)) for one, days in drawn]

    examined = examine(plan(*exceptions), (), TODAY)

    over = [one.place for one, days in drawn if days < 0]
    soon = [one.place for one, days in drawn if 0 <= days <= WARNED_BEFORE.days]
    assert [one.message.partition(": ")[0] for one in examined.refusals] == over
    assert {one.slug for one in examined.refusals} <= {"expired-exception"}
    of_declared = [one.place for one in exceptions if not one.unmanaged]
    for refusal in examined.refusals:
        assert ("an apply would undo" in refusal.message) == (
            refusal.message.partition(": ")[0] in of_declared
        )
    assert [one.place for one in examined.warnings] == soon
    assert {one.slug for one in examined.warnings} <= {"exception-ends"}


@pytest.mark.parametrize(
    ("days", "when"), [(0, "ends today:"), (1, "ends tomorrow:"), (14, "ends in 14 days, on 2026-12-10:")]
)
@pytest.mark.parametrize("one", ABOUT, ids=lambda one: one.place)
def test_a_warning_says_what_ends_and_when_and_who_decides(
    one: PlannedException, days: int, when: str
) -> None:
    (warning,) = examine(plan(replace(one, expires=TODAY + timedelta(days))), (), TODAY).warnings

    assert when in warning.message
    assert "it@x.example decides" in warning.message
    assert (one.unmanaged or f"{one.object} ({one.control})") in warning.message
