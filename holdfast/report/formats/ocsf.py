"""A check's result as events of the Open Cybersecurity Schema Framework 1.5.0, for security data lakes.

First one scan activity (6007) for the check, then one compliance finding (2003) for each finding.
Source: https://schema.ocsf.io/1.5.0/classes/compliance_finding and scan_activity (assumed to be as the package
ocsf-json-schema 1.2.0 has them, 2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.control import Severity
from holdfast.model.finding import DRIFT
from holdfast.model.status import Status
from holdfast.model.value_class import value_class
from holdfast.report.about import about
from holdfast.report.json_text import as_json, json_document
from holdfast.report.published import published_one_by_one
from holdfast.report.rows import rows
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.model.report import ReportInput
    from holdfast.report.published import PublishedFinding

_VERSION = "1.5.0"
_SEVERITIES = {Severity.CRITICAL: 5, Severity.HIGH: 4, Severity.MEDIUM: 3, Severity.LOW: 2}
_UNKNOWN_SEVERITY, _INFORMATIONAL = 0, 1
_PASS, _WARNING, _FAIL, _UNKNOWN, _OTHER = 1, 2, 3, 0, 99
_JUDGED = {
    Status.IN_SYNC: (_PASS, "Pass"),
    Status.EXCEEDS: (_PASS, "Pass"),
    Status.EXCEPTED: (_WARNING, "Warning"),
    Status.UNKNOWN: (_UNKNOWN, "Unknown"),
    Status.NOT_APPLICABLE: (_OTHER, "Not applicable"),
    **dict.fromkeys(DRIFT, (_FAIL, "Fail")),
}
"""`status_id` of the compliance object, with its caption."""
_NEW, _SUPPRESSED, _RESOLVED, _NO_STATE = 1, 3, 4, 0
_STATES = {_PASS: _RESOLVED, _WARNING: _SUPPRESSED, _FAIL: _NEW, _UNKNOWN: _NO_STATE, _OTHER: _RESOLVED}
"""`status_id` of the finding, by that of its compliance object."""


def _events(given: ReportInput) -> Iterator[dict[str, Any]]:
    milliseconds = int(given.checked_at.timestamp() * 1000)
    yield _scan(given, milliseconds)
    for one in published_one_by_one(given):
        yield _event(one, milliseconds)


def _base(category: int, class_uid: int, activity: int, milliseconds: int) -> dict[str, Any]:
    return {
        "category_uid": category,
        "class_uid": class_uid,
        "activity_id": activity,
        "type_uid": class_uid * 100 + activity,
        "time": milliseconds,
    }


def _metadata(tenant: str) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "product": {"name": "Holdfast", "vendor_name": "Holdfast"},
        "tenant_uid": visible(tenant),
    }


def _scan(given: ReportInput, milliseconds: int) -> dict[str, Any]:
    result = given.result
    return {
        **_base(6, 6007, 2, milliseconds),
        "severity_id": _INFORMATIONAL,
        "metadata": _metadata(result.tenant),
        "scan": {"name": "holdfast drift", "type_id": 99, "type": "Drift check"},
        "message": "\n".join(map(visible, about(given))),
        "num_detections": sum(one.status in DRIFT for one in result.findings),
        "unmapped": {"client": result.client, "baseline": result.baseline, "requests": result.requests},
    }


def _event(one: PublishedFinding, milliseconds: int) -> dict[str, Any]:
    judged, caption = _JUDGED[one.status]
    severity = _SEVERITIES[one.severity] if one.severity else _UNKNOWN_SEVERITY
    told = [visible(row.sentence) for row in rows([one])]
    return {
        **_base(2, 2003, 1, milliseconds),
        "severity_id": severity if one.drift or one.status is Status.UNKNOWN else _INFORMATIONAL,
        "status_id": _STATES[judged],
        "metadata": _metadata(one.tenant),
        "message": "\n".join(told),
        "finding_info": {
            "uid": one.fingerprint,
            "title": visible(f"{one.status.value} {one.kind} {one.name}"),
            "types": [one.status.value],
        },
        "compliance": {
            "control": visible(one.control or "none"),
            "standards": sorted({each.edition for each in one.frameworks}),
            "requirements": [f"{each.edition} {each.id}" for each in one.frameworks],
            "status_id": judged,
            "status": caption,
            "status_details": told,
        },
        "remediation": {"desc": one.remediation.sentence},
        "resources": [_resource(one)],
        "unmapped": as_json(one),
    }


def _resource(one: PublishedFinding) -> dict[str, str]:
    found = {"name": visible(one.name) or "-", "type": visible(one.kind)}
    return {**found, "uid": visible(one.id)} if one.id else found


@value_class
class OcsfFormat:
    """A JSON array of events; `unmapped` holds the finding as docs/finding.schema.json says."""

    name: str = "ocsf"
    suffix: str = ".ocsf.json"

    def render(self, given: ReportInput) -> bytes:
        """Return the events."""
        return json_document(_events(given))


FORMAT = OcsfFormat()
