"""`up` killed with SIGKILL at every single write: the next `up` converges, and makes nothing twice.

The embedded tenant runs in the test and survives. Its request log is told of a write when it is done and before it
is answered: at that moment every process of the run is killed, so the run never learns what became of the write.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator.request_log import RequestLog
from holdfast.engine import find_engine
from holdfast.engine.mark import RUNS, leave_mark
from holdfast.model.status import ExitCode
from tests.e2e.scratch import HOLDFAST, PATIENCE_SECONDS, Scratch, by_hand, need_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from holdfast.emulator.request_log import LogEntry
    from tests.e2e.scratch import Printed

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the processes to kill in /proc"),
]

WRITES = 14
"""Changing requests of the first `up` of contoso on the small tenant, a batch counted once."""
POLICIES = "/v1.0/identity/conditionalAccess/policies"


class Trap(RequestLog):
    """The log of requests, which calls `spring` at a chosen write, done and not yet answered.

    Args:
        folder: the tenants.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.spring: Callable[[], None] = lambda: None
        self.is_it: Callable[[LogEntry, int], bool] = lambda _entry, _number: False
        self.writes: list[str] = []
        self._batches: set[str] = set()

    def add(self, entry: LogEntry) -> None:
        super().add(entry)
        if entry.write and entry.batch_parent:
            self._batches.add(entry.batch_parent)
        elif entry.write or entry.request_id in self._batches:
            self.writes.append(f"{entry.method} {entry.path} {entry.cmdlet}".strip())
            if self.is_it(entry, len(self.writes)):
                self.is_it = lambda _entry, _number: False
                self.spring()


class Interrupted(Scratch):
    """A project whose runs can be killed at a write."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.trap = self.server.log = Trap(self.tenants)
        self.seeded = self.names()

    def killed(self, is_it: Callable[[LogEntry, int], bool], *command: str) -> None:
        """Runs a command and kills it, its engine and its plugins at the write that `is_it` says."""
        process = self.start(*command)
        self.trap.spring = lambda: kill_session(process.pid)
        self.trap.is_it = is_it
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == -signal.SIGKILL, f"it was not killed:\n{out}{err}"


def kill_session(leader: int) -> None:
    """Kills every process of a session: the engine gives its plugins process groups of their own."""
    while members := list(_members(leader)):
        for one in members:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)


def _members(leader: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # After the name in parentheses: state, parent, group, session.
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state not in {"Z", "X"}:
                yield int(stat.parent.name)


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Interrupted]:
    need_engine()
    with Interrupted(tmp_path / "scratch") as made:
        yield made


OWN = {
    "groups": ["CA-BreakGlass"],
    "conditionalAccessPolicies": [
        "Holdfast: MFA for all users",
        "Holdfast: block legacy authentication",
        "Holdfast: phishing-resistant MFA for administrators",
    ],
    "complianceTags": ["Business record", "Permanent record"],
    "retentionCompliancePolicies": ["Holdfast: retention labels"],
}
"""What contoso declares, by the tenant's collection; the rules have made-up names and are counted."""
RULES = "retentionComplianceRules"


def expect_everything_once(scratch: Interrupted) -> None:
    """The tenant has what it had and all that is declared, each once; the state holds it and nothing pending."""
    names = scratch.names()
    assert len(names.pop(RULES)) == 2
    assert names == {
        collection: sorted([*scratch.seeded[collection], *OWN.get(collection, ())]) for collection in names
    }
    state = json.loads((scratch.home / "state/.pulumi/stacks/holdfast/contoso.json").read_text())
    latest = state["checkpoint"]["latest"]
    declared = {one.urn for one in scratch.recording().desired}
    assert declared <= {one["urn"] for one in latest["resources"]}
    assert latest.get("pending_operations", []) == []


def test_the_first_run_makes_as_many_writes_as_are_interrupted_below(scratch: Interrupted) -> None:
    printed = scratch.holdfast("up", "contoso")

    assert printed.code == ExitCode.IN_SYNC, printed.all
    assert len(scratch.trap.writes) == WRITES, "\n".join(scratch.trap.writes)
    expect_everything_once(scratch)
    # The engine replaces whole files; one that it writes in place could be left half written.
    assert list((scratch.home / "state").rglob("*.attrs")) == []


@pytest.mark.parametrize("number", range(1, WRITES + 1))
def test_killed_at_any_write_the_next_run_converges_without_duplicates(
    scratch: Interrupted, number: int
) -> None:
    scratch.killed(lambda _, count: count == number, *HOLDFAST, "up", "contoso")

    printed = scratch.holdfast("up", "contoso", "--adopt")

    assert printed.code == ExitCode.IN_SYNC, printed.all
    assert "an interrupted run's lock was removed" in printed.err
    assert "unfinished operations of an interrupted run were dropped from the state" in printed.err
    assert "Traceback" not in printed.all
    expect_everything_once(scratch)


