"""A lock is a dead run's only where that is certain: the same start of the machine, the same namespace, no process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.apply.lock import (
    Here,
    LockHolder,
    forget_marks,
    here,
    holder,
    require_no_run_without_lock,
    stale_locks,
    take_away,
)
from holdfast.engine import file_backend
from holdfast.engine.mark import ProcessMark, began, leave_mark, mark_of, marked, marks
from holdfast.model.errors import EngineError
from holdfast.processes import started

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOOT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC).timestamp()
"""When the machine of `Place` was started; a tick is a second there, and `LOCK` was taken at 3600."""
LOCK = {"pid": 41, "hostname": "box", "username": "root", "timestamp": "2026-11-25T09:00:00Z"}
MARK = ProcessMark(41, "boot-1", "pid:[1]", "3590")


class Place(Here):
    """A place whose processes the test decides."""

    running: dict[int, str] = {41: "3590"}

    def started(self, pid: int) -> str:
        return self.running.get(pid, "")

    def began(self, start: str) -> float | None:
        return BOOT + int(start) if start.isdigit() else None


class Empty(Place):
    running: dict[int, str] = {}


class Reused(Place):
    running: dict[int, str] = {41: "7777"}


class ReusedBefore(Place):
    """The number was another process's before the lock was taken: that may be an engine that has left no mark yet."""

    running: dict[int, str] = {41: "3595"}


class ReusedAtOnce(Place):
    running: dict[int, str] = {41: "3601"}


SEEN = ("box", "boot-1", "pid:[1]")


@pytest.mark.parametrize(
    ("place", "known", "expected"),
    [
        (Place(*SEEN), [MARK], LockHolder.LIVES),
        (Empty(*SEEN), [MARK], LockHolder.GONE),
        (Reused(*SEEN), [MARK], LockHolder.GONE),
        (Empty("other", "boot-1", "pid:[1]"), [MARK], LockHolder.UNKNOWN),
        (Empty("box", "boot-2", "pid:[1]"), [MARK], LockHolder.UNKNOWN),
        (Empty("box", "boot-1", "pid:[2]"), [MARK], LockHolder.UNKNOWN),
        (Empty("box", "", ""), [replace(MARK, boot="", namespace="")], LockHolder.UNKNOWN),
        (Empty(*SEEN), [replace(MARK, started="")], LockHolder.UNKNOWN),
        (Empty(*SEEN), [MARK, replace(MARK, started="")], LockHolder.GONE),
        (Reused(*SEEN), [replace(MARK, started=""), MARK], LockHolder.GONE),
        (Place(*SEEN), [MARK, replace(MARK, started="")], LockHolder.LIVES),
        (Empty(*SEEN), [MARK, replace(MARK, started="", namespace="pid:[2]")], LockHolder.UNKNOWN),
        (Empty(*SEEN), [], LockHolder.UNKNOWN),
        (Empty(*SEEN), [replace(MARK, pid=42)], LockHolder.UNKNOWN),
        (Empty(*SEEN), [MARK, replace(MARK, namespace="pid:[2]")], LockHolder.UNKNOWN),
        (Place(*SEEN), [MARK, replace(MARK, namespace="pid:[2]")], LockHolder.LIVES),
        (Place(*SEEN), [MARK, replace(MARK, started="5")], LockHolder.LIVES),
        (ReusedBefore(*SEEN), [MARK], LockHolder.UNKNOWN),
        (ReusedAtOnce(*SEEN), [MARK], LockHolder.UNKNOWN),
        (ReusedBefore(*SEEN), [MARK, replace(MARK, started="3595")], LockHolder.LIVES),
        (Reused(*SEEN), [MARK, replace(MARK, started="7777")], LockHolder.GONE),
        (Empty(*SEEN), [replace(MARK, started="3700")], LockHolder.UNKNOWN),
        (Reused(*SEEN), [replace(MARK, started="7777")], LockHolder.UNKNOWN),
        (Empty(*SEEN), [replace(MARK, started="no number")], LockHolder.UNKNOWN),
        (Empty(*SEEN), [replace(MARK, started="3540")], LockHolder.GONE),
        (Empty(*SEEN), [replace(MARK, started="3539")], LockHolder.UNKNOWN),
        (Reused(*SEEN), [replace(MARK, started="3539")], LockHolder.UNKNOWN),
    ],
)
def test_only_a_process_that_certainly_ended_is_gone(
    place: Here, known: list[ProcessMark], expected: LockHolder
) -> None:
    assert holder(LOCK, known, place) is expected


@pytest.mark.parametrize("taken", [None, 7, "", "yesterday", "2026-11-25T09:00:00"])
def test_lock_that_does_not_say_when_it_was_taken_is_undecided(taken: object) -> None:
    assert holder({**LOCK, "timestamp": taken}, [MARK], Empty(*SEEN)) is LockHolder.UNKNOWN
    assert holder({**LOCK, "timestamp": taken}, [MARK], Place(*SEEN)) is LockHolder.LIVES


