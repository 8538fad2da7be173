"""The index says what the files say, whatever came in between, and nothing is lost with it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.history.index import NAME, indexed
from holdfast.history.reading import steps
from holdfast.model.errors import HoldfastError, HoldfastWarning
from holdfast.model.history import Compliance, Sort, compliance
from tests.unit.history.made import ACT, digest_in, finding, put, record, result, write
from tests.unit.history.test_chain import KilledError, failing_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.model.history import Span

CONTROLS = ("entra.one", "entra.two")
OBJECTS = ("A", "B", "C")
TYPES = {"A": "a:b:Policy", "B": "a:b:Policy", "C": "a:b:Label"}
DRIFT = {"DRIFTED", "UNMANAGED"}
SOUND, NEWER, CHANGED, GONE = "sound", "newer", "changed", "gone"
ACTS = [
    {**ACT, "actor": name, "time": f"2026-11-0{day}T01:00:00Z"} for day, name in ((3, "eve"), (2, "mallory"))
]

STATES = st.sampled_from(["met", "not-met", "not-known"])
SAID = st.tuples(
    st.sampled_from(["UNKNOWN", "IN_SYNC", "DRIFTED", "UNMANAGED"]),
    st.sampled_from(CONTROLS),
    st.sampled_from([None, *ACTS]),
)


def some(names: tuple[str, ...], said: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """What is said of some of these."""
    every = st.fixed_dictionaries({name: st.none() | said for name in names})
    return every.map(lambda found: {name: one for name, one in found.items() if one is not None})


RUNS = st.lists(
    st.fixed_dictionaries(
        {
            "fate": st.sampled_from([SOUND, SOUND, SOUND, NEWER, CHANGED, GONE]),
            "controls": some(CONTROLS, STATES),
            "objects": some(OBJECTS, SAID),
        }
    ),
    min_size=1,
    max_size=7,
)


def checked(day: int, run: dict[str, Any]) -> dict[str, Any]:
    findings = [
        finding(name, status, control, type=TYPES[name], change=act)
        for name, (status, control, act) in run["objects"].items()
    ]
    return result(day, run["controls"], findings)


def written(folder: Path, runs: list[dict[str, Any]], first: int = 0, previous: str = "") -> str:
    """Write runs as what becomes of each of them has it; the digest of the last."""
    paths = []
    for day, run in enumerate(runs, first):
        schema = "2.0" if run["fate"] == NEWER else "1.0"
        paths.append(write(folder, day + 1, previous, checked(day, run), schema=schema))
        previous = digest_in(paths[-1])
    for path, run in zip(paths, runs, strict=True):
        if run["fate"] == CHANGED:
            put(path, path.read_bytes() + b" ")
        elif run["fate"] == GONE:
            path.unlink()
    return previous


def naive(runs: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    """The spans, found anew for each subject from all that the runs say: state, first, last, who."""
    while runs and runs[-1]["fate"] == GONE:
        runs = runs[:-1]  # an end that was cut off leaves no trace
    spans = set()
    for sort, names in ((Sort.CONTROL, CONTROLS), (Sort.OBJECT, OBJECTS)):
        for name in names:
            said = [(number, *says(sort, name, run)) for number, run in enumerate(runs, 1)]
            seen = [run["fate"] == SOUND and name in run[f"{sort}s"] for run in runs]
            if not any(seen):
                continue
            for state, group in groupby(said[seen.index(True) :], lambda one: one[1]):
                rows = list(group)
                last = None if rows[-1][0] == len(runs) else rows[-1][0]
                who = frozenset(act for _, _, acts in rows for act in acts)
                spans.add((sort, name, state, rows[0][0], last, who))
    return spans


def says(sort: Sort, name: str, run: dict[str, Any]) -> tuple[str, set[str]]:
    """What one run says of a subject: its state and who."""
    if run["fate"] != SOUND:
        return ("not-known" if sort is Sort.CONTROL else "UNKNOWN"), set()
    found = run["objects"]
    if sort is Sort.CONTROL:
        drifted = [
            act
            for status, control, act in found.values()
            if control == name and status in {"DRIFTED", "UNMANAGED"}
        ]
        acts = {act["actor"] for act in drifted if act} if name in run["controls"] else set()
        return run["controls"].get(name, "not-in-plan"), acts
    if name in found:
        status, _, act = found[name]
        return status, {act["actor"]} if act else set()
    unread = any(status == "UNKNOWN" for other, (status, *_) in found.items() if TYPES[other] == TYPES[name])
    return ("UNKNOWN" if unread else "not-listed"), set()


def told(spans: tuple[Span, ...]) -> set[tuple[Any, ...]]:
    prints = {hashlib.sha256(name.encode()).hexdigest()[:32]: name for name in OBJECTS}
    return {
        (one.subject.sort, prints.get(one.subject.key, one.subject.key), one.state, one.first, one.last,
         frozenset(change.actor for change in one.by))
        for one in spans
    }  # fmt: skip


@given(RUNS, st.sets(st.integers(0, 6)))
@settings(max_examples=60)
def test_spans_are_those_that_each_run_says_one_by_one(runs: list[dict[str, Any]], asked: set[int]) -> None:
    """Asked in between or not, and with the index gone at the end."""
    with TemporaryDirectory() as made:
        folder, previous = Path(made), ""
        for day, run in enumerate(runs):
            previous = written(folder, [run], day, previous)
            if day in asked:
                assert told(indexed(folder, "contoso").spans) == naive(runs[: day + 1])
        by_index = indexed(folder, "contoso")
        assert told(by_index.spans) == naive(runs)
        (folder / NAME).unlink(missing_ok=True)
        assert indexed(folder, "contoso") == by_index
        assert indexed(folder, "contoso") == by_index


@given(st.lists(RUNS, min_size=1, max_size=2))
@settings(max_examples=20)
def test_what_was_not_looked_at_is_never_in_compliance(every: list[list[dict[str, Any]]]) -> None:
    for runs in every:
        with TemporaryDirectory() as made:
            written(Path(made), runs)
            found = indexed(Path(made), "contoso")
        lost = {number for one in found.runs if one.problem for number in range(one.number, one.until + 1)}
        for span in found.spans:
            covered = set(range(span.first, (span.last or len(runs)) + 1))
            assert compliance(span.state) is not Compliance.IN or not covered & lost


def test_object_of_a_kind_that_was_not_read_whole_is_unknown_and_else_not_listed(tmp_path: Path) -> None:
    rogue = finding("A", "UNMANAGED")
    record(
        tmp_path,
        result(0, {}, [rogue]),
        result(1, {}, [finding("B", "UNKNOWN")]),
        result(2, {}, [finding("C", "UNKNOWN", type="a:b:Label")]),
    )

    spans = [one for one in indexed(tmp_path, "contoso").spans if one.subject.name == "A"]
    assert [one.state for one in spans] == ["UNMANAGED", "UNKNOWN", "not-listed"]


STORY = [
    result(0, {"entra.one": "met"}, [finding("A", control="entra.one")]),
    result(1, {"entra.one": "not-met"}, [finding("A", "DRIFTED", "entra.one", change=ACT)]),
    result(2, {"entra.one": "met"}, [finding("A", control="entra.one")]),
]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return record(tmp_path, *STORY)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read."""
    names: list[str] = []

    def watched(folder: Path, client: str, files: Any) -> Any:
        files = list(files)
        names.extend(one.name for one in files)
        return steps(folder, client, files)

    monkeypatch.setattr("holdfast.history.index.steps", watched)
    return names


