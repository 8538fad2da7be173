"""Arranges one client's check as the reader meets it: coverage, verdict, duties, controls, unmanaged objects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.model.control import Severity
from holdfast.model.status import Status
from holdfast.model.value_class import value_class
from holdfast.report.coverage import Coverage, coverage
from holdfast.report.findings import Assessments, FindingView, ToldAt, finding_view
from holdfast.report.horizon_view import HorizonView, horizon_view
from holdfast.report.left_out import excused_beyond, left_out_by_name, told, too_little
from holdfast.report.of_controls import by_control, other_groups
from holdfast.report.outcomes import duty_verdicts
from holdfast.report.part import part
from holdfast.report.sentences import coverage_sentence, verdict_sentences
from holdfast.report.simulation import notice
from holdfast.report.text import date_and_time, unquoted
from holdfast.report.verdict import Verdict, control_verdict, excludes_everybody, is_silent, tenant_verdict
from holdfast.report.words import ENFORCEMENT, LICENCES, OUTCOMES, VERDICTS, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import DriftResult, Finding
    from holdfast.model.report import ReportInput, ReportKind
    from holdfast.report.outcomes import DutyVerdict

_SEVERITIES = tuple(Severity)
_VERDICTS = tuple(Verdict)
_OUTSIDE = "Declared by the client's own program"


@value_class
class ControlView:
    """One control with what was found."""

    anchor: str
    id: str
    title: str
    verdict: Verdict
    mark: Mark
    note: str
    """What limits the verdict; empty when nothing does."""
    duties: tuple[str, ...]
    """Titles."""
    facts: tuple[tuple[str, str], ...]
    """Name and value of each piece of metadata."""
    silent: bool
    """Whether the check says nothing about it."""
    findings: tuple[FindingView, ...]


@value_class
class OutcomeView:
    """One outcome with the controls that bring it about."""

    title: str
    sentence: str
    mark: Mark
    controls: tuple[ControlView, ...]
    limits: tuple[str, ...]
    """Why it is not met."""


@value_class
class DutyView:
    """One duty with everything that it asks for."""

    title: str
    risk: str
    mark: Mark
    outcomes: tuple[OutcomeView, ...]


@value_class
class Page:
    """The whole report, ready to be written down."""

    simulation: str
    """That the tenant is an embedded one; empty for a client's."""
    client: str
    tenant: str
    baseline: str
    checked: str
    generated: str
    coverage: Coverage
    coverage_sentence: str
    part: str
    """Which part of the check is shown, and what is left out; empty where it is whole."""
    warnings: tuple[str, ...]
    """What the client's own plan makes dangerous."""
    unread: tuple[FindingView, ...]
    silent: tuple[ControlView, ...]
    """Controls of the plan about which the check says nothing."""
    mark: Mark
    verdict_sentences: tuple[str, ...]
    duties: tuple[DutyView, ...]
    horizon: HorizonView | None
    """None where nobody looked ahead."""
    controls: tuple[ControlView, ...]
    unmanaged: tuple[FindingView, ...]
    requests: int


def page(given: ReportInput) -> Page:
    """Return everything that the report of `given` says."""
    result = given.result
    by_token = {kind.token: kind for kind in given.kinds}
    views = _controls(result, given.controls, by_token)
    silent = tuple(view for view in views if view.silent)
    verdicts, gaps = _verdicts(given, views)
    # What is said of the tenant rests upon the whole check, whatever part of it is shown.
    whole = replace(result, findings=result.every)
    verdict = tenant_verdict(whole, verdicts)
    seen = coverage(result)
    return Page(
        simulation=notice(result.cloud),
        client=result.client,
        tenant=result.tenant,
        baseline=result.baseline,
        checked=date_and_time(result.checked_at),
        generated=date_and_time(given.generated_at),
        coverage=seen,
        coverage_sentence=coverage_sentence(seen),
        part=part(result),
        warnings=tuple(str(one) for one in result.warnings),
        unread=tuple(finding_view(one, by_token) for one in seen.unread),
        silent=silent,
        mark=VERDICTS[verdict],
        verdict_sentences=verdict_sentences(whole, verdict, verdicts, silent=gaps),
        duties=tuple(
            _duty(one, views) for one in duty_verdicts(given.every_control, result.every, given.kinds)
        ),
        horizon=horizon_view(given.horizon, given.horizon_notes) if given.horizon else None,
        controls=views,
        unmanaged=tuple(finding_view(one, by_token) for one in result.findings if _is_unmanaged(one)),
        requests=result.requests,
    )


