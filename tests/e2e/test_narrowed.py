"""The options of `holdfast drift` as somebody types them, against an embedded tenant that drifted."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.model.control import Severity
from holdfast.model.finding import DRIFT
from holdfast.model.status import Status
from tests.e2e.scratch import CONTOSO, HOLDFAST, PATIENCE_SECONDS, Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MFA, HOLD = "entra.mfa_required", "exchange.litigation_hold_enabled"
TAMPERINGS = ("exclude-user-from-mfa", "add-rogue-policy")
LAST_DAY = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """A tenant as declared, in which somebody was excluded from MFA and somebody made a policy."""
    with Scratch(tmp_path_factory.mktemp("narrowed") / "scratch") as made:
        made.apply()
        for name in TAMPERINGS:
            control.tamper(made.tenants, CONTOSO, name, clock=made.clock.utc)
        yield made


def drift(scratch: Scratch, *options: str, code: int) -> dict[str, Any]:
    """The JSON of a check with these options, which ends with `code`."""
    printed = scratch.holdfast("drift", "contoso", "--format", "json", *options)
    assert printed.code == code, printed.all
    found: dict[str, Any] = json.loads(printed.out)
    return found


def test_whole_story_from_a_check_to_what_is_accepted_and_what_is_new(scratch: Scratch) -> None:
    whole = drift(scratch, "--output", "json=old.json", code=1)
    drifted = {one["control"] for one in whole["findings"] if one["drift"]}
    assert MFA in drifted

    known = drift(scratch, "--since", "old.json", code=0)
    assert known["verdict"].startswith("Nothing new:")
    assert known["duties"] == whole["duties"]

    by = ("--owner", "it@contoso.example", "--reason", "keys are ordered", "--expires", LAST_DAY)
    written = scratch.holdfast("accept", "old.json", "--file", "accepted.yaml", *by)
    assert written.code == 0, written.all
    excepted = drift(scratch, "--accepted", "accepted.yaml", code=0)
    assert {one["status"] for one in excepted["findings"] if one["control"] in drifted} >= {"EXCEPTED"}
    assert not any(one["drift"] for one in excepted["findings"])

    path = scratch.project / "accepted.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("found: [", 'found: ["somebody else", '), encoding="utf-8")
    again = drift(scratch, "--accepted", "accepted.yaml", code=1)
    (changed,) = [one for one in again["findings"] if one["drift"]]
    assert "is not as it was when it@contoso.example accepted it" in changed["notes"][0]


@pytest.mark.skipif(sys.platform != "linux", reason="sizes of pipes")
@pytest.mark.parametrize("buffered", ["", "1"])
def test_answer_of_which_only_a_part_is_taken_is_none(
    scratch: Scratch, buffered: str, tmp_path: Path
) -> None:
    # The reader takes 4 KiB and the writer does not wait: as on a disk that is full then, but needs no such disk.
    reads, writes = os.pipe()
    fcntl.fcntl(writes, fcntl.F_SETPIPE_SZ, 4096)
    os.set_blocking(writes, False)
    with (tmp_path / "err").open("wb+") as err:
        done = subprocess.run(
            [*HOLDFAST, "drift", "contoso", "--control", MFA, "--format", "json"],
            cwd=scratch.project,
            env={**scratch.variables(), "PYTHONUNBUFFERED": buffered},
            stdin=subprocess.DEVNULL,
            stdout=writes,
            stderr=err,
            check=False,
        )
    os.close(writes)
    with open(reads, "rb") as pipe:  # noqa: PTH123 - no path
        taken = pipe.read()

    assert len(taken) == 4096, "a part"
    assert done.returncode == 2
    assert "[output-lost]" in (tmp_path / "err").read_text(encoding="utf-8")


def test_part_says_what_it_leaves_out_and_reads_no_mailbox_for_a_policy(scratch: Scratch) -> None:
    whole = drift(scratch, code=1)
    asked = scratch.log.last_id()
    part = drift(scratch, "--control", MFA, code=1)
    cmdlets = {one.cmdlet for one in scratch.log.entries(asked)}

    assert {one["control"] for one in part["findings"]} == {MFA}
    assert HOLD in part["part"]["unread"]
    assert "Get-Mailbox" not in cmdlets
    assert f"the rules of {HOLD}" in part["verdict"] or HOLD in part["verdict"]
    by_name = {one["name"]: one for one in whole["findings"]}
    for one in part["findings"]:
        same = by_name[one["name"]]
        assert {**one, "checkedAt": ""} == {**same, "checkedAt": ""}
    other = drift(scratch, "--control", HOLD, code=0)
    assert other["verdict"].startswith("In sync in part:")
    assert other["counts"]["DRIFTED"] == 0


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--fail-on", "any"), 1),
        (("--fail-on", "low"), 1),
        (("--fail-on", "none"), 0),
        (("--detailed-exitcode",), 2),
        (("--detailed-exitcode", "--fail-on", "none"), 0),
        (("--duty", "data-retention"), 0),
        (("--severity", "critical", "--duty", "access-control"), 1),
        (("--framework", "CIS M365 7.0.0"), 1),
    ],
)
def test_exit_code_is_as_documented(scratch: Scratch, options: tuple[str, ...], code: int) -> None:
    drift(scratch, *options, code=code)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--control", "entra.mfa"), "[unknown-selection]"),
        (("--framework", "CIS"), "[unknown-selection]"),
        (("--severity", "awful"), "awful"),
        (("--duty", "none"), "none"),
        (("--control", HOLD, "--duty", "privacy"), "[nothing-selected]"),
        (("--since", "2026-11-01"), "a time cannot be given in its place"),
        (("--accepted", "none.yaml"), "[unreadable-file]"),
        (("--watch", "29"), "29"),
        (("--watch", "60", "--format", "json"), "--output json=PATH"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_asked(
    scratch: Scratch, options: tuple[str, ...], told: str
) -> None:
    asked = scratch.log.last_id()
    for more, code in (((), 2), (("--detailed-exitcode",), 1)):
        printed = scratch.holdfast("drift", "contoso", *options, *more)
        assert printed.code == code, printed.all
        assert told in " ".join(printed.all.split()), printed.all
    assert scratch.log.entries(asked) == []


def test_history_of_checks_says_when_who_did_what_and_proves_it(scratch: Scratch) -> None:
    asked = scratch.log.last_id()
    part = scratch.holdfast("drift", "contoso", "--control", MFA, "--record", "history")
    assert part.code == 1, part.all
    assert "Get-Mailbox" in {one.cmdlet for one in scratch.log.entries(asked)}, "the whole check is recorded"
    head = part.err.rpartition("head ")[2].strip()

    shown = scratch.holdfast("history", "contoso", "--format", "json")
    assert shown.code == 0, shown.all
    found = json.loads(shown.out)
    assert found["simulation"] is True
    states = {one["id"]: one["spans"][0] for one in found["controls"]}
    assert states[HOLD]["state"] in {"met", "met-not-for-all"}
    assert states[MFA]["compliance"] == "out"
    assert states[MFA]["by"][0]["actor"] == f"mallory@{CONTOSO}"
    verified = scratch.holdfast("history", "verify", "history", "--head", head)
    assert verified.code == 0, verified.all
    assert f"head {head}" in verified.out


def test_watch_prints_the_first_round_and_ends_with_its_code_on_interrupt(scratch: Scratch) -> None:
    process = scratch.start(*HOLDFAST, "drift", "contoso", "--watch", "600", "--output", "json=w.json")
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    while not lines[-1].startswith("Drift:"):
        lines.append(process.stdout.readline())
        assert lines[-1], lines
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE_SECONDS)

    assert (process.returncode, out, err) == (1, "", "")
    assert json.loads((scratch.project / "w.json").read_text(encoding="utf-8"))["exitCode"] == 1


def test_what_nobody_declared_is_ranked_and_says_who_made_it(scratch: Scratch) -> None:
    checked = scratch.check()
    rogue = [one for one in checked.result.findings if one.status is Status.UNMANAGED]

    assert rogue, [one.name for one in checked.result.findings if one.status in DRIFT]
    for one in rogue:
        assert one.rank is not None
        assert one.rank.severity in Severity
        assert len(one.content) == 32
    assert any(one.made is not None for one in rogue)