def test_files_are_read_once_and_then_only_what_is_new(files: list[Path], read: list[str]) -> None:
    folder = files[0].parents[1]
    first = indexed(folder, "contoso")
    assert read == [one.name for one in files]

    read.clear()
    assert indexed(folder, "contoso") == first
    assert read == []

    (new,) = record(folder, result(3, {"entra.one": "met"}))
    indexed(folder, "contoso")
    assert read == [files[-1].name, new.name], (
        "the end that was known, because what follows may show that it is not"
    )


@pytest.mark.parametrize(
    "harm",
    [
        lambda files: put(files[1], files[1].read_bytes() + b" "),
        lambda files: os.utime(files[1], ns=(1, 1)),
        lambda files: files[0].unlink(),
        lambda files: files[2].unlink(),
        lambda files: write(files[0].parents[1], 2, digest_in(files[0]), STORY[0]),
    ],
    ids=["changed", "touched", "first gone", "last gone", "put in"],
)
def test_index_of_other_files_is_made_anew(
    files: list[Path], read: list[str], harm: Callable[[list[Path]], object]
) -> None:
    folder = files[0].parents[1]
    indexed(folder, "contoso")
    read.clear()
    harm(files)

    found = indexed(folder, "contoso")

    assert len(read) >= 2
    (folder / NAME).unlink()
    assert indexed(folder, "contoso") == found


def test_last_run_that_the_next_one_does_not_follow_is_not_known(files: list[Path]) -> None:
    folder = files[0].parents[1]
    assert not indexed(folder, "contoso").runs[2].problem

    write(folder, 4, "0" * 64, result(3, {"entra.one": "met"}))

    assert "replaced" in indexed(folder, "contoso").runs[2].problem


def test_tenant_of_runs_before_a_lost_one_counts_whether_asked_in_between_or_not(files: list[Path]) -> None:
    folder = files[0].parents[1]
    put(files[2], b"{}")
    indexed(folder, "contoso")
    write(folder, 4, digest_in(files[2]), result(3, {"entra.one": "met"}, tenant="x.onmicrosoft.com"))

    found = indexed(folder, "contoso")

    assert "another tenant" in found.runs[3].problem
    (folder / NAME).unlink()
    assert indexed(folder, "contoso") == found


