"""A part of a check in every format: each says what is left out, and a green part is never taken for the whole."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from holdfast.drift.earlier import earlier_result
from holdfast.drift.narrow import accepted, narrowed
from holdfast.drift.recording import Recording
from holdfast.model.control import FailOn, Severity
from holdfast.model.errors import HoldfastError
from holdfast.model.finding import DRIFT, Basis, DriftResult, View
from holdfast.model.plan import Cloud, Plan
from holdfast.model.report import ReportInput
from holdfast.model.status import ExitCode, Status
from holdfast.model.wanted import Selection, Wanted
from holdfast.report.closing import closing
from holdfast.report.formats.interface import formats
from holdfast.report.part import part
from holdfast.report.text import counted
from tests.corpus.test_formats import ORACLES, documents
from tests.corpus.test_published import SCHEMA
from tests.golden.report.cases import CASES, CONTROLS, GENERATED_AT, KINDS, LEGACY, MFA, result

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 26)
PLAN = Plan(
    "contoso", "contoso.onmicrosoft.com", Cloud.GLOBAL, "core@1.0.0", {}, (), (), delete_protected_data=False
)
RECORDING = Recording(PLAN, (), CONTROLS)
GREEN = replace(
    CASES["drift"][0],
    findings=(*CASES["in-sync"][0].findings[:1], *CASES["drift"][0].findings[1:]),
)
"""MFA is as declared, and everything else drifted."""
ONLY_MFA = Wanted(selection=Selection(controls=(MFA.id,)))


def given(wanted: Wanted, checked: DriftResult = GREEN) -> ReportInput:
    narrow = narrowed(accepted(checked, RECORDING, wanted, (), TODAY), RECORDING, wanted, ())
    left_out = narrow.view.controls if narrow.view else ()
    return ReportInput(
        result=narrow,
        controls=tuple(one for one in CONTROLS if one not in left_out),
        generated_at=GENERATED_AT,
        kinds=KINDS,
    )


def document(name: str, wanted: Wanted, checked: DriftResult = GREEN) -> Any:
    return json.loads(formats()[name].render(given(wanted, checked)))


@pytest.fixture
def known(tmp_path: Path) -> Wanted:
    """Everything is compared with a result that has all of today's drift."""
    path = tmp_path / "old.json"
    path.write_bytes(formats()["json"].render(given(Wanted())))
    return Wanted(since=earlier_result(path))


@pytest.mark.parametrize("name", formats())
def test_every_format_of_a_part_says_what_is_left_out(name: str) -> None:
    part_of_it = given(ONLY_MFA)
    assert part_of_it.result.exit_code == ExitCode.IN_SYNC

    content = formats()[name].render(part_of_it)

    text = content.decode()
    assert "only a part is shown" in text
    assert "1 DRIFTED, 1 MISSING, 1 UNMANAGED" in text
    assert "In sync:" not in text
    assert "everything was read and is as declared" not in text
    assert "the tenant is as agreed." not in text
    ORACLES[name](content)
    if name in {"sarif", "oscal", "ocsf"}:
        for validator, one in documents(name, content):
            assert [error.message for error in validator.iter_errors(one)] == []


@pytest.mark.parametrize("name", formats())
def test_every_format_of_what_is_new_says_what_is_known(name: str, known: Wanted) -> None:
    text = formats()[name].render(given(known)).decode()

    assert "new since" in text
    assert "1 UNMANAGED" in text
    assert "the tenant is as agreed." not in text


@pytest.mark.parametrize("name", formats())
def test_what_fails_nothing_is_told(name: str) -> None:
    text = formats()[name].render(given(Wanted(fail_on=FailOn.NONE))).decode()

    if name != "html":
        assert "nothing fails it (--fail-on none)" in text


def test_words_of_a_part_are_no_words_of_the_whole(known: Wanted) -> None:
    whole = {closing(given(Wanted(), checked).result)[0] for checked, _ in CASES.values()}

    assert closing(given(ONLY_MFA).result)[0] == "In sync in part:"
    assert closing(given(known).result)[0] == "Nothing new:"
    assert {"In sync in part:", "Nothing new:"} & whole == set()
    assert part(given(Wanted()).result) == ""


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("since", ["", "an earlier one"])
@pytest.mark.parametrize("basis", list(Basis))
def test_no_part_leaves_out_what_is_accepted_or_calls_read_what_is_attested(
    case: str, since: str, basis: Basis
) -> None:
    checked = CASES[case][0]
    more = tuple(replace(one, basis=basis) for one in checked.findings[-1:])
    whole = replace(checked, findings=(*checked.findings, *more))
    told = " ".join(closing(replace(whole, view=View(selected="" if since else "all", since=since))))
    accepted = whole.count(Status.EXCEPTED)
    if accepted and whole.answer in {ExitCode.IN_SYNC, ExitCode.DRIFT}:
        assert counted(accepted, "accepted deviation") in told
        assert "what is shown was read and is as declared" not in told
    if whole.answer == ExitCode.IN_SYNC and whole.findings:
        assert ("or is attested" in told) == any(one.basis is Basis.ATTESTED for one in whole.findings)


def test_duties_and_controls_rest_upon_the_whole_check(known: Wanted) -> None:
    whole = document("json", Wanted())
    for wanted in (ONLY_MFA, known, Wanted(selection=Selection(severities=(Severity.MEDIUM,)))):
        shown = document("json", wanted)
        states = {one["id"]: one["state"] for one in whole["controls"]}
        assert shown["duties"] == whole["duties"]
        assert all(states[one["id"]] == one["state"] for one in shown["controls"])
    assert [one["id"] for one in document("json", ONLY_MFA)["controls"]] == [MFA.id]


