"""A check's result as OSCAL assessment results, for auditors: observations are our findings, findings our controls.

A control is satisfied when everything of it was read, acts, is as declared or stricter, and leaves nobody out. Texts
of a tenant are markup in OSCAL, so they stand in code spans. Every identifier follows from what it names.
Source: https://pages.nist.gov/OSCAL-Reference/models/latest/assessment-results/json-reference/ (assumed to be as NIST's
schema of 1.2.3 has it, 2026-11-26).
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from datetime import UTC
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class
from holdfast.report.closing import closing
from holdfast.report.code_span import code
from holdfast.report.json_text import json_document
from holdfast.report.left_out import excused_beyond, left_out, nouns_of, too_little
from holdfast.report.of_controls import by_control, other_groups
from holdfast.report.published import published
from holdfast.report.rows import rows
from holdfast.report.simulation import notice
from holdfast.report.text import visible
from holdfast.report.verdict import Verdict, control_verdict
from holdfast.report.words import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import DriftResult
    from holdfast.model.report import ReportInput
    from holdfast.report.published import PublishedFinding

_VERSION = "1.2.1"
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:holdfast:oscal")
_NAMESPACE = "urn:holdfast"
_NO_TOKEN = re.compile(r"[^A-Za-z0-9._-]")
_SENTENCE = 4_000
"""Characters shown of one text of a tenant."""
_FAILS = frozenset(
    {Verdict.NOT_MET, Verdict.OFF, Verdict.TOO_LITTLE, Verdict.NOT_POSSIBLE, Verdict.FOR_NOBODY}
)


def _document(given: ReportInput) -> dict[str, Any]:
    result, found = given.result, published(given)
    when = given.checked_at.isoformat()
    name = f"{result.client} {result.tenant} {result.checked_at}"
    results: dict[str, Any] = {
        "uuid": _id("result", name),
        "title": _line(f"Drift check of {result.client}"),
        "description": _told(given),
        "start": when,
        "reviewed-controls": {"control-selections": [_selection(given.controls)]},
    }
    if observations := [_observation(one, number, when) for number, one in enumerate(found)]:
        results["observations"] = observations
    if findings := _findings(given, found):
        results["findings"] = findings
    return {
        "assessment-results": {
            "uuid": _id("document", name),
            "metadata": {
                "title": _line(f"Holdfast: {result.client} ({result.tenant})"),
                "last-modified": given.generated_at.astimezone(UTC).isoformat(),
                "version": _line(result.baseline),
                "oscal-version": _VERSION,
                **({"remarks": notice(result.cloud)} if notice(result.cloud) else {}),
            },
            "import-ap": {"href": f"#{_id('plan', result.baseline)}", "remarks": _PLAN},
            "results": [results],
            "back-matter": {
                "resources": [
                    {"uuid": _id("plan", result.baseline), "title": _line(f"Baseline {result.baseline}")}
                ]
            },
        }
    }


_PLAN = "The plan is the client's baseline, which has no assessment plan of its own in OSCAL."


def _told(given: ReportInput) -> str:
    result = given.result
    parts = [notice(result.cloud), " ".join(closing(result)), f"Checked at {code(result.checked_at)}."]
    parts += [f"Warning: {code(str(one), _SENTENCE)}" for one in result.warnings]
    return "\n\n".join(filter(None, parts))


def _selection(controls: Sequence[DescribedControl]) -> dict[str, Any]:
    if not controls:
        return {"description": "No control.", "include-all": {}}
    return {"include-controls": [{"control-id": _token(one.id)} for one in controls]}


def _observation(one: PublishedFinding, number: int, when: str) -> dict[str, Any]:
    told = [code(line, _SENTENCE) for row in rows([one]) for line in (row.sentence, row.who) if line]
    said = {
        "status": one.status.value,
        "fingerprint": one.fingerprint,
        "kind": one.kind,
        "live-id": one.id,
        "severity": one.severity.value if one.severity else "",
    }
    return {
        "uuid": _observed(one, number),
        "title": _line(f"{one.status.value} {one.kind} {one.name}"),
        "description": "\n\n".join([*told, one.remediation.sentence]),
        "props": [_prop(name, value) for name, value in said.items() if value],
        "methods": ["TEST"],
        "collected": when,
    }


def _observed(one: PublishedFinding, number: int) -> str:
    return _id("observation", f"{one.checked_at} {one.fingerprint} {number}")


def _findings(given: ReportInput, found: Sequence[PublishedFinding]) -> list[dict[str, Any]]:
    own, groups = by_control(given.result.every), other_groups(given.result.every)
    nouns = nouns_of(given.kinds)
    observed: dict[str, list[dict[str, str]]] = defaultdict(list)
    for number, one in enumerate(found):
        observed[one.control].append({"observation-uuid": _observed(one, number)})
    findings = []
    for control in sorted(given.controls, key=lambda one: one.id):
        of_it = own.get(control.id, ())
        verdict = control_verdict(control, of_it, groups)
        narrower = left_out(control, of_it, nouns) or excused_beyond(control, groups)
        limits = [code(one, _SENTENCE) for one in (too_little(control), narrower) if one]
        finding = _finding(control, given.result, verdict, limits)
        related = observed.get(control.id)
        findings.append({**finding, "related-observations": related} if related else finding)
    return findings


def _finding(
    control: DescribedControl, result: DriftResult, verdict: Verdict, limits: Sequence[str]
) -> dict[str, Any]:
    return {
        "uuid": _id("finding", f"{result.client} {result.checked_at} {control.id}"),
        "title": _line(control.metadata.title),
        "description": "\n\n".join([f"{VERDICTS[verdict].label}.", *limits]),
        "props": [_prop("verdict", verdict.value), _prop("severity", control.metadata.severity.value)],
        "target": {
            "type": "objective-id",
            "target-id": _token(control.id),
            "status": _state(verdict),
        },
    }


def _state(verdict: Verdict) -> Mapping[str, str]:
    if verdict is Verdict.MET:
        return {"state": "satisfied", "reason": "pass"}
    return {"state": "not-satisfied", "reason": "fail" if verdict in _FAILS else "other"}


def _prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": _NAMESPACE, "value": _line(value)}


def _id(sort: str, name: str) -> str:
    return str(uuid.uuid5(_OURS, f"{sort} {name}".encode("utf-8", "backslashreplace").decode()))


def _line(text: str) -> str:
    """Return a text for where OSCAL takes one line without space around it."""
    return visible(text).strip() or "-"


def _token(text: str) -> str:
    """Return an id of a control as OSCAL takes it: letters, digits, dots, underscores and hyphens."""
    return f"{'' if text[:1].isalpha() else '_'}{_NO_TOKEN.sub('_', text)}"


@value_class
class OscalFormat:
    """OSCAL assessment results, JSON."""

    name: str = "oscal"
    suffix: str = ".oscal.json"

    def render(self, given: ReportInput) -> bytes:
        """Return the document."""
        return json_document(_document(given))


FORMAT = OscalFormat()