def _verdicts(given: ReportInput, views: Sequence[ControlView]) -> tuple[list[Verdict], int]:
    """Return the verdict on each control, shown or not, and about how many of them the check says nothing."""
    left_out = given.result.view.controls if given.result.view else ()
    found, groups = by_control(given.result.every), other_groups(given.result.every)
    own = [found.get(control.id, ()) for control in left_out]
    verdicts = [control_verdict(one, of_it, groups) for one, of_it in zip(left_out, own, strict=True)]
    gaps = sum(view.silent for view in views)
    gaps += sum(is_silent(one, of_it) for one, of_it in zip(left_out, own, strict=True))
    return [*(view.verdict for view in views), *verdicts], gaps


def _is_unmanaged(finding: Finding) -> bool:
    """Return whether nobody declared the object, accepted or not; an unread collection is no object."""
    return not finding.control and not finding.urn and finding.status is not Status.UNKNOWN


def _controls(
    result: DriftResult, controls: Sequence[DescribedControl], kinds: Mapping[str, ReportKind]
) -> tuple[ControlView, ...]:
    """Return every control of the plan, and what else the program declares, the worst first."""
    known = {control.id: control for control in controls}
    shown, found = by_control(result.findings), by_control(result.every)
    groups = other_groups(result.every)
    judged = []
    for control_id in sorted(known.keys() | shown.keys()):
        control, findings = known.get(control_id), found.get(control_id, ())
        verdict = control_verdict(control, findings, groups)
        rank = _SEVERITIES.index(control.metadata.severity) if control else len(_SEVERITIES)
        judged.append((_VERDICTS.index(verdict), rank, control_id))
    assessments = Assessments()
    return tuple(
        _control(
            (f"control-{number}", control_id),
            (known.get(control_id), found.get(control_id, ())),
            shown.get(control_id, ()),
            groups,
            (kinds, assessments),
        )
        for number, (_, _, control_id) in enumerate(sorted(judged), 1)
    )


def _control(
    named: tuple[str, str],
    judged: tuple[DescribedControl | None, Sequence[Finding]],
    shown: Sequence[Finding],
    groups: Sequence[Finding],
    known: tuple[Mapping[str, ReportKind], Assessments],
) -> ControlView:
    """Return one control, judged by all its findings, with those that are shown; what was told before is not again."""
    (anchor, control_id), (control, findings), (kinds, assessments) = named, judged, known
    verdict = control_verdict(control, findings, groups)
    title = control.metadata.title if control else control_id or _OUTSIDE
    here = ToldAt(anchor, title)
    return ControlView(
        anchor=anchor,
        id=control_id,
        title=title,
        verdict=verdict,
        mark=VERDICTS[verdict],
        note=_note(control, findings, groups),
        duties=tuple(duty.label for duty in control.metadata.duties) if control else (),
        facts=_facts(control) if control else (),
        silent=is_silent(control, findings),
        findings=tuple(finding_view(one, kinds, assessments.told_at(one, here)) for one in shown),
    )


def _note(control: DescribedControl | None, findings: Sequence[Finding], groups: Sequence[Finding]) -> str:
    if is_silent(control, findings):
        return "The check says nothing about this control, so it is not known whether it is met."
    if not findings:
        return "It is switched off, so it declares nothing: what is there was not looked at."
    if all(finding.status is Status.NOT_APPLICABLE for finding in findings):
        if excludes_everybody(findings):
            return "The client's settings exclude everybody whom it is for: nobody is left to judge."
        return "The tenant's licences do not offer it: there was nothing to check, and it protects nobody."
    if control is None:
        return ""
    left_out = left_out_by_name(control, findings)
    leaves_out = f"By the client's settings it is not for {told(left_out)}." if left_out else ""
    short, beyond = too_little(control), excused_beyond(control, groups)
    notes = [ENFORCEMENT[control.enforcement], short and f"It asks for too little: {short}.", leaves_out]
    return " ".join(filter(None, [*notes, beyond and f"It {beyond}."]))


def _facts(control: DescribedControl) -> tuple[tuple[str, str], ...]:
    said = control.metadata
    facts = (
        ("Severity", said.severity.capitalize()),
        ("Frameworks", ", ".join(map(str, said.frameworks))),
        ("Licence needed", LICENCES.get(said.licence, said.licence)),
        ("Who notices", said.impact),
        ("How to undo it", said.rollback),
        ("Control", f"{control.id}, revision {said.revision}"),
    )
    return tuple((name, unquoted(value)) for name, value in facts if value)


def _duty(one: DutyVerdict, views: Sequence[ControlView]) -> DutyView:
    by_id = {view.id: view for view in views}
    return DutyView(
        title=one.duty.label,
        risk=one.duty.risk,
        mark=VERDICTS[one.verdict],
        outcomes=tuple(
            OutcomeView(
                title=each.outcome.title,
                sentence=each.outcome.sentence,
                mark=OUTCOMES[each.state],
                controls=tuple(by_id[control] for control in each.controls if control in by_id),
                limits=each.limits,
            )
            for each in one.outcomes
        ),
    )