@given(
    lives=st.lists(st.integers(1, 900), min_size=2, max_size=8, unique=True).map(sorted),
    marked_ones=st.sets(st.integers(0, 3)),
    last_runs=st.booleans(),
    taker=st.integers(0, 3),
    at=st.integers(0, 100),
)
def test_lock_is_never_gone_while_the_process_that_took_it_runs(
    lives: list[int], marked_ones: set[int], last_runs: bool, taker: int, at: int
) -> None:
    """Processes of one number, one after the other: each begins, may leave a mark, and ends before the next begins."""
    spans = list(zip(lives[::2], lives[1::2], strict=False))
    begin, end = spans[taker := min(taker, len(spans) - 1)]
    is_last = taker == len(spans) - 1
    taken = begin + (end - begin) * at / 100
    known = [
        ProcessMark(41, *SEEN[1:], str(start))
        for number, (start, _) in enumerate(spans)
        if number in marked_ones
    ]
    place = type("Then", (Place,), {"running": {41: str(spans[-1][0])} if last_runs else {}})(*SEEN)
    lock = {**LOCK, "timestamp": datetime.fromtimestamp(BOOT + taken, UTC).isoformat()}

    found = holder(lock, known, place)

    if is_last and last_runs:
        assert found is (LockHolder.LIVES if taker in marked_ones else LockHolder.UNKNOWN)
    else:
        assert found in {LockHolder.GONE, LockHolder.UNKNOWN}
        far = not last_runs or spans[-1][0] > taken + 5
        shortly_before = {one for one in range(taker + 1) if spans[one][0] >= taken - 60}
        assert (found is LockHolder.GONE) == (far and bool(marked_ones & shortly_before))


PLACES = [(boot, name) for boot in ("boot-1", "boot-2") for name in ("pid:[1]", "pid:[2]")]
"""Containers of one host name: the same or another start of the machine, the same or another namespace."""


@dataclass(frozen=True)
class Engine:
    """An engine of number 41 somewhere: when it began, how long it ran, and whether its mark is where we look."""

    place: tuple[str, str]
    start: int
    seconds: int
    is_marked: bool

    def runs(self) -> bool:
        return self.start + self.seconds > 4000


ENGINES = st.builds(
    Engine, st.sampled_from(PLACES), st.integers(1, 3900), st.integers(1, 4000), st.booleans()
)


@settings(max_examples=1000)
@given(others=st.lists(ENGINES, max_size=4), taker=ENGINES, late=st.integers(0, 59))
def test_lock_of_a_living_run_elsewhere_is_never_that_of_a_dead_process_here(
    others: list[Engine], taker: Engine, late: int
) -> None:
    """It is 4000. Of one number one process at a time runs in a place; the marks of other places may lie elsewhere."""
    taken = taker.start + min(late, taker.seconds)
    engines = [*(one for one in others if not _beside(one, taker)), taker]
    here_now = [str(one.start) for one in engines if one.place == SEEN[1:] and one.runs()]
    place = type("Then", (Place,), {"running": {41: here_now[-1]} if here_now else {}})(*SEEN)
    known = [ProcessMark(41, *one.place, str(one.start)) for one in engines if one.is_marked]
    lock = {**LOCK, "timestamp": datetime.fromtimestamp(BOOT + taken, UTC).isoformat()}

    found = holder(lock, known, place)

    if found is LockHolder.GONE and taker.runs():
        # What nobody can tell: both began within the same minute, and the one that runs left no mark in reach.
        assert taker.place != SEEN[1:]
        assert not taker.is_marked
        assert any(one.place == SEEN[1:] and taken - 60 <= one.start <= taken for one in engines)


def _beside(one: Engine, other: Engine) -> bool:
    """Whether two cannot have one number: they run in one place at the same time."""
    return one.place == other.place and (
        one.start <= other.start + other.seconds and other.start <= one.start + one.seconds
    )


@pytest.mark.skipif(not started(os.getpid()), reason="the system does not tell when a process started")
def test_process_began_when_the_clock_says(child: subprocess.Popen[bytes]) -> None:
    moment = began(started(child.pid))

    assert moment is not None
    assert abs(moment - time.time()) < 60
    assert began("") is None


