"""Every format, by walking: valid where a schema is published, and harmless whatever a tenant's names contain.

A second parser reads each: nothing that stands in a name becomes anything but text there.
"""

from __future__ import annotations

import csv
import html
import json
import re
import uuid
from collections import Counter
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path
from string import whitespace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft7Validator, Draft202012Validator
from markdown_it import MarkdownIt
from ocsf_json_schema import (  # type: ignore[import-untyped] # it has no types
    OcsfJsonSchemaEmbedded,
    get_ocsf_schema,
)
from xmlschema import XMLSchema

from holdfast.model.control import Enforcement, LeftOut, Severity
from holdfast.model.finding import DRIFT, Difference, Finding
from holdfast.model.plan import PlanWarning
from holdfast.model.status import Reason, Status
from holdfast.report.closing import closing
from holdfast.report.formats.csv import COLUMNS
from holdfast.report.formats.interface import formats
from holdfast.report.formats.markdown import MOST
from holdfast.report.many.line import State, line_of
from holdfast.report.text import visible
from tests.golden.report.cases import CASES, LABEL, LABELS, MFA, MFA_OK, POLICY, URN, input_of, named, result
from tests.golden.report.hostile import HOSTILE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from jsonschema.protocols import Validator

    from holdfast.model.control import DescribedControl

SCHEMAS = Path(__file__).parents[1] / "schemas"
NAMES = st.text(min_size=1, max_size=40) | st.text(
    "<>&\"'/{}[]%#|`=+-@:,;\\\u202e\u2066\x00\r\n\u2028 !a", min_size=1, max_size=40
)


def written(name: str, case: str) -> bytes:
    return formats()[name].render(input_of(*CASES[case]))


def of_name(name: str, text: str) -> bytes:
    """What a format writes of a tenant in which `text` stands wherever anybody can put text."""
    checked, controls = named(text)
    warned = replace(checked, warnings=(PlanWarning("a-slug", text, text, text),))
    left_out = (LeftOut(setting=text, what=text, names=(text,)),)
    own = tuple(replace(one, id=text, leaves_out=left_out) for one in controls)
    return formats()[name].render(input_of(warned, (*own, MFA)))


# --- published schemas


@cache
def schema(name: str) -> Validator:
    """The validator of one document, or of one event of OCSF."""
    if name == "sarif":
        return Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")))
    if name == "oscal":
        text = (SCHEMAS / "oscal-1.2.3.json").read_text(encoding="utf-8")
        # Python's patterns have no \p: the same in its own words.
        text = text.replace(r"\\p{L}", r"[^\\W\\d_]").replace(r"\\p{N}", r"\\d")
        return Draft7Validator(json.loads(text))
    made = OcsfJsonSchemaEmbedded(get_ocsf_schema("1.5.0"))
    return Draft202012Validator(made.get_class_schema(name, []))


@cache
def xml_schema() -> XMLSchema:
    """What a file of JUnit has to be."""
    return XMLSchema(SCHEMAS / "junit-10.xsd")


def against_schema(name: str, content: bytes) -> list[str]:
    """What the published schema finds wrong with what a format wrote."""
    if name == "junit":
        return [str(error.reason) for error in xml_schema().iter_errors(content.decode())]
    return [
        error.message
        for validator, document in documents(name, content)
        for error in validator.iter_errors(document)
    ]


def documents(name: str, content: bytes) -> list[tuple[Validator, Any]]:
    """What a format wrote, each part with what it has to be."""
    document = json.loads(content)
    if name != "ocsf":
        return [(schema(name), document)]
    classes = {2003: "compliance_finding", 6007: "scan_activity"}
    return [(schema(classes[event["class_uid"]]), event) for event in document]


PUBLISHED = ("junit", "sarif", "oscal", "ocsf")
every_published = pytest.mark.parametrize("name", PUBLISHED)


