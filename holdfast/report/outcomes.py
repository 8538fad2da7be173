"""Decides which outcomes of which duties are met. Pure functions over the controls' findings.

A control that is in report-only or off, that an exception excuses, that the tenant's licences do not offer, or that
was not read never makes an outcome met; neither does a rule that leaves out members for want of a licence, nor
one whose settings ask for so little that the outcome cannot be true. What a control brings about in part only, such as
a second factor of guests, is met beside those that bring about the rest, and not without them. An outcome speaks of
everybody: where settings or exemptions leave some out it is met for the others only, which is no met one. No
outcome is more true than those that it presumes, such as that nobody unknown vouches for a sign-in.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.model.control import Enforcement
from holdfast.model.duty import OUTCOMES, Duty, Outcome
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.report.left_out import all_members, excused_beyond, left_out, nouns_of, told, too_little
from holdfast.report.of_controls import by_control, other_groups
from holdfast.report.text import listed
from holdfast.report.verdict import Verdict, control_verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import Finding
    from holdfast.model.report import ReportKind


class OutcomeState(StrEnum):
    """What is said of an outcome."""

    MET = "met"
    """What brings it about was read, acts, is as agreed or stricter, and leaves nobody out."""
    NOT_FOR_ALL = "met-not-for-all"
    """As met, but for those only whom the client's settings, or what they are, do not leave out."""
    NOT_MET = "not-met"
    """Something that should bring it about does not."""
    NOT_KNOWN = "not-known"
    """Not all that should bring it about, or that it presumes, was looked at."""
    NOBODY = "nobody"
    """No control of the client's plan brings it about."""


@value_class
class OutcomeVerdict:
    """One outcome with what it rests upon."""

    outcome: Outcome
    state: OutcomeState
    controls: tuple[str, ...]
    """Ids of the controls of the plan that bring it about, sorted."""
    limits: tuple[str, ...]
    """Why it is not met, in words; empty when it is."""


@value_class
class DutyVerdict:
    """One duty with all its outcomes."""

    duty: Duty
    verdict: Verdict
    outcomes: tuple[OutcomeVerdict, ...]


_PLAN = ("is not in the plan", "are not in the plan")
_LIMITS = {
    Verdict.NOT_MET: "is not as agreed",
    Verdict.OFF: "is switched off",
    Verdict.NOT_POSSIBLE: "is not possible with the tenant's licences",
    Verdict.FOR_NOBODY: "excludes everybody whom it is for, so that nobody is left to judge",
    Verdict.TOO_LITTLE: "asks for too little",
    Verdict.NOT_KNOWN: "was not read in full",
    Verdict.WATCHING: "is in report-only and stops nobody yet",
    Verdict.ACCEPTED: "is not as agreed, which somebody accepted",
}


def duty_verdicts(
    controls: Sequence[DescribedControl], findings: Sequence[Finding], kinds: Sequence[ReportKind] = ()
) -> tuple[DutyVerdict, ...]:
    """Return the verdict on every duty and each of its outcomes.

    Args:
        controls: The controls of the client's plan.
        findings: All findings of the client's check.
        kinds: What the members of a rule are called; those of another kind are called members.
    """
    nouns = nouns_of(kinds)
    own, groups = by_control(findings), other_groups(findings)
    claims = {one.id: _claim(one, own.get(one.id, ()), groups, nouns) for one in controls}
    claiming: dict[str, list[DescribedControl]] = defaultdict(list)
    for control in controls:
        for name in control.outcomes:
            claiming[name].append(control)
    narrowing = [one for one in controls if one.leaves_out and one.enforcement is not Enforcement.OFF]
    alone = {name: _outcome(one, claiming[name], narrowing, claims) for name, (_, one) in OUTCOMES.items()}
    found = []
    for duty in Duty:
        outcomes = tuple(_with_presumed(alone[one.id], alone) for one in duty.outcomes)
        found.append(DutyVerdict(duty, duty_verdict([one.state for one in outcomes]), outcomes))
    return tuple(found)


def duty_verdict(outcomes: Collection[OutcomeState]) -> Verdict:
    """Return the verdict on a duty from the states of all its outcomes: met only when each of them is."""
    states = set(outcomes)
    if states == {OutcomeState.MET}:
        return Verdict.MET
    if states <= {OutcomeState.NOBODY}:
        return Verdict.NOT_COVERED
    if states <= {OutcomeState.MET, OutcomeState.NOT_KNOWN}:
        return Verdict.NOT_KNOWN
    if states & {OutcomeState.MET, OutcomeState.NOT_FOR_ALL}:
        return Verdict.PARTLY
    return Verdict.NOT_MET if OutcomeState.NOT_MET in states else Verdict.NOT_KNOWN


@value_class
class _Claim:
    """What one control does for the outcomes that it brings about."""

    state: OutcomeState
    limit: str


