"""Many clients in every format for many: who was not reached first, one cause once, names are nothing but text."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.model.control import FailOn, Severity
from holdfast.model.duty import Duty
from holdfast.model.finding import Basis, DriftResult, Finding, Gate, Rank, View
from holdfast.model.plan import Cloud
from holdfast.model.status import ExitCode, Reason, Status
from holdfast.report.formats.interface import formats
from holdfast.report.formats.markdown import MOST
from holdfast.report.many.interface import formats_of_many
from holdfast.report.many.line import ClientLine, State, Unkept, line_of, unreached
from holdfast.report.many.summary import Summary, summary
from tests.corpus.test_formats import ORACLES, hidden_in
from tests.golden.report.cases import CASES, LOCATION, POLICY, input_of, named
from tests.golden.report.hostile import HOSTILE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

ENDED = datetime(2026, 11, 26, 6, 50, tzinfo=UTC)
ID = "3f6b8c1e-0000-4000-8000-{:012}"
KEYS = {"unreached", "causes", "unkept", "drift", "duties", "clients"}
"""Of the document, those whose values are rows."""
each_format = pytest.mark.parametrize("name", formats_of_many())


def line(case: str, client: str, tenant: str = "", **changed: Any) -> ClientLine:
    checked, controls = CASES[case]
    checked = replace(checked, client=client, tenant=tenant or f"{client}.example", **changed)
    return line_of(input_of(checked, controls))


def refused(client: str, number: int) -> ClientLine:
    """A client in which one list may not be read; the sentence names its tenant, an id and a time."""
    explanation = (
        f"Named location: {client}.example refuses {ID.format(number)} at 2026-11-26T06:50:{number:02}Z; "
        "reading it needs Policy.Read.All"
    )
    unread = Finding(Status.UNKNOWN, LOCATION, "all of it", reason=Reason.PERMISSION, explanation=explanation)
    checked, _ = CASES["in-sync"]
    return line("in-sync", client, findings=(unread, *checked.findings))


def mixed() -> list[ClientLine]:
    return [
        line("in-sync", "acme"),
        line("drift", "bravo"),
        line("drift", "charlie"),
        *(refused(client, number) for number, client in enumerate(("delta", "echo", "foxtrot"))),
        unreached("zulu", "sign-in-refused", "sign-in for tenant zulu.example was refused: expired"),
    ]


def document(lines: Iterable[ClientLine]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(formats_of_many()["json"].render(summary(lines, ENDED)))
    return found


def test_formats_of_many_are_those_of_one_client_for_the_same_readers() -> None:
    assert sorted(formats_of_many()) == ["html", "json", "markdown", "table"]
    assert set(formats_of_many()) <= set(formats())


def test_headline_counts_by_how_clients_stand_the_worst_first() -> None:
    told = "7 clients: 1 not reached, 3 without a full answer, 2 with drift, 1 in sync"
    assert summary(mixed(), ENDED).headline == told
    assert document(mixed())["counts"] == {
        "not-reached": 1,
        "no-full-answer": 3,
        "drift": 2,
        "in-sync-in-part": 0,
        "in-sync": 1,
    }


@pytest.mark.parametrize(
    ("cases", "code"),
    [
        (["in-sync", "in-sync"], ExitCode.IN_SYNC),
        (["in-sync", "drift"], ExitCode.DRIFT),
        (["unread", "drift"], ExitCode.NO_ANSWER),
        (["unread", "in-sync"], ExitCode.NO_ANSWER),
        ([], ExitCode.NO_ANSWER),
    ],
)
def test_one_without_a_full_answer_outweighs_the_drift_of_others(cases: list[str], code: int) -> None:
    assert (
        summary((line(case, f"client{number}") for number, case in enumerate(cases)), ENDED).exit_code == code
    )


def test_drift_that_fails_nothing_is_still_told_as_drift() -> None:
    lenient = line("drift", "acme", gate=Gate(FailOn.NONE, ExitCode.IN_SYNC, 3))
    assert (lenient.state, summary([lenient], ENDED).exit_code) == (State.DRIFT, ExitCode.IN_SYNC)


def test_part_of_a_check_is_not_told_as_the_whole() -> None:
    checked, _ = CASES["drift"]
    view = View(selected="control x", findings=checked.findings)
    shown = CASES["in-sync"][0].findings
    told = summary([line("in-sync", "acme", findings=shown, view=view)], ENDED)
    assert told.headline == "1 client: 1 with nothing amiss in the part that is shown"


def test_client_of_which_nothing_was_read_is_not_reached_though_its_check_came_to_an_end() -> None:
    checked, _ = CASES["unread"]
    nothing = tuple(one for one in checked.findings if one.status is Status.UNKNOWN)
    assert line("unread", "acme", findings=nothing).state is State.NOT_REACHED
    assert line("unread", "acme").state is State.NOT_WHOLE


def test_client_that_was_read_is_reached_though_the_part_that_is_shown_was_not() -> None:
    checked, _ = CASES["unread"]
    shown = tuple(one for one in checked.findings if one.status is Status.UNKNOWN)
    rest = tuple(one for one in checked.findings if one.status is not Status.UNKNOWN)
    view = View(selected="control x", findings=rest)
    assert line("unread", "acme", findings=shown, view=view).state is State.NOT_WHOLE


def test_client_of_which_only_its_own_file_tells_is_not_reached() -> None:
    checked, _ = CASES["unread"]
    nothing = tuple(one for one in checked.findings if one.status is Status.UNKNOWN)
    attested = replace(checked.findings[0], status=Status.IN_SYNC, basis=Basis.ATTESTED, reason=None)
    assert line("unread", "acme", findings=(*nothing, attested)).state is State.NOT_REACHED


def test_file_that_was_not_written_is_no_full_answer_of_that_client() -> None:
    told = line_of(input_of(*CASES["in-sync"]), [Unkept("report-not-written", "x.json could not be written")])
    assert told.exit_code == ExitCode.NO_ANSWER
    assert told.told.endswith("; x.json could not be written")
    (row,) = document([told])["clients"]
    assert row["unkept"] == [{"reason": "report-not-written", "sentence": "x.json could not be written"}]


@pytest.mark.parametrize("path", ["results/{}.json", "{}.json", "results/{}/drift.json", "/r/{}.a.sarif"])
def test_file_of_each_client_that_could_not_be_written_is_one_cause(path: str) -> None:
    """The name of a file is the client's own, and so is that of its folder."""
    told = f"{path} could not be written: disk full"
    lines = [
        replace(line("in-sync", name), unkept=(Unkept("report-not-written", told.format(name)),))
        for name in ("a", "bravo", "b.c")
    ]
    assert document(lines)["unkept"] == [
        {
            "reason": "report-not-written",
            "sentence": told.format("…"),
            "clients": ["a", "b.c", "bravo"],
            "objects": 0,
        }
    ]