@every_published
@pytest.mark.parametrize("case", CASES)
def test_every_case_is_valid_by_the_published_schema(name: str, case: str) -> None:
    assert against_schema(name, written(name, case)) == []


@every_published
@pytest.mark.parametrize("sort", HOSTILE_NAMES)
def test_every_hostile_name_is_valid_by_the_published_schema(name: str, sort: str) -> None:
    assert against_schema(name, of_name(name, HOSTILE_NAMES[sort])) == []


def test_schema_of_xml_refuses_what_is_not_of_it() -> None:
    assert against_schema(
        "junit", written("junit", "drift").replace(b"<testsuites ", b'<testsuites skipped="0" ', 1)
    )


@pytest.mark.parametrize("name", [one for one in PUBLISHED if one != "junit"])
def test_schema_refuses_what_is_not_of_it(name: str) -> None:
    (validator, document) = documents(name, written(name, "drift"))[-1]
    one = next(iter(document))

    assert not validator.is_valid({key: value for key, value in document.items() if key != one} | {"x-y": 1})


# --- hostile names, for every format


def read_json(content: bytes) -> None:
    json.loads(content)
    assert not hidden_in(content.decode())


def read_jsonl(content: bytes) -> None:
    first, *others = content.decode().split("\n")[:-1]
    assert set(json.loads(first)) == {"check"}
    assert all(json.loads(line)["fingerprint"] for line in others)
    assert not hidden_in(content.decode())


SIGNS = "=+-@＝＋－＠"  # noqa: RUF001 - some spreadsheets' signs
csv.field_size_limit(10_000_000)  # a row that is cut at other separators is one cell
BLANK = f'"{whitespace}\N{NO-BREAK SPACE}'


def read_csv(content: bytes) -> None:
    text = content.decode()
    table = list(csv.reader(StringIO(text, newline=""), strict=True))
    assert tuple(table[0]) == COLUMNS
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert text.count("\n") == text.count("\r\n") == len(table)
    for cell in (cell for row in table for cell in row):
        assert not hidden_in(cell)
        assert len(cell) < 32_767
        assert cell.strip() == "" or cell.strip()[0] not in SIGNS
    # A spreadsheet separates cells by what its language has for it, whatever a file says.
    for separator in ";|\t":
        for cell in (
            cell for row in csv.reader(StringIO(text, newline=""), delimiter=separator) for cell in row
        ):
            assert cell.strip(BLANK)[:1] not in {*SIGNS}


def read_junit(content: bytes) -> None:
    document = ET.fromstring(content)  # noqa: S314 - our own, which is what is tested
    known = {"testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "skipped"}
    assert {one.tag for one in document.iter()} <= known
    for one in document.iter():
        assert not hidden_in("".join([one.text or "", *one.attrib.values()]).replace("\n", ""))


def read_markdown(content: bytes) -> None:
    text = content.decode()
    assert len(text) <= MOST
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    sorts = Counter[str]()
    for token in parser.parse(text):
        sorts[token.type] += 1
        for inner in token.children or []:
            sorts[inner.type] += 1
            outside = inner.content if inner.type == "text" else ""
            assert not re.search(r"https?:|www\.|@|#\d|<|`", outside), outside
    blocks = {"heading", "paragraph", "blockquote", "bullet_list", "list_item"}
    assert {sort.removesuffix("_open").removesuffix("_close") for sort in sorts} <= blocks | {
        "inline", "text", "code_inline", "strong", "softbreak",
    }  # fmt: skip
    assert not hidden_in(text.replace("\n", ""))


def read_github(content: bytes) -> None:
    lines = content.decode().split("\n")
    assert lines.pop() == ""
    for line in lines:
        parts = re.fullmatch(r"::(error|warning|notice) title=([^:,\r\n]*)::(.*)", line)
        assert parts, line
        assert not hidden_in(parts[3])
        # Unescaped as the runner does it, it is still one line.
        assert not hidden_in(re.sub(r"%0D|%0A|%25", unescaped, parts[3]))


def unescaped(found: re.Match[str]) -> str:
    return {"%0D": "\r", "%0A": "\n", "%25": "%"}[found[0]]


def read_sarif(content: bytes) -> None:
    read_json(content)
    (run,) = json.loads(content)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    for rule in run["tool"]["driver"]["rules"]:
        # Code scanning of GitHub shows no rule without them.
        assert all(rule[name]["text"].strip() for name in ("shortDescription", "fullDescription", "help"))
    for one in run["results"]:
        assert one["ruleId"] in rules
        # A link of a message is [text](target), unless its brackets are escaped.
        assert not re.search(r"(?<!\\)(\\\\)*[\[\]]", one["message"]["text"])
        uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"clients/Pulumi\.[A-Za-z0-9_.~%-]*\.yaml", uri)