def test_damage_of_any_byte_changes_no_answer(files: list[Path]) -> None:
    folder = files[0].parents[1]
    right = indexed(folder, "contoso")
    content = (folder / NAME).read_bytes()
    rebuilt = 0
    for at in range(0, len(content), 127):
        (folder / NAME).write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        assert indexed(folder, "contoso") == right
        rebuilt += (folder / NAME).read_bytes()[at] == content[at]
    assert rebuilt > 5


@pytest.mark.parametrize("content", [b"", b"no database" * 100, b"SQLite format 3\0" + bytes(84)])
def test_what_is_no_index_is_replaced(files: list[Path], content: bytes) -> None:
    folder = files[0].parents[1]
    right = indexed(folder, "contoso")
    (folder / NAME).write_bytes(content)
    (folder / f"{NAME}-journal").write_bytes(b"of another")

    assert indexed(folder, "contoso") == right
    assert indexed(folder, "contoso") == right


def test_index_of_another_form_is_replaced(files: list[Path]) -> None:
    folder = files[0].parents[1]
    right = indexed(folder, "contoso")
    with sqlite3.connect(folder / NAME) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()

    assert indexed(folder, "contoso") == right
    with sqlite3.connect(folder / NAME) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (1,)
    new.close()


def test_value_that_somebody_changed_in_the_index_is_not_believed(files: list[Path]) -> None:
    folder = files[0].parents[1]
    right = indexed(folder, "contoso")
    with sqlite3.connect(folder / NAME) as other:
        other.execute("UPDATE span SET state = 'met'")
    other.close()

    assert indexed(folder, "contoso") == right


def test_index_that_cannot_be_kept_is_told_and_the_answer_is_the_same(files: list[Path]) -> None:
    folder = files[0].parents[1]
    right = indexed(folder, "contoso")
    (folder / NAME).unlink()
    (folder / NAME).mkdir()

    with pytest.warns(HoldfastWarning, match="cannot be kept"):
        assert indexed(folder, "contoso") == right


def test_name_that_the_index_has_no_place_for_is_answered_without_it(tmp_path: Path) -> None:
    name = "caf\udce9"  # as a folder's name comes that is not UTF-8
    record(tmp_path, result(0, {"entra.one": "met"}, client=name))

    with pytest.warns(HoldfastWarning, match="cannot be kept"):
        (span,) = indexed(tmp_path, name).spans
    assert span.state == "met"


def test_index_answers_sql(files: list[Path]) -> None:
    folder = files[0].parents[1]
    indexed(folder, "contoso")
    record(folder, result(5, {"entra.one": "met"}, client="acme"))
    indexed(folder, "acme")

    with sqlite3.connect(folder / NAME) as asked:
        rows = asked.execute(
            "SELECT first, last FROM span JOIN run USING (client) WHERE client = 'contoso' AND sort = 'control'"
            " AND number = 2 AND problem = '' AND first <= number AND number <= ifnull(last, number)"
            " AND state = 'not-met'"
        ).fetchall()
        clients = asked.execute("SELECT client, count(*) FROM run GROUP BY client ORDER BY client").fetchall()
    asked.close()
    assert rows == [(2, 2)]
    assert clients == [("acme", 1), ("contoso", 3)]


@pytest.mark.parametrize("before", [0, 2])
def test_killed_while_it_keeps_the_index_answers_as_before(files: list[Path], before: int) -> None:
    """Without an index, and with one of the first runs."""
    folder = files[0].parents[1]
    right = indexed(folder, "contoso")
    for count in range(200):
        (folder / NAME).unlink()
        aside = [one.rename(folder / one.name) for one in files[before:]]
        indexed(folder, "contoso")
        for path in aside:
            path.rename(files[0].parent / path.name)
        try:
            if not sql_failing_at(count, lambda: indexed(folder, "contoso")):
                break
        except KilledError:
            pass
        assert indexed(folder, "contoso") == right
    assert count > 10


def sql_failing_at(count: int, action: Callable[[], object]) -> bool:
    """Do something, and end it in place of call number `count` to SQLite; whether there are that many."""
    seen = 0

    def watch(_frame: object, event: str, call: Any) -> None:
        nonlocal seen
        if event == "c_call" and type(call.__self__).__module__ == "sqlite3":
            seen += 1
            if seen == count + 1:
                raise KilledError

    sys.setprofile(watch)
    try:
        action()
    finally:
        sys.setprofile(None)
    return seen > count


def test_disk_that_fails_while_files_are_listed_is_one_sentence(files: list[Path]) -> None:
    folder, hits = files[0].parents[1], list[str]()
    with pytest.raises(HoldfastError) as caught:
        failing_at(0, OSError(5, "Input/output error"), lambda: indexed(folder, "contoso"), hits)
    assert caught.value.slug == "history-unreadable"
    assert hits in (["listdir"], ["scandir"])  # the one until Python 3.12, the other since
