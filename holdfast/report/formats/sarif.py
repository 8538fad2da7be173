"""A check's result as SARIF 2.1.0, for code scanning: a rule for each control, a result for each property that differs.

What passed and what does not apply is left out, because viewers show every result as an alert. What was not read is
a result of kind `open`, one for each cause, and a notification of a run that did not succeed.
Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from holdfast.model.control import Severity
from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Reason, Status
from holdfast.model.value_class import value_class
from holdfast.report.about import about
from holdfast.report.causes import Cause, causes
from holdfast.report.inline import cut
from holdfast.report.json_text import json_document
from holdfast.report.published import published
from holdfast.report.rows import Row, rows
from holdfast.report.simulation import notice
from holdfast.report.text import counted, visible
from holdfast.report.worst import badness_of_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.model.control import DescribedControl
    from holdfast.model.report import ReportInput
    from holdfast.report.published import PublishedFinding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PRINT = "holdfastFinding/v1"
_MOST = 4_000
"""Characters of one message."""
_LONGEST_ID = 200
_MOST_RESULTS = 25_000
_MOST_LOCATIONS = 1_000
"""Of a run, and of a result; a log with more is refused whole, so that old alerts would stay for the truth. Source:
https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
(2026-11-28)."""
_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
_SCORES = {Severity.CRITICAL: "9.0", Severity.HIGH: "7.0", Severity.MEDIUM: "5.0", Severity.LOW: "3.0"}
"""What GitHub sorts alerts by, `security-severity`; the lowest of each of its bands."""
_OF_NO_CONTROL = "declared-by-no-control"
_NOT_READ = "not-read"
_UNMANAGED = (
    "Declared by no control",
    "An object that nobody declared, or that the client's own program declares.",
    "Declare it, remove it in the tenant, or accept it in the client file.",
)
_OUTSIDE = (
    "Declared by a control that the plan does not describe",
    "An object of a control of which the check knows only the id.",
    "Look at the client's program.",
)
_UNREAD = (
    "Something was not read",
    "What could not be read is unknown: it is never counted as in sync.",
    "Give the check what it lacks, such as a permission, and run it again.",
)


def _document(given: ReportInput) -> dict[str, Any]:
    result, found = given.result, published(given)
    unread = causes(found)
    every = [row for row in rows(found) if row.finding.status in DRIFT | {Status.EXCEPTED}]
    drift = _worst(every, _MOST_RESULTS - len(unread))
    run = {
        "tool": {"driver": {"name": "Holdfast", "rules": _rules(given.controls, found)}},
        "automationDetails": {"id": _category(given)},
        "invocations": [
            {
                "executionSuccessful": not unread and result.answer != ExitCode.NO_ANSWER,
                "toolExecutionNotifications": [
                    *({"level": "note", "message": _message(one)} for one in about(given)),
                    *({"level": "error", "message": _message(_why(one))} for one in unread),
                    *_left_out(len(every) - len(drift)),
                ],
            }
        ],
        "results": [*(_drift(row) for row in drift), *(_unread(one) for one in unread)],
        "properties": {
            "client": result.client,
            "tenant": result.tenant,
            "baseline": result.baseline,
            "checkedAt": result.checked_at,
            "notice": notice(result.cloud),
        },
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _worst(drift: list[Row], most: int) -> list[Row]:
    """Return as many as there may be, the worst of them where there are more."""
    return drift if len(drift) <= most else sorted(drift, key=badness_of_row)[:most]


def _left_out(number: int) -> Iterator[dict[str, Any]]:
    if number:
        told = f"{counted(number, 'result')} left out, because code scanning takes no more: the JSON has all of them"
        yield {"level": "warning", "message": _message(told)}


def _category(given: ReportInput) -> str:
    """Return what code scanning keeps apart: a part closes no alert of the whole, or of another part.

    Source: https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
    (recalled): alerts of a category that a later upload does not have are closed.
    """
    client, view = quote(given.result.client, safe="", errors="replace"), given.result.view
    if view is None:
        return f"holdfast/{client}/"
    asked = quote(view.selected or "all", safe="", errors="replace")
    return f"holdfast/{client}/part/{asked}{'/new' if view.since else ''}/"


def _rules(controls: Sequence[DescribedControl], found: Sequence[PublishedFinding]) -> list[dict[str, Any]]:
    """Return a rule for each control that there is, or that a finding names, and those that are of no control."""
    rules = {one.id: _rule(one) for one in controls}
    for control in {one.control for one in found} - rules.keys():
        rules[control] = _texts(_rule_id(control), *(_OUTSIDE if control else _UNMANAGED))
    rules[_NOT_READ] = _texts(_NOT_READ, *_UNREAD)
    return [rules[name] for name in sorted(rules)]


def _texts(rule_id: str, title: str, sentence: str, remedy: str) -> dict[str, Any]:
    """Return a rule with the texts that GitHub's code scanning asks for."""
    return {
        "id": rule_id,
        "shortDescription": _message(title),
        "fullDescription": _message(sentence),
        "help": _message(remedy),
    }


