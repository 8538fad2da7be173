"""What was the case when: answers name the run that they rest upon, and without one nothing is known."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.history.question import has_come, history, moment
from holdfast.model.errors import HoldfastError
from holdfast.model.history import NOT_LOOKED, Compliance, compliance
from holdfast.model.status import ExitCode, Status
from holdfast.report.history_text import history_json, print_history
from holdfast.report.verdict import Verdict
from tests.unit.history.made import ACT, START, digest_in, finding, put, record, result, write

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "[red]A\u202e\x1b[2J"
STORY = [
    result(0, {"entra.one": "met", "entra.two": "met"}, [finding("A", control="entra.one")]),
    result(
        1,
        {"entra.one": "not-met", "entra.two": "not-known"},
        [
            finding("A", "DRIFTED", "entra.one", change=ACT),
            finding("B", "UNKNOWN", "entra.two", type="a:b:Other", explanation="may not be read"),
            finding(HOSTILE, "UNMANAGED", made={**ACT, "actor": "eve\u202e"}, notAttributable=""),
        ],
    ),
    result(
        2,
        {"entra.one": "not-met"},
        [finding("A", "DRIFTED", "entra.one", notAttributable="the log tells nothing of it yet")],
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    record(tmp_path, *STORY)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-03", datetime(2026, 11, 3, 23, 59, 59, 999_999, UTC)),
        ("2026-11-03T10:00:00Z", datetime(2026, 11, 3, 10, tzinfo=UTC)),
        ("2026-11-03t10:00:00.5z", datetime(2026, 11, 3, 10, 0, 0, 500_000, UTC)),
        ("2026-11-03T01:00:00+02:00", datetime(2026, 11, 2, 23, tzinfo=UTC)),
    ],
)
def test_date_is_the_end_of_its_day_and_a_time_needs_its_zone(text: str, meant: datetime) -> None:
    assert moment(text) == meant


@pytest.mark.parametrize(
    "text",
    ["", "today", "2026-13-01", "2026-11-03T10:00:00", "20261103", "2026-W48-2", "2026-11-03T10:00Z", "03.11.2026",
     "2026-11-03T10:00:60Z", "0001-01-01T00:00:00+01:00"],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        moment(text)


@pytest.mark.parametrize(
    ("at", "run", "states"),
    [
        ("2026-11-01", 1, {"entra.one": "met", "entra.two": "met"}),
        ("2026-11-02T01:59:59Z", 1, {"entra.one": "met", "entra.two": "met"}),
        ("2026-11-02T02:00:00Z", 2, {"entra.one": "not-met", "entra.two": "not-known"}),
        ("2027-11-02", 3, {"entra.one": "not-met", "entra.two": "not-in-plan"}),
    ],
)
def test_state_at_a_moment_is_that_of_the_last_run_before(
    folder: Path, at: str, run: int, states: dict[str, str]
) -> None:
    found = history(folder, "contoso", at=moment(at))

    assert found.asked
    assert found.asked.number == run
    document = json.loads(history_json(found))
    assert {one["id"]: one["spans"][0]["state"] for one in document["controls"]} == states
    assert all(len(one["spans"]) == 1 for one in document["controls"])
    assert document["exitCode"] == ExitCode.IN_SYNC


def test_age_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = history(folder, "contoso", at=moment("2026-11-05T03:30:00Z"))

    print_history(found)
    assert "run 3 of 2026-11-03T02:00:00Z, 2 days 1 hour older" in capsys.readouterr().out
    assert json.loads(history_json(found))["ageSeconds"] == 2 * 86_400 + 5_400
    print_history(history(folder, "contoso", at=moment("2026-11-01T03:01:00Z")))
    assert "1 hour 1 minute older" in capsys.readouterr().out


def test_before_the_first_run_nothing_is_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = history(folder, "contoso", at=moment("2026-10-31"))

    assert (found.asked, found.spans, found.exit_code) == (None, (), ExitCode.NO_ANSWER)
    print_history(found)
    assert "At 2026-10-31T23:59:59Z nothing is known" in capsys.readouterr().out
    assert json.loads(history_json(found))["ageSeconds"] is None


def test_clock_that_goes_backwards_leaves_the_order_of_the_chain(tmp_path: Path) -> None:
    wrong = result(9, {"entra.one": "not-met"})
    record(tmp_path, result(0, {"entra.one": "met"}), wrong, result(1, {"entra.one": "met"}))

    spans = history(tmp_path, "contoso").spans
    assert [(one.state, one.first, one.last) for one in spans] == [
        ("met", 1, 1),
        ("not-met", 2, 2),
        ("met", 3, None),
    ]
    for day, run in (("2026-11-01", 1), ("2026-11-02", 3), ("2026-12-24", 3)):
        asked = history(tmp_path, "contoso", at=moment(day)).asked
        assert asked
        assert asked.number == run


def test_who_did_it_stays_when_a_later_run_cannot_tell(folder: Path) -> None:
    (_, span) = history(folder, "contoso", ["ENTRA.one"]).spans[:2]

    assert (span.state, span.first, span.last) == ("not-met", 2, None)
    assert [one.actor for one in span.by] == ["mallory@contoso.example"]
    assert span.why == "the log tells nothing of it yet"


def test_one_control_has_its_objects_and_nothing_else(folder: Path) -> None:
    found = history(folder, "contoso", ["entra.one"])

    assert {(one.subject.sort, one.subject.name or one.subject.key) for one in found.spans} == {
        ("control", "entra.one"),
        ("object", "A"),
    }
    with pytest.raises(HoldfastError, match=r"entra\.one, entra\.two") as caught:
        history(folder, "contoso", ["entra.three"])
    assert caught.value.slug == "unknown-selection"


def test_client_without_a_run_is_an_error_that_names_those_there_are(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(HoldfastError, match="which has the history of: contoso;") as caught:
        history(folder, "acme")
    assert caught.value.slug == "history-nothing"
    with pytest.raises(HoldfastError, match="of: nobody;"):
        history(tmp_path / "nowhere", "acme")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HoldfastError) as caught:
        history(tmp_path / "file", "acme")
    assert caught.value.slug == "history-unreadable"


def test_run_that_is_lost_or_not_understood_is_told_and_is_not_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = record(tmp_path, *(result(day, {"entra.one": "met"}, [finding("A")]) for day in range(5)))
    put(files[1], b"{}")
    files[2].unlink()
    files[3].unlink()
    write(tmp_path, 6, digest_in(files[4]), result(5, {"entra.one": "met"}), schema="2.0")

    found = history(tmp_path, "contoso")

    assert found.exit_code == ExitCode.NO_ANSWER
    controls = [(one.state, one.first, one.last) for one in found.spans if not one.subject.name]
    assert controls == [("met", 1, 1), ("not-known", 2, 4), ("met", 5, 5), ("not-known", 6, None)]
    print_history(found)
    told = capsys.readouterr().out
    assert f"Not known: run 2 ({files[1].name}): it was changed" in told
    assert "Not known: runs 3 to 4: the file and all others from run 3 on are missing" in told
    assert "not understood: a run of version 2.0" in told
    assert history(tmp_path, "contoso", at=moment("2026-11-04")).exit_code == ExitCode.NO_ANSWER


def test_result_of_another_form_is_not_understood(tmp_path: Path) -> None:
    odd: dict[str, Any] = result(0, {"entra.one": "met"})
    odd["controls"] = [{"name": "entra.one"}]
    record(tmp_path, odd, result(1, {"entra.one": "met"}), result(2, None, [finding("A", schema="2.0")]))

    first, _, last = history(tmp_path, "contoso").runs
    assert "it is not understood ('" in first.problem
    assert "is missing in it)" in first.problem
    assert "a finding of version 2.0" in last.problem


def test_simulation_is_told_and_text_of_a_tenant_steers_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(tmp_path, *({**one, "simulation": True} for one in STORY))
    found = history(tmp_path, "contoso")

    print_history(found)

    told = capsys.readouterr().out
    assert "Simulation: this is an embedded tenant" in told
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "[red]A⟨U+202E⟩⟨U+001B⟩[2J" in told
    assert "by eve⟨U+202E⟩ at" in told
    document = json.loads(history_json(found))
    assert document["simulation"] is True
    assert document["notice"]
    assert {one["name"] for one in document["objects"]} >= {HOSTILE}
    assert "declared by no control" in told


@pytest.mark.parametrize("state", [*Verdict, *Status, "a word of tomorrow"])
def test_only_what_is_known_to_be_good_is_in_compliance(state: str) -> None:
    good = {Verdict.MET, Status.IN_SYNC, Status.EXCEEDS}
    part = {Verdict.NOT_FOR_ALL, Verdict.ACCEPTED, Status.EXCEPTED}
    unknown = {Verdict.NOT_KNOWN, Status.UNKNOWN}
    wanted = Compliance.IN if state in good else Compliance.IN_PART if state in part else Compliance.OUT
    assert compliance(str(state)) is (Compliance.NOT_KNOWN if state in unknown else wanted)


def test_of_a_day_to_come_nothing_is_known_and_of_today_what_was_so_far() -> None:
    now = datetime(2026, 11, 3, 10, tzinfo=UTC)
    asked = ("2026-11-03", "2026-11-03T10:00:00Z", "2026-11-03T11:30:00+02:00", "1970-01-01")
    assert all(has_come(moment(one), now) for one in asked)
    assert not any(has_come(moment(one), now) for one in ("2026-11-04", "2026-11-03T10:00:01Z", "9999-12-31"))


NIGHTS = 4
LOST = ("changed", "gone", "newer", "doubled", "unreadable")
LOSSES = [
    dict(zip(places, fates, strict=True))
    for many in (1, 2)
    for places in combinations(range(NIGHTS), many)
    for fates in product(LOST, repeat=many)
]
"""Each way in which one run or two of a chain can be lost, by place."""


def _story(folder: Path, days: list[int], losses: dict[int, str]) -> list[Path]:
    """Write a chain in which each run saw another state than the one before it, and lose some of it."""
    files: list[Path] = []
    for place, day in enumerate(days):
        checked = result(day, {"entra.one": ("met", "not-met")[place % 2]})
        form = "2.0" if losses.get(place) == "newer" else "1.0"
        before = digest_in(files[-1]) if files else ""
        files.append(write(folder, place + 1, before, checked, schema=form))
        if losses.get(place) == "doubled":
            write(folder, place + 1, before, result(day, {"entra.one": "met-not-for-all"}))
    (folder / "contoso.head").write_text(f"{files[-1].name}\n")
    for place, fate in losses.items():
        if fate == "changed":
            put(files[place], b"{}")
        elif fate in {"gone", "unreadable"}:
            files[place].unlink()
            if fate == "unreadable":
                files[place].symlink_to(folder / "nowhere")
    return files


@pytest.mark.parametrize(
    ("losses", "days"),
    [
        *((losses, [0, 1, 2, 3]) for losses in LOSSES),
        # A clock that goes backwards, where what is left of the chain shows it.
        *((losses, [0, 9, 1, 2]) for losses in LOSSES if not losses.keys() & {1, 3}),
    ],
    ids=str,
)
def test_no_lost_run_lets_an_earlier_one_answer_in_its_place(
    tmp_path: Path, losses: dict[int, str], days: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    _story(tmp_path, days, losses)
    for half in range(-1, 2 * NIGHTS + 1):
        at = START + timedelta(days=half / 2)
        begun = [place for place, day in enumerate(days) if START + timedelta(days=day) <= at]
        truth = ("met", "not-met")[begun[-1] % 2] if begun else NOT_LOOKED
        found = history(tmp_path, "contoso", at=at)
        said = {one.state for one in found.spans if one.subject.key == "entra.one"} or {NOT_LOOKED}
        assert said <= {truth, NOT_LOOKED}, at
        if said == {NOT_LOOKED}:
            print_history(found)
            assert "nothing is known" in capsys.readouterr().out
            assert json.loads(history_json(found))["ageSeconds"] is None
            assert found.exit_code == ExitCode.NO_ANSWER


@pytest.mark.parametrize("at", range(NIGHTS))
def test_whole_chain_answers_for_every_night(tmp_path: Path, at: int) -> None:
    _story(tmp_path, list(range(NIGHTS)), {})
    found = history(tmp_path, "contoso", at=START + timedelta(days=at))

    assert [one.state for one in found.spans] == [("met", "not-met")[at % 2]]


@pytest.mark.parametrize("lost", range(1, NIGHTS))
def test_run_that_is_lost_leaves_the_others_their_answers(tmp_path: Path, lost: int) -> None:
    """Bounded by its neighbours: a lost run makes no other night unknown."""
    _story(tmp_path, list(range(NIGHTS)), {lost: "gone"})
    known = {
        night: history(tmp_path, "contoso", at=START + timedelta(days=night)).asked for night in range(NIGHTS)
    }
    assert {night for night, one in known.items() if one and one.problem} == {lost - 1, lost}


def test_chain_of_which_all_is_gone_but_its_head_is_not_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in _story(tmp_path, list(range(NIGHTS)), {}):
        file.unlink()
    found = history(tmp_path, "contoso", at=START)

    assert found.exit_code == ExitCode.NO_ANSWER
    print_history(found)
    told = capsys.readouterr().out
    assert "run 4 may have been by then, and nothing can be said of it" in told
    assert "Not known: runs 1 to 3" in told