@pytest.mark.skipif(not started(os.getpid()), reason="the system does not tell when a process started")
def test_mark_of_a_dead_process_goes_when_no_lock_is_of_its_number(
    tmp_path: Path, child: subprocess.Popen[bytes]
) -> None:
    runs = tmp_path / "runs"
    variables, lock = locked(tmp_path, child.pid)
    dead, living, elsewhere = leave_mark(runs, child.pid), leave_mark(runs, os.getpid()), runs / "1.json"
    elsewhere.write_text(json.dumps({"pid": child.pid, "boot": "x", "namespace": "x", "started": "1"}))
    forget_marks(variables, runs)
    assert dead in marks(runs)
    child.kill()
    child.wait()

    forget_marks(variables, runs)
    assert dead in marks(runs), "the lock is known by it"
    whole = lock.read_text()
    lock.write_text("{")
    forget_marks(variables, runs)
    assert dead in marks(runs), "whose this lock is is not known"
    lock.write_text(whole)
    take_away([lock])
    forget_marks(variables, runs)

    assert marks(runs).keys() == {living, elsewhere}


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


@pytest.mark.skipif(not started(os.getpid()), reason="the system does not tell when a process started")
def test_lock_of_a_real_process_lives_until_it_ends(tmp_path: Path, child: subprocess.Popen[bytes]) -> None:
    variables, lock = locked(tmp_path, child.pid)
    with marked(tmp_path / "runs", child.pid):
        with pytest.raises(EngineError) as living:
            stale_locks("contoso", variables, tmp_path / "runs")
        child.kill()
        child.wait()
        assert stale_locks("contoso", variables, tmp_path / "runs") == (lock,)
    assert living.value.slug == "stack-locked"
    assert lock.exists()


@pytest.mark.skipif(not started(os.getpid()), reason="the system does not tell when a process started")
def test_lock_that_another_run_took_since_stays_when_a_dead_one_is_taken_away(
    tmp_path: Path, child: subprocess.Popen[bytes]
) -> None:
    variables, lock = locked(tmp_path, child.pid)
    about = lock.with_name("1.json.attrs")
    about.write_text('{"user.cache_control": "", "user.content_type": "text/plain"}')
    with marked(tmp_path / "runs", child.pid):
        child.kill()
        child.wait()
        dead = stale_locks("contoso", variables, tmp_path / "runs")
        living = lock.with_name("2.json")
        living.write_text(lock.read_text())
        take_away(dead)
    assert sorted(lock.parent.iterdir()) == [living]
    take_away(dead)


def test_what_a_backend_writes_beside_a_lock_is_none(tmp_path: Path) -> None:
    variables, lock = locked(tmp_path, 1)
    lock.rename(lock.with_name("1.json.attrs"))

    assert stale_locks("contoso", variables, tmp_path / "runs") == ()


def test_lock_that_cannot_be_taken_away_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "1.json"
    folder.mkdir()

    with pytest.raises(EngineError, match="could not be removed"):
        take_away([folder])


def test_lock_without_a_mark_says_what_to_type(tmp_path: Path, child: subprocess.Popen[bytes]) -> None:
    variables, lock = locked(tmp_path, child.pid)

    with pytest.raises(EngineError) as undecided:
        stale_locks("contoso", variables, tmp_path / "runs")

    assert undecided.value.slug == "lock-undecided"
    subprocess.run(["sh", "-c", undecided.value.message.rpartition("type: ")[2]], check=True)
    assert stale_locks("contoso", variables, tmp_path / "runs") == ()
    assert not lock.exists()


@pytest.mark.skipif(not started(os.getpid()), reason="the system does not tell when a process started")
@pytest.mark.parametrize(
    ("words", "waited_for"),
    [
        (("up", "--yes", "--stack", "contoso"), True),
        (("up", "--stack=organization/holdfast/contoso"), True),
        (("update",), True),
        (("destroy", "-s", "contoso"), True),
        (("refresh", "--yes"), True),
        (("import", "a", "b", "c"), True),
        (("up", "--stack", "fabrikam"), False),
        (("refresh", "--preview-only"), False),
        (("preview",), False),
        (("stack", "ls"), False),
    ],
)
@pytest.mark.parametrize("under_way", [False, True])
def test_run_that_goes_on_after_its_lock_was_taken_away_is_waited_for(
    tmp_path: Path, words: tuple[str, ...], *, waited_for: bool, under_way: bool
) -> None:
    """`pulumi cancel` takes the lock alone: whoever applies beside that run makes the same things twice."""
    variables, lock = locked(tmp_path, os.getpid())
    about = "contoso", variables, tmp_path / "runs"
    with subprocess.Popen([sys.executable, "-c", "input()", *words], stdin=subprocess.PIPE) as engine:
        lock.write_text(json.dumps({**json.loads(lock.read_text()), "pid": engine.pid}))
        with marked(tmp_path / "runs", engine.pid):
            require_no_run_without_lock(*about, under_way=under_way)
            lock.unlink()
            if waited_for or under_way:
                with pytest.raises(
                    EngineError, match=f"process {engine.pid}, which holds no lock"
                ) as refused:
                    require_no_run_without_lock(*about, under_way=under_way)
                assert refused.value.slug == "stack-locked"
            else:
                require_no_run_without_lock(*about, under_way=under_way)
            engine.kill()
            engine.wait()
            require_no_run_without_lock(*about, under_way=under_way)