def _claim(
    control: DescribedControl, own: Sequence[Finding], groups: Sequence[Finding], nouns: Mapping[str, str]
) -> _Claim:
    verdict = control_verdict(control, own, groups)
    if verdict not in {Verdict.MET, Verdict.NOT_FOR_ALL}:
        known = verdict is not Verdict.NOT_KNOWN
        state = OutcomeState.NOT_MET if known else OutcomeState.NOT_KNOWN
        why = f": {too_little(control)}" if verdict is Verdict.TOO_LITTLE else ""
        return _Claim(state, f"“{control.metadata.title}” {_LIMITS[verdict]}{why}")
    if _covers_nobody(own):
        return _Claim(OutcomeState.NOT_KNOWN, f"“{control.metadata.title}” found nobody to cover")
    if unlicensed := _unlicensed(own, nouns):
        told = f"leaves out {listed(unlicensed)} for want of a licence"
        return _Claim(OutcomeState.NOT_MET, f"“{control.metadata.title}” {told}")
    if limit := listed([*filter(None, (left_out(control, own, nouns), excused_beyond(control, groups)))]):
        return _Claim(OutcomeState.NOT_FOR_ALL, f"“{control.metadata.title}” {limit}")
    return _Claim(OutcomeState.MET, "")


def _covers_nobody(findings: Sequence[Finding]) -> bool:
    """Return whether a rule over many has found nobody to be for: an empty population proves nothing."""
    return any(one.population is not None and not one.population.covered for one in findings)


def _unlicensed(findings: Sequence[Finding], nouns: Mapping[str, str]) -> list[str]:
    """Return `5 of 20 mailboxes` of each rule that leaves members out for want of a licence."""
    return [
        f"{number} of {all_members(one, one.population, nouns)}"
        for one in findings
        if one.population and (number := one.population.exempt.get(Reason.LICENCE, 0))
    ]


def _outcome(
    outcome: Outcome,
    claiming: Sequence[DescribedControl],
    narrowing: Sequence[DescribedControl],
    claims: Mapping[str, _Claim],
) -> OutcomeVerdict:
    if not claiming:
        return OutcomeVerdict(outcome, OutcomeState.NOBODY, (), ())
    by = tuple(sorted(control.id for control in claiming))
    states = {claims[one].state for one in by}
    limits = tuple(claims[one].limit for one in by if claims[one].limit)
    if lacking := _lacking(outcome, claiming):
        states.add(OutcomeState.NOT_MET)
        limits += (f"Nobody sees to all of it: {listed(lacking)} {_PLAN[len(lacking) > 1]}",)
    if states == {OutcomeState.MET} or (outcome.alternatives and OutcomeState.MET in states):
        against = _contradictions(outcome, narrowing)
        state = OutcomeState.NOT_FOR_ALL if against else OutcomeState.MET
        return OutcomeVerdict(outcome, state, by, against)
    limits += _contradictions(outcome, narrowing)
    for_some = OutcomeState.NOT_FOR_ALL in states
    if for_some and (outcome.alternatives or states <= {OutcomeState.MET, OutcomeState.NOT_FOR_ALL}):
        return OutcomeVerdict(outcome, OutcomeState.NOT_FOR_ALL, by, limits)
    # Of alternatives, one that is not known may be the one that acts; else one that fails decides.
    unknown = OutcomeState.NOT_KNOWN in states and (
        outcome.alternatives or OutcomeState.NOT_MET not in states
    )
    state = OutcomeState.NOT_KNOWN if unknown else OutcomeState.NOT_MET
    return OutcomeVerdict(outcome, state, by, limits)


_PRESUMED = {
    OutcomeState.NOT_MET: (OutcomeState.NOT_MET, "that is not met"),
    OutcomeState.NOT_KNOWN: (OutcomeState.NOT_KNOWN, "that is not known"),
    OutcomeState.NOBODY: (OutcomeState.NOT_KNOWN, "no control of the plan looks at that"),
    OutcomeState.NOT_FOR_ALL: (OutcomeState.NOT_FOR_ALL, "that is not met for all"),
}
"""By the state of what an outcome presumes, the worst first: the best that the outcome itself can be, and why."""


def _with_presumed(verdict: OutcomeVerdict, alone: Mapping[str, OutcomeVerdict]) -> OutcomeVerdict:
    """Return the verdict on an outcome, no better than those on what it presumes; what nobody brings about stays so."""
    if verdict.state is OutcomeState.NOBODY:
        return verdict
    presumed = [
        (one.outcome.title, *_PRESUMED[one.state])
        for one in (alone[name] for name in verdict.outcome.presumes)
        if one.state in _PRESUMED
    ]
    limits = tuple(f"It rests upon “{title}”, and {why}" for title, _, why in presumed)
    states = {verdict.state, *(best for _, best, _ in presumed)}
    worst = next((one for one in _PRESUMED if one in states), verdict.state)
    return replace(verdict, state=worst, limits=(*verdict.limits, *limits))


def _lacking(outcome: Outcome, claiming: Sequence[DescribedControl]) -> list[str]:
    """Return the controls without which those of the plan bring about a part of it only, by their titles."""
    others = [one.metadata.beside(outcome.id) for one in claiming]
    if not all(others):
        return []  # somebody brings about all of it
    titles = {name: title for one in claiming for name, title in one.titles_beside}
    lacking = {each for one in others for each in one} - {one.id for one in claiming}
    return [f"“{titles[name]}”" for name in sorted(lacking)]


def _contradictions(outcome: Outcome, narrowing: Sequence[DescribedControl]) -> tuple[str, ...]:
    """Return what controls that leave somebody out leave out although the outcome says that nobody is."""
    found: dict[str, str] = {}
    for control in narrowing:
        if against := [one for one in control.leaves_out if outcome.id in one.contradicts]:
            found[control.id] = f"“{control.metadata.title}” leaves out {told(against)}"
    return tuple(found[one] for one in sorted(found))
