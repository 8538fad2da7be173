"""A tenant with fewer licences: exactly what it is not offered does not apply, and nothing of that is called met.

Through HTTP, on an embedded tenant of which the newest baseline is the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from holdfast.apply.look import look
from holdfast.controls.catalogue import controls
from holdfast.controls.chosen import ChosenControl
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.duty import OUTCOMES
from holdfast.model.status import Reason, Status
from holdfast.report.outcomes import OutcomeState, duty_verdicts
from tests.e2e.scratch import Scratch, told
from tests.newest import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator

CUTS: dict[str, set[str]] = {
    "E5, and Workload Identities Premium": set(),
    "E5": {"AAD_WRKLDID_P2"},
    "E5 without Defender for Office 365": {"AAD_WRKLDID_P2", "ATP_ENTERPRISE", "THREAT_INTELLIGENCE"},
    "E3, or Business Premium": {
        *("AAD_WRKLDID_P2", "AAD_PREMIUM_P2", "M365_ADVANCED_AUDITING", "LOCKBOX_ENTERPRISE"),
    },
    "Exchange alone": {"AAD_WRKLDID_P2", "AAD_PREMIUM_P2", "AAD_PREMIUM"},
}
"""By what is left: the service plans that are cut."""
PLANNED = {name: one for name, one in controls().items() if not issubclass(one, ChosenControl)}
"""Without what a client chooses: the plan here chooses none of it."""


@pytest.fixture(scope="module")
def hardened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """Everything is as declared, made while the tenant had every licence."""
    with Scratch(tmp_path_factory.mktemp("cut") / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        scratch.apply()
        yield scratch


@pytest.mark.parametrize("name", CUTS)
def test_what_the_licences_do_not_offer_is_not_applicable_exactly_and_meets_nothing(
    hardened: Scratch, name: str
) -> None:
    cut = CUTS[name]
    expected = {name for name, one in PLANNED.items() if one.metadata.licence in cut}
    needed = {one.metadata.licence for one in controls().values()}
    assert cut <= needed, "a plan is cut that no control needs"
    with hardened.without_plans(cut):
        checked = hardened.check()

    lacking = [one for one in checked.result.findings if one.status is Status.NOT_APPLICABLE]
    assert {one.control for one in lacking} == expected, told(checked, set(Status) - {Status.IN_SYNC})
    assert {one.reason for one in lacking} <= {Reason.LICENCE}
    others = [one for one in checked.result.findings if one.control not in expected]
    assert {one.status for one in others} == {Status.IN_SYNC}
    assert not [one for one in checked.result.findings if one.status is Status.UNMANAGED]
    written = {one.urn for one in look(kinds(), checked).recording.desired}
    # Writing it would be refused, and one refusal ends the whole apply. A rule with live members was measured.
    assert not [one.name for one in lacking if one.urn in written and not one.live_id]
    served = {outcome for control in expected for outcome in controls()[control].metadata.outcomes}
    for duty in duty_verdicts(checked.controls, checked.result.findings):
        for verdict in duty.outcomes:
            if verdict.outcome.id in served and not OUTCOMES[verdict.outcome.id][1].alternatives:
                assert verdict.state is not OutcomeState.MET, verdict.outcome.id


def test_no_population_is_in_sync_against_a_directory_that_licenses_nobody(hardened: Scratch) -> None:
    """Each rule whose members the directory counts: without the plans that make members it counts nobody."""
    counted = {
        token: one.counted.members
        for token, kind in kinds().items()
        if isinstance(kind, PopulationKind) and (one := kind.population()) and one.counted
    }
    bought = {
        str(plan["servicePlanName"])
        for sku in hardened.rows("subscribedSkus")
        for plan in cast("list[dict[str, object]]", sku["servicePlans"])
    }
    with hardened.without_plans({one for one in bought if any(p.match(one) for p in counted.values())}):
        findings = [one for one in hardened.check().result.findings if one.token in counted]

    assert len({one.token for one in findings}) >= 5
    assert {one.status for one in findings} == {Status.UNKNOWN}
    assert all("the directory names nobody who has the licence" in one.explanation for one in findings)