def read_oscal(content: bytes) -> None:
    read_json(content)
    (found,) = json.loads(content)["assessment-results"]["results"]
    observed = [one["uuid"] for one in found.get("observations", [])]
    assert len(observed) == len(set(observed))
    for one in found.get("findings", []):
        assert {each["observation-uuid"] for each in one.get("related-observations", [])} <= set(observed)
        assert str(uuid.UUID(one["uuid"])) == one["uuid"]
    for one in found.get("observations", []):
        assert (
            not MarkdownIt("commonmark")
            .render(one["description"])
            .replace("<p>", "")
            .replace("</p>", "")
            .replace("<code>", "")
            .replace("</code>", "")
            .count("<")
        )


def read_lines(content: bytes) -> None:
    assert not hidden_in(content.decode().replace("\n", ""))


ORACLES: dict[str, Callable[[bytes], None]] = {
    "csv": read_csv,
    "github": read_github,
    "html": read_lines,  # its own tests read every tag: tests/unit/report/test_report_html.py
    "json": read_json,
    "jsonl": read_jsonl,
    "junit": read_junit,
    "markdown": read_markdown,
    "ocsf": read_json,
    "oscal": read_oscal,
    "sarif": read_sarif,
    "table": read_lines,
}


def hidden_in(text: str) -> list[str]:
    """The characters that hide or reorder others, in text that has line breaks of its own or none."""
    return [one for one in text if visible(one) != one and one != "\n"]


def test_every_format_has_a_second_reader() -> None:
    assert sorted(ORACLES) == list(formats())


@pytest.mark.parametrize("name", formats())
@pytest.mark.parametrize("sort", HOSTILE_NAMES)
def test_hostile_name_is_only_text(name: str, sort: str) -> None:
    ORACLES[name](of_name(name, HOSTILE_NAMES[sort]))


@pytest.mark.parametrize("name", ["github", "html", "markdown", "table"])
def test_no_text_of_a_tenant_floods_what_people_read(name: str) -> None:
    text = of_name(name, HOSTILE_NAMES["long"]).decode()
    assert 100 < max(map(len, re.findall("W+", text))) <= 2000
    assert re.search(r"… \(\d+ characters more\)", text)


@pytest.mark.parametrize("name", formats())
@settings(max_examples=60, deadline=None)
@given(text=NAMES)
def test_any_name_is_only_text(name: str, text: str) -> None:
    ORACLES[name](of_name(name, text))


@pytest.mark.parametrize("name", formats())
@pytest.mark.parametrize("case", CASES)
def test_every_case_is_read_by_the_second_reader(name: str, case: str) -> None:
    ORACLES[name](written(name, case))


@pytest.mark.parametrize("name", formats())
def test_what_was_not_read_and_what_drifted_is_named(name: str) -> None:
    for case in ("drift", "unread", "excepted"):
        text = written(name, case).decode()
        for one in CASES[case][0].findings:
            if one.status in DRIFT | {Status.UNKNOWN}:
                told = one.name.removeprefix(f"{one.control}/") if one.control else one.name
                assert told in text, (case, one.status)


