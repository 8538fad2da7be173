"""A tenant that lacks the plan of a rule's control: never a good verdict, nothing hidden, and nobody sent to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.drift.seen import Live
from holdfast.drift.unlicensed import rule_without_plan
from holdfast.kinds.judgement import Judgement, Unjudged, Violation
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.finding import Difference, Finding
from holdfast.model.licence import Licences
from holdfast.model.status import Reason, Status

if TYPE_CHECKING:
    from holdfast.kinds.kind import Kind

RULES = [one for one in kinds().values() if one.is_rule]
GOOD = (Status.IN_SYNC, Status.EXCEEDS)
STATUSES = (*GOOD, Status.DRIFTED, Status.UNKNOWN)
SOMEBODY = Judgement(
    covered=0,
    violations=(Violation(member="a", member_id="1", property="p", expected=1, found=2),),
    exempt={},
    unjudged=(Unjudged(member="b", why="it said nothing"),),
)
NOBODY = Judgement(covered=0, violations=(), exempt={})


def verdict(
    kind: Kind, status: Status, judgement: Judgement | None, *plans: str, lapsed: dict[str, str] | None = None
) -> Finding:
    urn = "urn:pulumi:a::b::c::d"
    finding = Finding(
        status,
        token=kind.token,
        name="one",
        control="a.b",
        urn=urn,
        differences=(Difference("values.one", "yes", "no"),) if status is Status.DRIFTED else (),
        explanation="as told",
    )
    live = Live(
        judgements={urn: judgement} if judgement else {}, licences=Licences(frozenset(plans), lapsed or {})
    )
    return rule_without_plan(kind, finding, live, "TEAMS1")


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("kind", RULES, ids=lambda one: one.token)
def test_a_rule_over_what_the_tenant_cannot_have_is_never_good_and_hides_nothing(
    kind: Kind, status: Status
) -> None:
    with_plan = verdict(kind, status, SOMEBODY, "TEAMS_GOV")
    assert (with_plan.status, with_plan.explanation) == (status, "as told")

    without = verdict(kind, status, SOMEBODY, "TEAMSPRO_CUST")
    if kind.shape is Shape.ATTESTATION or status in GOOD:
        assert without.status is Status.NOT_APPLICABLE
        assert without.reason is Reason.LICENCE
        assert "the tenant has no TEAMS1" in without.explanation
    else:
        assert without.status is status, "what is there breaks the rule, or is not known"
    if kind.shape is Shape.ATTESTATION:
        assert not without.differences

    empty = verdict(kind, status, NOBODY)
    assert empty.status is Status.NOT_APPLICABLE, "all was looked at, and nobody is there"


@pytest.mark.parametrize("judgement", [SOMEBODY, NOBODY], ids=["somebody", "nobody"])
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("kind", RULES, ids=lambda one: one.token)
def test_a_subscription_that_lapsed_is_told_once_whatever_the_verdict_is(
    kind: Kind, status: Status, judgement: Judgement
) -> None:
    lapsed = verdict(kind, status, judgement, lapsed={"TEAMS_GOV": "Suspended"})
    assert lapsed.explanation.count("the subscription with TEAMS_GOV is suspended") == 1
    assert lapsed.status is verdict(kind, status, judgement).status

    bought_anew = verdict(kind, status, judgement, "TEAMS1", lapsed={"TEAMS_GOV": "Suspended"})
    assert bought_anew.explanation == "as told"
