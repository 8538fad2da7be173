"""A check's result as JUnit XML, which every pipeline shows: a suite for each control, a case for each object.

Drift fails. What was not read is an error, and so is a control about which nothing is known: neither is ever green.
What is accepted, switched off or does not apply is skipped, with the reason.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Status
from holdfast.model.value_class import value_class
from holdfast.report.closing import closing
from holdfast.report.left_out import settings_limits
from holdfast.report.published import published
from holdfast.report.rows import rows
from holdfast.report.simulation import notice
from holdfast.report.text import visible
from holdfast.report.verdict import declares_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from junitparser.junitparser import FinalResult

    from holdfast.model.report import ReportInput
    from holdfast.report.published import PublishedFinding

_NO_XML = ("\ufffe", "\uffff")
"""What XML 1.0 does not take, beside what hides: https://www.w3.org/TR/xml/#charsets (2026-11-26)."""
_UNMANAGED = "declared by no control"
_SILENT = "the check says nothing about this control, so it is not known whether it is met"

_OFF = "the control is switched off, so it declares nothing"


def _text(text: str) -> str:
    """Return text as XML takes it, on one line."""
    shown = visible(text)
    for one in _NO_XML:
        shown = shown.replace(one, f"⟨U+{ord(one):04X}⟩")
    return shown


def _suites(given: ReportInput) -> Iterator[TestSuite]:
    by_control: dict[str, list[PublishedFinding]] = {one.id: [] for one in given.controls}
    for one in published(given):
        by_control.setdefault(one.control, []).append(one)
    limits = list(settings_limits(given.result, given.controls))
    declared = {one.id: one for one in given.controls}
    known = {one.control for one in given.result.view.known} if given.result.view else set()
    yield _about(given)
    for control in sorted(by_control):
        suite = TestSuite(_text(control or _UNMANAGED))
        suite.timestamp = _text(given.result.checked_at)
        for limited, limit, sentence in limits:
            if limited.id == control:
                suite.add_property(limit.value, _text(sentence))
        if not by_control[control] and control not in known:
            suite.add_testcase(_silent(control, off=declares_nothing(declared.get(control))))
        suite.add_testcases(_cases(by_control[control]))
        yield suite


def _about(given: ReportInput) -> TestSuite:
    """Return the suite that says what was checked; it has a case where nothing was."""
    result, suite = given.result, TestSuite("Holdfast")
    said = {
        "client": result.client,
        "tenant": result.tenant,
        "baseline": result.baseline,
        "checked-at": result.checked_at,
        "verdict": " ".join(closing(result)),
        "notice": notice(result.cloud),
    }
    for name, value in said.items():
        if value:
            suite.add_property(name, _text(value))
    for warning in result.warnings:
        suite.add_property("warning", _text(str(warning)))
    if not result.findings and result.answer == ExitCode.NO_ANSWER:
        # No suite may have a case that says so, and a document without one is green.
        suite.add_testcase(_not_green("anything", "Holdfast", Error(said["verdict"], Status.UNKNOWN.value)))
    return suite


def _cases(found: Sequence[PublishedFinding]) -> list[TestCase]:
    """Return a case for each finding; views take two of one name for one, so such bear their fingerprints as well."""
    names = Counter(_text(f"{one.kind} {one.name}") for one in found)
    return [_case(one, alone=names[_text(f"{one.kind} {one.name}")] == 1) for one in found]


def _case(one: PublishedFinding, *, alone: bool) -> TestCase:
    name = f"{one.kind} {one.name}" if alone else f"{one.kind} {one.name} [{one.fingerprint}]"
    case = TestCase(_text(name), _text(one.control or _UNMANAGED))
    case.time = 0
    case.result = [outcome] if (outcome := _outcome(one)) is not None else []
    return case


def _outcome(one: PublishedFinding) -> FinalResult | None:
    """Return why the case is not green; None when it is."""
    told = "\n".join(_text(line) for line in _lines(one))
    message = _text(one.explanation or f"{one.name}: {one.status.value}")
    result: FinalResult
    if one.status in DRIFT:
        result = Failure(message, one.status.value)
    elif one.status is Status.UNKNOWN:
        result = Error(message, one.reason.value if one.reason else one.status.value)
    elif one.status in {Status.NOT_APPLICABLE, Status.EXCEPTED}:
        result = Skipped(message, one.status.value)
    else:
        return None
    result.text = told
    return result


def _lines(one: PublishedFinding) -> Iterator[str]:
    for row in rows([one]):
        yield row.sentence
        if row.who:
            yield row.who
    yield one.remediation.sentence
    yield f"fingerprint {one.fingerprint}"


def _silent(control: str, *, off: bool) -> TestCase:
    return _not_green(
        "anything", _text(control), Skipped(_OFF) if off else Error(_SILENT, Status.UNKNOWN.value)
    )


def _not_green(name: str, of: str, outcome: FinalResult) -> TestCase:
    case = TestCase(name, of)
    case.time = 0
    case.result = [outcome]
    return case


@value_class
class JunitFormat:
    """JUnit XML."""

    name: str = "junit"
    suffix: str = ".xml"

    def render(self, given: ReportInput) -> bytes:
        """Return the document."""
        document = JUnitXml("Holdfast")
        for suite in _suites(given):
            suite.update_statistics()  # type: ignore[no-untyped-call] # the library's own, and the one below
            document.add_testsuite(suite)
        # Not `update_statistics`: it counts skipped cases at the top too, which the published schema does not take.
        for name in ("tests", "failures", "errors"):
            setattr(document, name, sum(getattr(suite, name) for suite in document))
        written: bytes = document.tostring()  # type: ignore[no-untyped-call]
        return written + b"\n"


FORMAT = JunitFormat()