@pytest.mark.parametrize("name", sorted(set(formats()) - {"html", "jsonl"}))
def test_drift_is_not_told_without_what_was_not_read_beside_it(name: str) -> None:
    """In the sentence that says how it stands: less drift than yesterday may be because less was read.

    The page says it in a paragraph of its own, and the lines of JSON have no such sentence.
    """
    both = result(*CASES["drift"][0].findings, *CASES["unread"][0].findings)
    unread = both.count(Status.UNKNOWN)

    told = formats()[name].render(input_of(both, CASES["drift"][1])).decode()

    assert f", and {unread} objects not read" in told
    assert "not read" not in " ".join(closing(CASES["drift"][0]))


# --- one cause once, bounds, and never green


REFUSED = "Get-ComplianceTag: 403, the application lacks Exchange.ManageAsApp"
HIDDEN = result(
    *(
        Finding(Status.UNKNOWN, LABEL, f"Label {number}", LABELS.id, URN, reason=Reason.PERMISSION, explanation=REFUSED)
        for number in range(40)
    )
)  # fmt: skip


@pytest.mark.parametrize("name", ["github", "markdown"])
def test_one_cause_is_told_once_to_people(name: str) -> None:
    text = formats()[name].render(input_of(HIDDEN, (LABELS,))).decode()

    assert text.count(REFUSED) == 1
    assert "Label 39" in text or "20 more" in text


def test_one_cause_is_one_result_that_names_all_that_it_hides() -> None:
    (run,) = json.loads(formats()["sarif"].render(input_of(HIDDEN, (LABELS,))))["runs"]

    (one,) = run["results"]
    assert (one["kind"], one["level"]) == ("open", "none")
    assert len(one["properties"]["hides"]) == len(one["relatedLocations"]) + 1 == 40
    assert run["invocations"][0]["executionSuccessful"] is False


def many(number: int) -> bytes:
    """A comment about so many objects that drifted, each in many properties."""
    differences = tuple(Difference(f"p{one}", "x" * 300, "y" * 300) for one in range(30))
    found = (
        Finding(Status.DRIFTED, POLICY, f"Policy {one}", MFA.id, URN, differences=differences)
        for one in range(number)
    )
    return formats()["markdown"].render(input_of(result(*found), (MFA,)))


@pytest.mark.parametrize("name", formats())
def test_no_format_gives_a_pipeline_an_order(name: str) -> None:
    text = of_name(name, HOSTILE_NAMES["orders"]).decode()

    assert re.findall(r"##(?:vso)?\[", text, re.IGNORECASE) == []
    if name != "github":
        lines = of_name(name, "::error title=x::y ::add-mask::z").decode().splitlines()
        assert [line for line in lines if line.strip().startswith("::")] == []


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("Tea policy", "Tea\u00a0policy"),
        ("caf\u00e9", "cafe\u0301"),
        ("a", "a "),
        (["Tea policy"], ["Tea\u2003policy"]),
    ],
)
@pytest.mark.parametrize("name", ["csv", "github", "html", "junit", "markdown", "sarif", "table"])
def test_values_that_differ_never_look_alike(name: str, expected: Any, found: Any) -> None:
    one = Finding(Status.DRIFTED, POLICY, "P", MFA.id, URN, differences=(Difference("x", expected, found),))
    text = formats()[name].render(input_of(result(one), (MFA,))).decode()

    assert all(sign not in text for sign in "\u00a0\u2003\u0301")
    escaped = json.dumps(found)[1:-1].strip("[]").strip('"')
    assert escaped in re.sub(r"\\+", r"\\", html.unescape(text))


