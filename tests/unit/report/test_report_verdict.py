"""What is met and what is not: what was not read never counts as met."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement

import pytest

from holdfast.model.control import Enforcement, LeftOut
from holdfast.model.directory import GROUP
from holdfast.model.finding import DRIFT, DriftResult, Finding, Population
from holdfast.model.plan import Cloud
from holdfast.model.status import EXEMPT, LEAVES_OUT, Status
from holdfast.report.of_controls import other_groups
from holdfast.report.verdict import Verdict, control_verdict, tenant_verdict
from tests.corpus.test_outcomes import control

CONTROL = control("a.b")
GOOD = (Status.IN_SYNC, Status.EXCEEDS)


def of(*statuses: Status) -> tuple[Finding, ...]:
    return tuple(Finding(status, "a:b:C", status.value) for status in statuses)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_control_verdict_over_every_mix_of_statuses(number: int) -> None:
    for statuses in combinations_with_replacement(Status, number):
        verdict = control_verdict(CONTROL, of(*statuses), ())

        if set(statuses) & DRIFT:
            assert verdict is Verdict.NOT_MET, statuses
        elif Status.UNKNOWN in statuses:
            assert verdict is Verdict.NOT_KNOWN, statuses
        elif Status.NOT_APPLICABLE in statuses:
            assert verdict is Verdict.NOT_POSSIBLE, statuses
        elif Status.EXCEPTED in statuses:
            assert verdict is Verdict.ACCEPTED, statuses
        else:
            assert set(statuses) <= set(GOOD)
            assert verdict is Verdict.MET, statuses


def test_control_verdict_without_findings_is_not_known() -> None:
    assert control_verdict(CONTROL, (), ()) is Verdict.NOT_KNOWN


@pytest.mark.parametrize(
    ("enforcement", "statuses", "verdict"),
    [
        (Enforcement.REPORT_ONLY, (Status.IN_SYNC,), Verdict.WATCHING),
        (Enforcement.REPORT_ONLY, (Status.EXCEPTED,), Verdict.WATCHING),
        (Enforcement.REPORT_ONLY, (Status.UNKNOWN,), Verdict.NOT_KNOWN),
        (Enforcement.REPORT_ONLY, (Status.DRIFTED,), Verdict.NOT_MET),
        (Enforcement.OFF, (Status.IN_SYNC,), Verdict.OFF),
        (Enforcement.OFF, (), Verdict.OFF),
        (Enforcement.OFF, (Status.UNKNOWN,), Verdict.NOT_KNOWN),
        (Enforcement.REPORT_ONLY, (), Verdict.NOT_KNOWN),
        (Enforcement.ENFORCED, (Status.IN_SYNC,), Verdict.MET),
    ],
)
def test_control_verdict_is_met_only_when_the_control_acts(
    enforcement: Enforcement, statuses: tuple[Status, ...], verdict: Verdict
) -> None:
    assert control_verdict(replace(CONTROL, enforcement=enforcement), of(*statuses), ()) is verdict


@pytest.mark.parametrize("why", sorted(EXEMPT))
@pytest.mark.parametrize("number", [0, 1, 7])
@pytest.mark.parametrize("enforcement", Enforcement)
def test_control_that_leaves_members_out_is_not_met_for_all(
    why: str, number: int, enforcement: Enforcement
) -> None:
    population = Population(covered=3, violating=0, exempt={why: number})
    (found,) = of(Status.IN_SYNC)
    verdict = control_verdict(
        replace(CONTROL, enforcement=enforcement), [replace(found, population=population)], ()
    )

    as_told = Verdict.NOT_FOR_ALL if number and why in LEAVES_OUT else Verdict.MET
    others = {Enforcement.OFF: Verdict.OFF, Enforcement.REPORT_ONLY: Verdict.WATCHING}
    assert verdict is others.get(enforcement, as_told)


def test_control_whose_settings_leave_somebody_out_is_not_met_for_all() -> None:
    narrowed = replace(CONTROL, leaves_out=(LeftOut(setting="excluded_users", what="users", names=("a",)),))

    assert control_verdict(narrowed, of(Status.IN_SYNC), ()) is Verdict.NOT_FOR_ALL
    assert control_verdict(narrowed, of(Status.IN_SYNC, Status.DRIFTED), ()) is Verdict.NOT_MET


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("token", [GROUP, "a:b:C"])
@pytest.mark.parametrize("of_control", ["b.c", "c.d", ""])
def test_control_is_not_met_for_all_while_a_group_that_it_leaves_out_is_not_as_agreed(
    status: Status, token: str, of_control: str
) -> None:
    metadata = replace(CONTROL.metadata, excuses_groups_of=("b.c",))
    own, group = Finding(Status.IN_SYNC, "a:b:C", "one"), Finding(status, token, "Glass", of_control)

    verdict = control_verdict(replace(CONTROL, metadata=metadata), [own], other_groups([own, group]))

    as_agreed = status in {Status.IN_SYNC, Status.EXCEEDS, Status.NOT_APPLICABLE}
    concerned = token == GROUP and of_control == "b.c" and not as_agreed
    assert verdict is (Verdict.NOT_FOR_ALL if concerned else Verdict.MET)


@pytest.mark.parametrize(
    ("statuses", "controls", "verdict"),
    [
        ((), (), Verdict.NOT_KNOWN),
        ((Status.IN_SYNC,), (Verdict.MET,), Verdict.MET),
        ((Status.IN_SYNC,), (Verdict.MET, Verdict.NOT_KNOWN), Verdict.NOT_KNOWN),
        ((Status.IN_SYNC, Status.UNKNOWN), (Verdict.MET,), Verdict.NOT_KNOWN),
        ((Status.IN_SYNC, Status.UNMANAGED), (Verdict.MET,), Verdict.NOT_MET),
        ((Status.IN_SYNC, Status.EXCEPTED), (Verdict.MET,), Verdict.ACCEPTED),
    ],
)
def test_tenant_verdict_needs_every_object_and_every_control(
    statuses: tuple[Status, ...], controls: tuple[Verdict, ...], verdict: Verdict
) -> None:
    result = DriftResult("c", "t", "b@1", "2026-11-24T06:50:00Z", of(*statuses), cloud=Cloud.GLOBAL)

    assert tenant_verdict(result, controls) is verdict