def test_json_says_what_is_left_out_and_keeps_what_is_known(known: Wanted) -> None:
    shown, new = document("json", ONLY_MFA), document("json", known)

    assert document("json", Wanted())["part"] is None
    left_out = {(one["name"], one["status"]) for one in shown["part"]["leftOut"]}
    assert ("Allow everything from one laptop", "UNMANAGED") in left_out
    assert shown["part"]["controls"] == [one.id for one in CONTROLS if one is not MFA]
    assert len(shown["part"]["leftOut"]) + len(shown["findings"]) == len(GREEN.findings)
    assert {one["status"] for one in new["part"]["known"]} == {"DRIFTED", "MISSING", "UNMANAGED"}
    for one in new["part"]["known"]:
        Draft202012Validator(SCHEMA).validate(one)


def test_chain_of_results_loses_nothing(known: Wanted, tmp_path: Path) -> None:
    again = tmp_path / "new.json"
    again.write_bytes(formats()["json"].render(given(known)))

    found = given(Wanted(since=earlier_result(again))).result

    assert [one for one in found.findings if one.status in DRIFT] == []


def test_part_closes_no_alert_of_the_whole(known: Wanted) -> None:
    def category(wanted: Wanted) -> str:
        told: str = document("sarif", wanted)["runs"][0]["automationDetails"]["id"]
        return told

    every = [category(one) for one in (Wanted(), ONLY_MFA, known)]
    assert every[0] == "holdfast/contoso/"
    assert len(set(every)) == 3
    assert all(one.endswith("/") for one in every)


def test_junit_of_what_is_new_has_no_error_for_a_control_whose_drift_is_known(known: Wanted) -> None:
    root = ET.fromstring(formats()["junit"].render(given(known)))  # noqa: S314 - our own

    assert root.attrib["errors"] == "0"
    assert root.attrib["failures"] == "0"


def test_html_is_not_as_agreed_because_a_part_of_it_is(known: Wanted) -> None:
    for wanted in (ONLY_MFA, known):
        text = formats()["html"].render(given(wanted)).decode()
        assert "This is not all of it:" in text
        assert "The tenant is not as agreed" in text


def test_oscal_satisfies_no_control_because_its_drift_is_known(known: Wanted) -> None:
    (found,) = document("oscal", known)["assessment-results"]["results"]
    states = {one["target"]["target-id"]: one["target"]["status"] for one in found["findings"]}

    assert states[LEGACY.id] == {"state": "not-satisfied", "reason": "fail"}
    assert states[MFA.id] == {"state": "satisfied", "reason": "pass"}


@pytest.mark.parametrize("fail_on", FailOn)
def test_json_says_the_exit_code_and_what_it_was_asked_for(fail_on: FailOn) -> None:
    told = document("json", Wanted(fail_on=fail_on))

    assert told["failOn"] == fail_on
    assert told["exitCode"] == (ExitCode.IN_SYNC if fail_on in {"none", "critical"} else ExitCode.DRIFT)


def test_fingerprints_of_a_part_are_those_of_the_whole() -> None:
    whole = {one["name"]: one["fingerprint"] for one in document("json", Wanted())["findings"]}
    plain = json.loads(
        formats()["json"].render(
            ReportInput(result=GREEN, controls=CONTROLS, generated_at=GENERATED_AT, kinds=KINDS)
        )
    )

    assert {one["name"]: one["fingerprint"] for one in plain["findings"]} == whole
    for one in document("json", ONLY_MFA)["findings"]:
        assert one["fingerprint"] == whole[one["name"]]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b'{"findings": []}',
        b"\xff",
        b'{"findings": [{"schema": "2.0"}], "client": "a", "tenant": "b", "simulation": false, "checkedAt": "c"}',
        b'{"findings": [], "client": 1, "tenant": "b", "simulation": false, "checkedAt": "c"}',
        b'{"findings": null, "client": "a", "tenant": "b", "simulation": false, "checkedAt": "c"}',
        b'{"findings": [null], "client": "a", "tenant": "b", "simulation": false, "checkedAt": "c"}',
        b'{"findings": [[]], "client": "a", "tenant": "b", "simulation": false, "checkedAt": "c"}',
        b'{"findings": [], "part": [1], "client": "a", "tenant": "b", "simulation": false, "checkedAt": "c"}',
        b'"text"',
        b"[" * 100_000,
    ],
)
def test_file_that_is_no_result_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    for one in (path, tmp_path / "2026-11-26T00:00:00Z"):
        with pytest.raises(HoldfastError) as refused:
            earlier_result(one)
        assert refused.value.slug == "result-unusable"
        assert "--output json=PATH" in refused.value.message
        assert not re.search(r"\w+Error|NoneType|object is|object has|indices", refused.value.message)


def test_accepted_drift_of_a_result_is_none_of_its_drift(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    excepted = CASES["drift-and-excepted"][0]
    path.write_bytes(formats()["json"].render(given(Wanted(), excepted)))

    found = earlier_result(path).deviations

    half = CASES["drift"][0].findings[2]
    first, *others = half.differences
    partly = result(replace(half, differences=(replace(first, accepted=True), *others)))
    path.write_bytes(formats()["json"].render(given(Wanted(), partly)))
    assert [one.property for one in earlier_result(path).deviations] == [one.path for one in others]
    assert {one.status for one in found} <= DRIFT
    assert len(found) == sum(max(1, len(one.differences)) for one in excepted.findings if one.status in DRIFT)
    assert Status.EXCEPTED in {one.status for one in excepted.findings}