def test_killed_twice_at_the_same_policy_the_third_run_converges(scratch: Interrupted) -> None:
    scratch.killed(is_policy, *HOLDFAST, "up", "contoso")
    scratch.killed(is_policy, *HOLDFAST, "up", "contoso", "--adopt")

    printed = scratch.holdfast("up", "contoso", "--adopt")

    assert printed.code == ExitCode.IN_SYNC, printed.all
    expect_everything_once(scratch)


@pytest.mark.parametrize("who", ["everything", "the engine"])
def test_killed_as_soon_as_it_has_the_lock_the_next_run_converges(scratch: Interrupted, who: str) -> None:
    process = scratch.start(*HOLDFAST, "up", "contoso")
    # The engine first: whoever started it may still see its end.
    while not killed_holder(scratch.home / "state/.pulumi/locks") and process.poll() is None:
        time.sleep(0.01)
    if who == "everything":
        kill_session(process.pid)
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode, f"it was not killed:\n{out}{err}"

    printed = scratch.holdfast("up", "contoso", "--adopt")

    assert printed.code == ExitCode.IN_SYNC, printed.all
    assert "an interrupted run's lock was removed" in printed.err
    expect_everything_once(scratch)


def test_killed_by_hand_as_soon_as_it_has_the_lock_the_next_run_of_ours_converges(
    scratch: Interrupted,
) -> None:
    """No plugin has started by then: the engine is known by the mark that its first language host left."""
    need_own_host()
    scratch.holdfast("env", "contoso")  # makes the stack, which takes the lock as well
    with hard_end(scratch.start(*by_hand("up", "--yes", "--skip-preview"))) as process:
        while not killed_holder(scratch.home / "state/.pulumi/locks") and process.poll() is None:
            time.sleep(0.001)
        kill_session(process.pid)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode, f"it was not killed:\n{out}{err}"

    printed = scratch.holdfast("up", "contoso", "--adopt")

    assert printed.code == ExitCode.IN_SYNC, printed.all
    assert "an interrupted run's lock was removed" in printed.err
    expect_everything_once(scratch)


