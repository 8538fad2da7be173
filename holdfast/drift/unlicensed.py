"""What a tenant that lacks the plan of a control makes of a verdict: never a good one, and nothing hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.kinds.kind import Shape
from holdfast.model.licence import in_words
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
    if not kind.is_rule or not live.lacks(plan):
        return finding
    judgement = live.judgements.get(finding.urn)
    if kind.shape is Shape.ATTESTATION:
        finding = replace(finding, differences=(), population=None, explanation="nobody has to look")
    elif finding.status not in (Status.IN_SYNC, Status.EXCEEDS) and not (judgement and judgement.nobody):
        return _told_lapsed(finding, live, plan)
    told = f"{finding.explanation}: the tenant has no {in_words(plan)}, which {finding.control} needs"
    lacking = replace(finding, status=Status.NOT_APPLICABLE, reason=Reason.LICENCE, explanation=told)
    return _told_lapsed(lacking, live, plan)


def told_licence(kind: Kind, finding: Finding, live: Live) -> Finding:
    """Return the finding with what a reader must know of a subscription that lapsed: the verdict stays."""
    return _told_lapsed(finding, live, kind.licence)


def _told_lapsed(finding: Finding, live: Live, plan: str) -> Finding:
    lapsed = live.licences.told(plan) if live.licences else ""
    if not lapsed or lapsed in finding.explanation:
        return finding
    return replace(finding, explanation="; ".join(filter(None, [finding.explanation, lapsed])))