@each_format
def test_who_was_not_reached_comes_first_and_everybody_is_told(name: str) -> None:
    text = formats_of_many()[name].render(summary(mixed(), ENDED)).decode()
    text = text.partition("<main>")[2] or text
    names = [one.client for one in mixed()]
    assert all(client in text for client in names)
    assert min(names, key=text.index) == "zulu"


@each_format
def test_order_in_which_clients_are_done_changes_no_byte(name: str) -> None:
    lines = mixed()
    random.Random(1).shuffle(lines)  # noqa: S311 - repeatable
    form = formats_of_many()[name]
    assert form.render(summary(lines, ENDED)) == form.render(summary(mixed(), ENDED))


@each_format
def test_cause_that_clients_share_is_one_row_without_what_is_each_ones_own(name: str) -> None:
    text = formats_of_many()[name].render(summary(mixed(), ENDED)).decode()
    told = "Named location: ….example refuses … at …; reading it needs Policy.Read.All"
    assert text.count("reading it needs Policy.Read.All") == 1 + (3 if name == "json" else 0)
    assert told.replace("….example", "…") in text


def test_causes_that_differ_are_not_told_as_one() -> None:
    lines = [
        unreached("a", "input-errors", "clients/Pulumi.a.yaml:3: there is no baseline core@9"),
        unreached("b", "input-errors", "clients/Pulumi.b.yaml:3: there is no baseline core@9"),
        unreached("c", "input-errors", "clients/Pulumi.c.yaml:3: there is no baseline core@8"),
        unreached("d", "no-credential", "nobody is signed in"),
        unreached("e", "no-credential", "nobody is signed in"),
    ]
    found = [(one["sentence"], one["clients"]) for one in document(lines)["unreached"]]
    assert found == [
        ("clients/Pulumi.….yaml:3: there is no baseline core@9", ["a", "b"]),
        ("nobody is signed in", ["d", "e"]),
        ("clients/Pulumi.c.yaml:3: there is no baseline core@8", ["c"]),
    ]