@contextmanager
def hard_end(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """Ends every process of its session whatever becomes of the test, and for sure when it hangs."""
    watch = threading.Timer(PATIENCE_SECONDS, kill_session, [process.pid])
    watch.start()
    try:
        yield process
    finally:
        watch.cancel()
        kill_session(process.pid)


def need_own_host() -> None:
    """Skips where the official language host runs the program, which leaves no mark."""
    if find_engine(make=False).origin != "built":
        pytest.skip("the engine's own language host leaves no mark")


def killed_holder(locks: Path) -> bool:
    """Kills the engine that holds a lock; False where none does: one that only made the stack may just have ended.

    It is stopped first: an engine that gives its lock back between the look and the kill would leave none.
    """
    for lock in locks.glob("**/contoso/*.json"):
        with suppress(FileNotFoundError, ProcessLookupError, ValueError):
            holder = json.loads(lock.read_text())["pid"]
            os.kill(holder, signal.SIGSTOP)
            while _state(holder) not in "TZX":
                time.sleep(0.001)
            os.kill(holder, signal.SIGKILL if (left := lock.exists()) else signal.SIGCONT)
            return left
    return False


def _state(process: int) -> str:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


@pytest.mark.parametrize("command", ["up", "env"])
def test_killed_while_the_stack_is_made_the_next_command_makes_it(scratch: Interrupted, command: str) -> None:
    lock = scratch.home / "state/.pulumi/locks/organization/holdfast/contoso/1.json"
    lock.parent.mkdir(parents=True)
    with subprocess.Popen(["sleep", str(PATIENCE_SECONDS)]) as dead:
        assert leave_mark(scratch.home / RUNS, dead.pid)
        dead.kill()
        taken = datetime.now(UTC).isoformat()
    held = {"pid": dead.pid, "username": "root", "hostname": socket.gethostname(), "timestamp": taken}
    lock.write_text(json.dumps(held))
    assert not (scratch.home / "state/.pulumi/stacks").exists()

    printed = scratch.holdfast(command, "contoso", *(["--adopt"] if command == "up" else []))

    assert printed.code == ExitCode.IN_SYNC, printed.all
    assert "an interrupted run's lock was removed" in printed.err
    assert not lock.exists()
    assert (scratch.home / "state/.pulumi/stacks/holdfast/contoso.json").exists()
    if command == "up":
        expect_everything_once(scratch)


def is_policy(entry: LogEntry, _number: int) -> bool:
    return entry.method in {"POST", "PATCH"} and entry.path.startswith(POLICIES)


def test_without_leave_to_adopt_the_next_run_refuses_and_changes_nothing(scratch: Interrupted) -> None:
    scratch.killed(is_policy, *HOLDFAST, "up", "contoso")
    scratch.check()  # answered after what the killed run had sent before
    since, names = scratch.log.last_id(), scratch.names()

    printed = scratch.holdfast("up", "contoso")

    assert printed.code == ExitCode.NO_ANSWER, printed.all
    last = printed.err.strip().splitlines()[-1]
    # The engine works side by side: what else was on its way at the kill may be there as well.
    assert re.match(
        r"holdfast: (1 declared object is|\d declared objects are) in the tenant and not in the state", last
    )
    assert "nothing was changed; take them over with --adopt" in last
    assert last.endswith("[adoption-refused]")
    assert "Traceback" not in printed.all
    assert scratch.writes(since) == []
    assert scratch.names() == names


def test_killed_by_hand_the_next_run_of_ours_converges(scratch: Interrupted) -> None:
    scratch.killed(is_policy, *by_hand("up", "--yes", "--skip-preview"))

    printed = scratch.holdfast("up", "contoso", "--adopt")

    assert printed.code == ExitCode.IN_SYNC, printed.all
    assert "an interrupted run's lock was removed" in printed.err
    expect_everything_once(scratch)


def test_a_run_that_still_goes_on_is_not_disturbed(scratch: Interrupted) -> None:
    """Its lock is not taken for a stale one, and what it has under way is not dropped from the state."""
    refused: list[Printed] = []
    scratch.trap.spring = lambda: refused.append(scratch.holdfast("up", "contoso"))
    scratch.trap.is_it = is_policy

    printed = scratch.holdfast("up", "contoso")

    assert printed.code == ExitCode.IN_SYNC, printed.all
    (other,) = refused
    assert other.code == ExitCode.NO_ANSWER, other.all
    assert "another run holds the stack" in other.err
    assert "Traceback" not in other.all
    expect_everything_once(scratch)


def test_a_run_whose_lock_was_taken_away_makes_nothing_beside_another(scratch: Interrupted) -> None:
    """`pulumi cancel` ends nothing: what is under way is repeated where the service had no time for it."""
    beside: list[Printed] = []

    def cancel() -> None:
        beside.append(scratch.pulumi("cancel", "--yes"))
        beside.append(scratch.holdfast("up", "contoso", "--adopt"))

    scratch.trap.spring = cancel
    scratch.trap.is_it = lambda _, count: count == 1

    printed = scratch.holdfast("up", "contoso")

    cancelled, other = beside
    assert cancelled.code == 0, cancelled.all
    assert other.code == ExitCode.NO_ANSWER, other.all
    assert "as after pulumi cancel of a run that goes on: wait for its end [stack-locked]" in other.err
    assert printed.code == ExitCode.IN_SYNC, printed.all
    expect_everything_once(scratch)


def test_killed_engine_leaves_no_process_behind(scratch: Interrupted) -> None:
    """Its plugins hold credentials of the tenant, and nobody is left to end them."""
    process = scratch.start(*HOLDFAST, "up", "contoso")
    scratch.trap.spring = lambda: kill_engine(process.pid)
    scratch.trap.is_it = lambda _, count: count == 1

    _, err = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == ExitCode.NO_ANSWER, err
    patience = time.monotonic() + PATIENCE_SECONDS
    while left := [Path(f"/proc/{one}/cmdline").read_text() for one in _members(process.pid)]:
        assert time.monotonic() < patience, left
        time.sleep(0.1)


def kill_engine(leader: int) -> None:
    """Kills the engine of a session and nothing else."""
    for one in _members(leader):
        if Path(f"/proc/{one}/comm").read_text().strip() == "pulumi":
            os.kill(one, signal.SIGKILL)


def test_ctrl_c_lets_the_engine_finish_what_is_under_way(scratch: Interrupted) -> None:
    """A terminal sends it to every process of the foreground: the state is written, and nothing is left to settle."""
    process = scratch.start(*HOLDFAST, "up", "contoso")
    scratch.trap.spring = lambda: os.killpg(process.pid, signal.SIGINT)
    scratch.trap.is_it = is_policy

    out, err = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == ExitCode.NO_ANSWER, out + err
    assert "finishing what is under way" in err
    assert "Traceback" not in out + err
    assert list(_members(process.pid)) == []
    printed = scratch.holdfast("up", "contoso")
    assert printed.code == ExitCode.IN_SYNC, printed.all
    assert "interrupted run" not in printed.err
    expect_everything_once(scratch)
