"""What a tenant that lacks the plan of a control makes of a verdict: never a good one, and nothing hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.kinds.kind import Shape
from holdfast.model.status import Reason, Status

if TYPE_CHECKING:
    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.model.finding import Finding


def rule_without_plan(kind: Kind, finding: Finding, live: Live, plan: str) -> Finding:
    """Return the finding on a rule, which is never a good one where the tenant lacks the plan of its control.

    A rule is looked at all the same: whoever is held from when the tenant had the plan may not be let go unseen, so
    that what breaks the rule, and what nobody knows, stays told. Where nobody is there to look at, or what somebody
    attests is of a service that is not there, nothing is left to look for. A subscription that lapsed is told
    either way.
    """
    if not kind.is_rule or not live.licences or not live.lacks(plan):
        return finding
    judgement = live.judgements.get(finding.urn)
    if kind.shape is Shape.ATTESTATION:
        finding = replace(finding, differences=(), population=None, explanation="nobody has to look")
    elif finding.status not in (Status.IN_SYNC, Status.EXCEEDS) and not (judgement and judgement.nobody):
        return _with(finding, live.licences.told(plan))
    why = live.licences.lacking(plan, f"which {finding.control} needs")
    told = finding.explanation if why in finding.explanation else f"{finding.explanation}: {why}"
    return replace(finding, status=Status.NOT_APPLICABLE, reason=Reason.LICENCE, explanation=told)


def told_licence(kind: Kind, finding: Finding, live: Live) -> Finding:
    """Return the finding with what a reader must know of a subscription that lapsed: the verdict stays."""
    return _with(finding, live.licences.told(kind.licence) if live.licences else "")


def _with(finding: Finding, lapsed: str) -> Finding:
    """Return the finding with what is told of a subscription that lapsed, once."""
    if not lapsed or lapsed in finding.explanation:
        return finding
    return replace(finding, explanation="; ".join(filter(None, [finding.explanation, lapsed])))