def _rule(control: DescribedControl) -> dict[str, Any]:
    said = control.metadata
    sentence, remedy = f"{said.title}. Who notices: {said.impact}", f"How to undo it: {said.rollback}"
    return {
        **_texts(_rule_id(control.id), said.title, sentence, remedy),
        "defaultConfiguration": {"level": _LEVELS[said.severity]},
        "properties": {
            "security-severity": _SCORES[said.severity],
            "tags": [*said.duties, *(str(one) for one in said.frameworks)],
        },
    }


def _rule_id(control: str) -> str:
    return visible(cut(control, _LONGEST_ID)) or _OF_NO_CONTROL


def _drift(row: Row) -> dict[str, Any]:
    one = row.finding
    accepted = one.status is Status.EXCEPTED or row.accepted
    return {
        "ruleId": _rule_id(one.control),
        "kind": "fail",
        "level": _LEVELS[one.severity] if one.severity else "warning",
        "message": _message(row.told),
        "locations": [_location(one, row.difference.path if row.difference else "")],
        "partialFingerprints": {_PRINT: row.fingerprint},
        "suppressions": list(_suppressions(row)) if accepted else [],
        "properties": {"status": one.status.value, "fingerprint": row.fingerprint},
    }


def _suppressions(row: Row) -> Iterator[dict[str, Any]]:
    by = row.finding.explanation if row.finding.reason is Reason.EXCEPTION else ""
    if row.difference is not None:
        by = by or row.difference.note
    yield {"kind": "external", "justification": visible(cut(by, _MOST))}


def _unread(cause: Cause) -> dict[str, Any]:
    first, *others = cause.findings
    return {
        "ruleId": _NOT_READ,
        "kind": "open",
        "level": "none",
        "message": _message(_why(cause)),
        "locations": [_location(first, "")],
        "relatedLocations": [_location(one, "") for one in others[: _MOST_LOCATIONS - 1]],
        "partialFingerprints": {_PRINT: first.fingerprint},
        "properties": {"status": Status.UNKNOWN.value, "hides": [one.fingerprint for one in cause.findings]},
    }


def _why(cause: Cause) -> str:
    return f"not read: {cause.explanation or cause.reason}"


def _location(one: PublishedFinding, path: str) -> dict[str, Any]:
    """Return where it is: in the client's file for a viewer of code, in the tenant for people."""
    name = f"{one.kind}/{one.name}{f'#{path}' if path else ''}"
    file = f"clients/Pulumi.{quote(one.client, safe='', errors='replace')}.yaml"
    return {
        "physicalLocation": {"artifactLocation": {"uri": file}, "region": {"startLine": 1}},
        "logicalLocations": [{"fullyQualifiedName": visible(cut(name, _MOST)), "kind": "resource"}],
    }


def _message(text: str) -> dict[str, str]:
    """Return a plain text in which no name of a tenant is taken for a link (SARIF 2.1.0, 3.11.6)."""
    shown = visible(cut(text, _MOST))
    for sign in "\\[]":
        shown = shown.replace(sign, f"\\{sign}")
    return {"text": shown if shown.strip() else "-"}


@value_class
class SarifFormat:
    """SARIF 2.1.0."""

    name: str = "sarif"
    suffix: str = ".sarif"

    def render(self, given: ReportInput) -> bytes:
        """Return the log, one run."""
        return json_document(_document(given))


FORMAT = SarifFormat()
