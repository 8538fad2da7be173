"""Turns a population that was measured against a rule into a finding: counts, names, and what nobody knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.model.finding import Difference, Finding, Population
from holdfast.model.status import EXEMPT, Reason, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.judgement import Judgement, Violation
    from holdfast.kinds.population_kind import PopulationKind

_NAMED = 3
"""Names of one sort in a sentence; all of them stand in the JSON."""


def judge_population(kind: PopulationKind, blank: Finding, judgement: Judgement) -> Finding:
    """Return `blank`, the finding on the rule, with what its population came to.

    Drift is told before what is unknown: a member that breaks the rule does so whatever was not read beside it. The
    reason of what is unknown stays with it, so that an exception for the drift leaves it unknown and not in order.
    """
    population = _population(judgement)
    found = replace(blank, live_id=kind.key, population=population)
    told = _counts(population)
    if judgement.undeclared:
        told += f", {len(judgement.undeclared)} declared by nobody, each listed apart"
    if judgement.violations:
        differences = _differences(judgement.violations)
        return replace(
            found,
            status=Status.DRIFTED,
            reason=_unknown(judgement),
            differences=differences,
            explanation=_also(told, judgement),
        )
    if unknown := _unknown(judgement):
        return replace(found, status=Status.UNKNOWN, reason=unknown, explanation=_also(told, judgement))
    if not judgement.covered and not judgement.undeclared:
        return _nobody(kind, replace(found, explanation=told), population)
    if judgement.exceeding:
        differences = _differences(judgement.exceeding)
        return replace(found, status=Status.EXCEEDS, differences=differences, explanation=told)
    return replace(found, status=Status.IN_SYNC, explanation=told)


def _nobody(kind: PopulationKind, found: Finding, population: Population) -> Finding:
    """Return the finding on a rule that covers nobody, which is never a good one."""
    if population.exempt.get(Reason.LICENCE):
        told = f"{found.explanation}: nobody is licensed for it"
        return replace(found, status=Status.NOT_APPLICABLE, reason=Reason.LICENCE, explanation=told)
    if population.exempt.get(Reason.EXCLUDED):
        told = f"{found.explanation}: everybody is excluded"
        return replace(found, status=Status.NOT_APPLICABLE, reason=Reason.EXCLUDED, explanation=told)
    told = f"{found.explanation}: the tenant answered with no {kind.noun} that the rule is for"
    return replace(found, status=Status.UNKNOWN, reason=Reason.UNEXPECTED, explanation=told)


def _unknown(judgement: Judgement) -> Reason | None:
    if judgement.uncounted:
        return judgement.uncounted.reason
    return Reason.UNEXPECTED if judgement.unjudged else None


def _differences(violations: Sequence[Violation]) -> tuple[Difference, ...]:
    return tuple(
        Difference(
            one.path(),
            one.expected,
            one.found,
            note=one.note,
            member_id=one.member_id,
            recorded_as=one.recorded_as,
            set_by=one.set_by(),
            by_hand=one.remedy is None,
        )
        for one in violations
    )


def _population(judgement: Judgement) -> Population:
    by_cause: dict[str, list[str]] = {}
    for one in judgement.unjudged:
        by_cause.setdefault(one.why, []).append(one.member)
    return Population(
        covered=judgement.covered,
        violating=len({(one.member, one.member_id) for one in judgement.violations}),
        exempt={reason: len(members) for reason, members in judgement.exempt.items()},
        unknown=len(judgement.unjudged),
        exempt_members=dict(judgement.exempt),
        unknown_members={why: tuple(members) for why, members in sorted(by_cause.items())},
    )


def _counts(population: Population) -> str:
    """Return the sentence that states the population: a count without its rest would be a sample."""
    parts = [f"{population.covered} of {population.total} covered"]
    parts += [
        f"{len(members)} {EXEMPT.get(reason, reason)} ({_names(members)})"
        for reason, members in population.exempt_members.items()
    ]
    return ", ".join([*parts, *_unknown_parts(population.unknown_members)])


def _unknown_parts(by_cause: Mapping[str, Sequence[str]]) -> list[str]:
    return [f"unknown: {_names(members)} ({why})" for why, members in by_cause.items()]


def _also(told: str, judgement: Judgement) -> str:
    return f"{told}; {judgement.uncounted.told}" if judgement.uncounted else told


def _names(members: Sequence[str]) -> str:
    shown = ", ".join(members[:_NAMED])
    return shown if len(members) <= _NAMED else f"{shown} and {len(members) - _NAMED} more"