def test_tenant_of_several_clients_is_told() -> None:
    lines = [
        line("in-sync", "acme", "Shared.example"),
        line("in-sync", "bravo", "shared.example"),
        line("in-sync", "charlie"),
    ]
    told = "acme and bravo are of one tenant, shared.example: each is checked against its own plan"
    assert document(lines)["notes"] == [told]


def test_tenant_of_several_clients_is_told_whichever_of_its_names_they_go_by() -> None:
    own = "88e49b77-daaf-4380-bdb2-f43623240110"
    lines = [
        replace(line("in-sync", "acme", "one.example"), tenant_id=own),
        replace(line("in-sync", "bravo", own.upper()), tenant_id=own),
        replace(line("in-sync", "charlie", "second-domain.example"), tenant_id=own),
        line("unread", "delta", "One.example"),  # whose sign-in told nothing
        line("unread", "echo", own),
        replace(line("in-sync", "foxtrot", "two.example"), tenant_id=own.replace("8", "9")),
    ]
    names = f"{own} or one.example or second-domain.example"
    told = f"acme, bravo, charlie, delta and echo are of one tenant, {names}: each is checked against its own plan"
    assert document(lines)["notes"] == [told]


def test_embedded_tenant_is_not_the_one_of_the_same_domain_at_microsoft() -> None:
    lines = [
        line("in-sync", "acme", "one.example"),
        line("in-sync", "demo", "one.example", cloud=Cloud.EMBEDDED),
    ]
    assert document(lines)["notes"] == []
    again = [*lines, line("in-sync", "trial", "one.example", cloud=Cloud.EMBEDDED)]
    (told,) = document(again)["notes"]
    assert told.startswith("demo and trial are of one tenant, one.example: ")


def test_duties_count_those_who_were_reached() -> None:
    found = {one["id"]: one["clients"] for one in document(mixed())["duties"]}
    reached = [one.duties for one in mixed() if one.state is not State.NOT_REACHED]
    assert found == {duty.value: Counter(one[duty].value for one in reached) for duty in Duty}
    assert {sum(one.values()) for one in found.values()} == {6}
    assert len(found["access-control"]) > 1


def test_keys_of_the_document_are_those_that_pipelines_read() -> None:
    told = "x.json could not be written"
    found = document([*mixed(), replace(line("drift", "golf"), unkept=(Unkept("report-not-written", told),))])
    cause = {"reason", "sentence", "clients", "objects"}
    assert {name: {key for row in found[name] for key in row} for name in KEYS} == {
        "unreached": cause,
        "causes": cause,
        "unkept": cause,
        "drift": {"status", "severity", "control", "kind", "clients", "objects"},
        "duties": {"id", "title", "clients"},
        "clients": {
            *("client", "tenant", "simulation", "baseline", "checkedAt", "state", "exitCode", "verdict"),
            *("counts", "duties", "unread", "unkept"),
        },
    }
    assert {*found} == KEYS | {"exitCode", "verdict", "simulation", "checkedAt", "counts", "notes"}
    assert {key for row in found["clients"] for one in row["unread"] for key in one} == cause - {"clients"}
    assert {key for row in found["clients"] for one in row["unkept"] for key in one} == {"reason", "sentence"}


def rogue(client: str, severity: Severity) -> ClientLine:
    """A client in which somebody made a policy that can do this much harm."""
    rank = Rank(severity, "what it can do")
    found = Finding(Status.UNMANAGED, POLICY, "Temporary", live_id="1", rank=rank)
    return line("in-sync", client, findings=(found, *CASES["in-sync"][0].findings))


def test_what_is_critical_in_one_is_a_row_of_its_own_before_what_is_low_in_many() -> None:
    lines = [rogue(f"a{number}", Severity.LOW) for number in range(20)] + [rogue("zulu", Severity.CRITICAL)]
    found = document(lines)
    assert [(one["severity"], len(one["clients"])) for one in found["drift"]] == [
        ("critical", 1),
        ("low", 20),
    ]
    assert [one["client"] for one in found["clients"]][:2] == ["zulu", "a0"]
    for name in ("html", "markdown", "table"):
        text = formats_of_many()[name].render(summary(lines, ENDED)).decode()
        assert text.index("ConditionalAccessPolicy, critical") < text.index("ConditionalAccessPolicy, low")