@pytest.mark.parametrize("times", [40, 300, 7_000])
@pytest.mark.parametrize("shape", [str, lambda text: {"rule": text}], ids=["text", "object"])
@pytest.mark.parametrize("name", ["csv", "github", "html", "junit", "markdown", "sarif", "table"])
def test_long_values_show_where_they_differ(name: str, shape: Callable[[str], object], times: int) -> None:
    expected, found = (shape(f"{'long ' * times}{end}") for end in ("one", "other"))
    one = Finding(Status.DRIFTED, POLICY, "P", MFA.id, URN, differences=(Difference("x", expected, found),))
    text = formats()[name].render(input_of(result(one), (MFA,))).decode()

    assert "long one" in text
    assert "long other" in text


def test_no_object_leaves_no_room_for_the_others_in_a_comment() -> None:
    hostile = tuple(
        Difference("\u202e" * 999 + str(one), "\u202e" * 999, "\u202e" * 998) for one in range(40)
    )
    first = Finding(Status.DRIFTED, POLICY, "\u202e" * 9_999, MFA.id, URN, differences=hostile)
    other = Finding(Status.DRIFTED, POLICY, "Seen", MFA.id, URN, differences=(Difference("state", 1, 2),))
    text = formats()["markdown"].render(input_of(result(first, first, other), (MFA,))).decode()

    assert len(text) <= MOST
    assert "`Seen`" in text
    assert text.count("lines more") == 2
    assert "left out" not in text


def test_log_has_no_more_results_than_code_scanning_takes_and_the_worst_of_them() -> None:
    differences = tuple(Difference(f"members[u{one}@contoso.example].x", 1, 2) for one in range(25_010))
    low = replace(MFA, id="a.low", metadata=replace(MFA.metadata, severity=Severity.LOW))
    least = Finding(Status.DRIFTED, POLICY, "A", low.id, URN, differences=differences[:20])
    worst = Finding(Status.DRIFTED, POLICY, "B", MFA.id, URN, differences=differences)
    given = input_of(result(least, worst, *HIDDEN.findings), (low, MFA, LABELS))
    (run,) = json.loads(formats()["sarif"].render(given))["runs"]

    assert len(run["results"]) == 25_000
    assert {one["ruleId"] for one in run["results"]} == {MFA.id, "not-read"}
    told = [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]
    assert any(one.startswith("31 results left out") for one in told)


def test_comment_is_bounded_and_counts_what_it_leaves_out() -> None:
    text = many(100).decode()

    assert 50_000 < len(text) <= MOST
    shown = text.count("**DRIFTED**")
    assert 0 < shown < 100
    assert f"**{100 - shown} entries left out:**" in text
    assert "and 10 properties more" in text
    assert "left out" not in many(1).decode()


def test_annotations_are_as_many_as_a_step_shows_and_count_the_rest() -> None:
    def lines(number: int) -> list[str]:
        found = (Finding(Status.MISSING, POLICY, f"Policy {one}", MFA.id, URN) for one in range(number))
        given = input_of(result(*found), (MFA,))
        return formats()["github"].render(given).decode().splitlines()

    assert len(lines(9)) == 10
    assert not any("more of this level" in one for one in lines(9))
    assert len(lines(50)) == 10
    assert "and 42 more of this level" in lines(50)[-1]


@pytest.mark.parametrize("case", CASES)
def test_junit_is_green_only_where_everything_is_as_declared(case: str) -> None:
    checked, controls = CASES[case]
    document = ET.fromstring(written("junit", case))  # noqa: S314 - our own
    silent = {one.id for one in controls} - {one.control for one in checked.findings}
    nothing = not checked.findings
    unread = checked.count(Status.UNKNOWN) + len(silent) + nothing

    assert int(document.attrib["failures"]) == sum(one.status in DRIFT for one in checked.findings)
    assert int(document.attrib["errors"]) == unread
    assert int(document.attrib["tests"]) == len(checked.findings) + len(silent) + nothing