def test_no_lock_is_not_stale(tmp_path: Path) -> None:
    variables, lock = locked(tmp_path, 1)
    lock.unlink()

    assert not stale_locks("contoso", variables, tmp_path / "runs")
    assert not stale_locks("contoso", {"PULUMI_BACKEND_URL": "https://example.invalid"}, tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff"])
@pytest.mark.parametrize("name", ["1.json", "1.json.18eb2c.tmp"])
def test_lock_that_is_not_whole_is_told_by_its_path(tmp_path: Path, name: str, content: bytes) -> None:
    variables, lock = locked(tmp_path, 1)
    lock.unlink()
    lock.with_name(name).write_bytes(content)

    with pytest.raises(EngineError, match="is not whole") as undecided:
        stale_locks("contoso", variables, tmp_path / "runs")

    assert undecided.value.slug == "lock-undecided"
    assert str(lock.with_name(name)) in undecided.value.message
    assert f"type: rm {lock.with_name(name)}" in undecided.value.message


def test_lock_of_another_stack_is_none_of_ours(tmp_path: Path) -> None:
    variables, _ = locked(tmp_path, 1)

    for client in ("fabrikam", "holdfast", "organization"):
        assert not stale_locks(client, variables, tmp_path / "runs")


@pytest.mark.parametrize("where", ["organization/another/contoso", "another/holdfast/contoso"])
def test_lock_of_another_project_in_the_same_backend_is_none_of_ours(tmp_path: Path, where: str) -> None:
    """Not whether it is dead, and not while it lives: the two states have nothing to do with each other."""
    variables, lock = locked(tmp_path, os.getpid())
    other = tmp_path / "state/.pulumi/locks" / where / "1.json"
    other.parent.mkdir(parents=True)
    lock.rename(other)

    assert not stale_locks("contoso", variables, tmp_path / "runs")


@pytest.mark.parametrize(
    "address", ["file://~", "file://~/", "file://~/my states", "file://~/my%20states?metadata=skip"]
)
def test_lock_below_the_home_folder_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """As the engine finds it: `pulumi login --local` is `file://~`."""
    folder = tmp_path / "home" / ("my states" if "states" in address else "")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    _, lock = locked(tmp_path, 1)
    folder.mkdir(parents=True)
    (tmp_path / "state/.pulumi").rename(folder / ".pulumi")

    with pytest.raises(EngineError) as undecided:
        stale_locks("contoso", {"PULUMI_BACKEND_URL": address}, tmp_path / "runs")
    assert str(folder / lock.relative_to(tmp_path / "state")) in undecided.value.message


@pytest.mark.parametrize("address", ["file://states", "file://./states", "s3://states", "https://[", "~", ""])
def test_backend_of_which_only_the_engine_knows_where_it_is_has_no_folder(address: str) -> None:
    assert file_backend({"PULUMI_BACKEND_URL": address}) is None


def test_mark_is_there_while_its_plugin_runs_and_no_longer(tmp_path: Path) -> None:
    with marked(tmp_path, os.getpid()):
        assert [*marks(tmp_path).values()] == [mark_of(os.getpid())]
        (tmp_path / "half.json").write_text("{")
        assert len(marks(tmp_path)) == 1
    assert marks(tmp_path) == {}


@pytest.mark.skipif(not started(os.getpid()), reason="the system does not tell when a process started")
@pytest.mark.parametrize("is_waited_for", [True, False], ids=["gone", "not waited for yet"])
def test_mark_of_an_engine_that_was_killed_stays_when_its_plugin_ends_and_decides_the_lock(
    tmp_path: Path, child: subprocess.Popen[bytes], *, is_waited_for: bool
) -> None:
    variables, lock = locked(tmp_path, child.pid)
    with marked(tmp_path / "runs", child.pid):
        child.kill()
        if is_waited_for:
            child.wait()
        while started(child.pid):
            time.sleep(0.01)
    assert stale_locks("contoso", variables, tmp_path / "runs") == (lock,)


def locked(folder: Path, pid: int) -> tuple[dict[str, str], Path]:
    """A backend with a lock of a process of this machine, as the engine writes it."""
    lock = folder / "state/.pulumi/locks/organization/holdfast/contoso/1.json"
    lock.parent.mkdir(parents=True)
    lock.write_text(
        json.dumps({**LOCK, "pid": pid, "hostname": here().host, "timestamp": datetime.now(UTC).isoformat()})
    )
    return {"PULUMI_BACKEND_URL": (folder / "state").as_uri()}, lock
