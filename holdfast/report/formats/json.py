"""A check's result as JSON, for pipelines. Standard library only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.status import Status
from holdfast.model.value_class import value_class
from holdfast.report.closing import closing
from holdfast.report.json_text import as_json, json_document
from holdfast.report.of_controls import by_control, other_groups
from holdfast.report.outcomes import duty_verdicts
from holdfast.report.published import published_known, published_one_by_one
from holdfast.report.simulation import notice
from holdfast.report.verdict import control_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import Finding
    from holdfast.model.report import ReportInput
    from holdfast.report.outcomes import DutyVerdict


def summary(given: ReportInput) -> dict[str, Any]:
    """Return all that is said of a check but its findings, as JSON has it."""
    result = given.result
    verdicts = duty_verdicts(given.every_control, result.every, given.kinds)
    own, groups = by_control(result.every), other_groups(result.every)
    return {
        "simulation": bool(notice(result.cloud)),
        "notice": notice(result.cloud),
        "client": result.client,
        "tenant": result.tenant,
        "baseline": result.baseline,
        "checkedAt": result.checked_at,
        "exitCode": result.exit_code,
        "failOn": result.gate.fail_on.value if result.gate else "any",
        "part": _part(given),
        "verdict": " ".join(closing(result)),
        "accepted": result.count(Status.EXCEPTED),
        "requests": result.requests,
        "warnings": as_json(result.warnings),
        "counts": {status.value: result.count(status) for status in Status},
        "unread": [finding.name for finding in result.findings if finding.status is Status.UNKNOWN],
        "duties": [_duty(one) for one in verdicts],
        "controls": [_control(one, own.get(one.id, ()), groups) for one in given.controls],
    }


def _part(given: ReportInput) -> dict[str, Any] | None:
    """Return what of the check is not shown; None where nothing is left out."""
    view = given.result.view
    if view is None:
        return None
    from holdfast.report.part import part

    return {
        "sentence": part(given.result),
        "selected": view.selected,
        "since": view.since,
        "leftOut": [
            {"control": one.control, "name": one.name, "status": one.status.value} for one in view.findings
        ],
        "controls": [one.id for one in view.controls],
        "unread": view.unread,
        "known": as_json(published_known(given)),
    }


def _duty(one: DutyVerdict) -> dict[str, Any]:
    return {
        "id": one.duty.value,
        "title": one.duty.label,
        "state": one.verdict.value,
        "outcomes": [
            {
                "id": each.outcome.id,
                "title": each.outcome.title,
                "state": each.state.value,
                "controls": each.controls,
                "limits": each.limits,
            }
            for each in one.outcomes
        ],
    }


def _control(one: DescribedControl, own: Sequence[Finding], groups: Sequence[Finding]) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.metadata.title,
        "state": control_verdict(one, own, groups).value,
        "enforcement": one.enforcement.value,
        "severity": one.metadata.severity.value,
        "licence": one.metadata.licence,
        "frameworks": as_json(one.metadata.frameworks),
        "outcomes": one.outcomes,
        "leavesOut": [
            {"setting": each.setting, "what": each.what, "names": each.names} for each in one.leaves_out
        ],
        "tooLittle": [{"setting": each.setting, "told": each.told} for each in one.falls_short],
    }


def document(given: ReportInput) -> dict[str, Any]:
    """Return all that is said of a check, as JSON has it."""
    return {**summary(given), "findings": [*_findings(given)]}


def _findings(given: ReportInput) -> Iterator[Any]:
    return (as_json(one) for one in published_one_by_one(given))


@value_class
class JsonFormat:
    """One JSON document, indented."""

    name: str = "json"
    suffix: str = ".json"

    def render(self, given: ReportInput) -> bytes:
        """Return a document with these keys, always all of them.

        `simulation, notice, client, tenant, baseline, checkedAt, exitCode, failOn, part (null, or what is left out),
        verdict, accepted, requests, warnings [...], counts {status: n}, unread [names],
        duties [... outcomes [...]], controls [...],
        findings [...]`, each of these as docs/finding.schema.json says.
        """
        return json_document({**summary(given), "findings": _findings(given)})


FORMAT = JsonFormat()