def test_same_drift_in_many_is_one_row() -> None:
    rows = [one for one in document(mixed())["drift"] if one["status"] == "MISSING"]
    assert [(one["kind"], one["clients"], one["objects"]) for one in rows] == [
        ("ConditionalAccessPolicy", ["bravo", "charlie"], 2)
    ]


@each_format
def test_simulation_is_told(name: str) -> None:
    form = formats_of_many()[name]
    simulated = form.render(summary([line("in-sync", "acme", cloud=Cloud.EMBEDDED)], ENDED)).lower()
    assert b"simulation" in simulated
    real = form.render(summary([line("in-sync", "acme")], ENDED)).lower()
    assert b"simulation" not in real.partition(b"<main>")[2].replace(b'"simulation": false', b"")


@pytest.mark.parametrize("name", sorted(set(formats_of_many()) - {"json"}))
@pytest.mark.parametrize(("clouds", "word"), [("ee", "all"), ("e", "all"), ("eg", "some"), ("geg", "some")])
def test_notice_says_whether_all_of_them_are_simulations(name: str, clouds: str, word: str) -> None:
    of = {"e": Cloud.EMBEDDED, "g": Cloud.GLOBAL}
    lines = [line("in-sync", f"client{number}", cloud=of[one]) for number, one in enumerate(clouds)]
    text = formats_of_many()[name].render(summary(lines, ENDED)).decode()
    assert re.findall(r"Simulation: (\w+) of these are embedded", text) == [word]


@each_format
def test_each_client_whose_tenant_is_embedded_is_told_apart_from_the_others(name: str) -> None:
    lines = [
        line("in-sync", "here", cloud=Cloud.EMBEDDED),
        line("drift", "there"),
        unreached("nowhere", "no-tenant", "nobody answers", simulation=True),
    ]
    text = formats_of_many()[name].render(summary(lines, ENDED)).decode()
    if name == "json":
        assert [one["client"] for one in json.loads(text)["clients"] if one["simulation"]] == [
            "nowhere",
            "here",
        ]
        return
    plain = re.sub(r"<[^>]+>|`", "", text)
    assert plain.count("(a simulation)") == 2
    assert "nowhere (a simulation)" in plain
    assert re.search(r"(?<!no)w?here \(a simulation\)", plain)


def hostile(text: str) -> Summary:
    checked, controls = named(text)
    unnamed: DriftResult = replace(checked, client=text, cloud=Cloud.EMBEDDED)
    return summary(
        [line_of(input_of(unnamed, controls), [Unkept("odd", text)]), unreached(text, "odd", text)],
        ENDED,
        [text],
    )


@each_format
@pytest.mark.parametrize("sort", HOSTILE_NAMES)
def test_hostile_name_is_only_text(name: str, sort: str) -> None:
    ORACLES[name](formats_of_many()[name].render(hostile(HOSTILE_NAMES[sort])))


@pytest.mark.parametrize("sort", ["tag", "template", "end of CDATA", "quotation marks"])
def test_page_has_no_tag_and_no_template_of_a_name(sort: str) -> None:
    page = formats_of_many()["html"].render(hostile(HOSTILE_NAMES[sort])).decode()
    bare = formats_of_many()["html"].render(hostile("name")).decode()
    assert page.count("<") == bare.count("<")
    assert "49" not in page.partition("<main>")[2]
    assert not hidden_in(page)


def test_comment_is_bounded_though_there_is_much_to_note() -> None:
    lines = [line("in-sync", f"client{n:04}", f"tenant{n // 2}.onmicrosoft.com") for n in range(2000)]
    comment = formats_of_many()["markdown"].render(summary(lines, ENDED)).decode()
    assert len(comment) <= MOST
    (left,) = re.findall(r"\*\*(\d+) entries left out", comment)
    assert int(left) + comment.count("\n- ") == 1000 + len(Duty) + 2000


def test_comment_about_very_many_is_bounded_and_counts_what_it_leaves_out() -> None:
    comment = (
        formats_of_many()["markdown"].render(
            summary((refused(f"client{n:04}", n % 60) for n in range(2000)), ENDED)
        )
    ).decode()
    assert len(comment) <= MOST
    assert "left out" in comment