def test_control_that_is_switched_off_is_skipped_in_junit() -> None:
    off = replace(MFA, enforcement=Enforcement.OFF)
    seen = replace(MFA_OK, control=LABELS.id)
    document = ET.fromstring(formats()["junit"].render(input_of(result(seen), (off,))))  # noqa: S314 - our own

    assert document.attrib["errors"] == "0"
    assert sum(int(suite.attrib["skipped"]) for suite in document) == 1
    (skipped,) = document.iter("skipped")
    assert "switched off" in skipped.attrib["message"]


@pytest.mark.parametrize("controls", [(), (MFA,), (replace(MFA, enforcement=Enforcement.OFF),)])
def test_check_that_found_nothing_at_all_is_green_nowhere(controls: tuple[DescribedControl, ...]) -> None:
    nothing = result()
    written = {name: one.render(input_of(nothing, controls)).decode() for name, one in formats().items()}
    document = ET.fromstring(written["junit"])  # noqa: S314 - our own
    (run,) = json.loads(written["sarif"])["runs"]

    assert (nothing.exit_code, json.loads(written["json"])["exitCode"]) == (2, 2)
    assert line_of(input_of(nothing, controls)).state is State.NOT_WHOLE
    assert int(document.attrib["errors"]) >= 1
    assert run["invocations"][0]["executionSuccessful"] is False
    assert written["github"].startswith("::warning ")
    said = re.compile("nothing could be read|Nothing was checked")
    assert [name for name, text in written.items() if not said.search(text)] == []


@pytest.mark.parametrize("case", CASES)
def test_no_two_cases_of_junit_bear_one_name(case: str) -> None:
    checked, controls = CASES[case]
    twice = [
        replace(one, live_id=str(number)) for number, one in enumerate([*checked.findings, *checked.findings])
    ]
    given = input_of(replace(checked, findings=tuple(twice)), controls)
    document = ET.fromstring(formats()["junit"].render(given))  # noqa: S314 - our own
    names = [(one.attrib["classname"], one.attrib["name"]) for one in document.iter("testcase")]

    assert len(names) >= len(twice)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", CASES)
def test_oscal_is_satisfied_with_what_is_met_and_leaves_nobody_out(case: str) -> None:
    (found,) = json.loads(written("oscal", case))["assessment-results"]["results"]
    (judged,) = (json.loads(written("json", case))["controls"],)
    met = {one["id"] for one in judged if one["state"] == "met" and not one["leavesOut"]}
    exempt = {
        one.control
        for one in CASES[case][0].findings
        if one.population and sum(one.population.exempt.values())
    }

    satisfied = {
        one["target"]["target-id"]
        for one in found.get("findings", [])
        if one["target"]["status"]["state"] == "satisfied"
    }
    assert satisfied == met - exempt


@pytest.mark.parametrize("case", CASES)
def test_ocsf_passes_with_what_is_as_declared_or_stricter(case: str) -> None:
    scan, *events = json.loads(written("ocsf", case))
    good = {Status.IN_SYNC, Status.EXCEEDS}

    assert scan["num_detections"] == sum(one.status in DRIFT for one in CASES[case][0].findings)
    assert [one["compliance"]["status_id"] == 1 for one in events] == [
        one.status in good for one in CASES[case][0].findings
    ]
    assert [one["compliance"]["status_id"] == 3 for one in events] == [
        one.status in DRIFT for one in CASES[case][0].findings
    ]


@pytest.mark.parametrize("case", CASES)
def test_sarif_has_a_result_for_each_property_and_suppresses_what_is_accepted(case: str) -> None:
    (run,) = json.loads(written("sarif", case))["runs"]
    failing = [one for one in run["results"] if one["kind"] == "fail"]
    shown = DRIFT | {Status.EXCEPTED}

    assert len(failing) == sum(
        max(1, len(one.differences)) for one in CASES[case][0].findings if one.status in shown
    )
    for one in failing:
        assert bool(one["suppressions"]) == (one["properties"]["status"] == Status.EXCEPTED)
