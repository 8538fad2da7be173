"""`--watch`: the first round whole, then only what changed, until somebody interrupts; the last round's exit code."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.cli.watch import watch
from holdfast.model.errors import HoldfastError
from holdfast.model.finding import Change, Difference, Finding
from holdfast.model.plan import PlanWarning
from holdfast.model.status import Reason, Status
from tests.golden.report.cases import LEGACY_OK, MFA, MFA_OK, result

if TYPE_CHECKING:
    from holdfast.drift.check import Checked
    from holdfast.model.finding import DriftResult

ROGUE = Finding(Status.UNMANAGED, MFA_OK.token, "Rogue\u202e\x1b[31m", live_id="1")
STATE = Difference("state", "enabled", "disabled")
DRIFTED = replace(MFA_OK, status=Status.DRIFTED, differences=(STATE,))


def rounds(*found: DriftResult | HoldfastError | KeyboardInterrupt) -> tuple[int, list[float]]:
    """Watch rounds that find this, one after the other; the last is followed by Ctrl-C."""
    left, waited = list(found), list[float]()

    def once() -> Checked:
        one = left.pop(0)
        if isinstance(one, BaseException):
            raise one
        facts = SimpleNamespace(result=one, controls=(MFA,))
        return cast("Checked", facts)

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if not left:
            raise KeyboardInterrupt

    return watch(once, 60, sleep=sleep), waited


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What was printed after the first round, which ends with its verdict."""
    lines = capsys.readouterr().out.splitlines()
    ends = [at for at, line in enumerate(lines) if line.startswith(("In sync:", "Drift:", "No "))]
    return lines[ends[0] + 1 :]


def test_first_round_is_whole_and_nothing_changed_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code, waited = rounds(result(DRIFTED), result(DRIFTED), result(DRIFTED))

    assert (code, waited) == (1, [60, 60, 60])
    out = capsys.readouterr().out
    assert out.count(MFA_OK.name) == 1


def test_what_came_changed_and_went_is_one_line_each_and_then_the_verdict(
    capsys: pytest.CaptureFixture[str],
) -> None:
    later = replace(result(DRIFTED, ROGUE), checked_at="2026-11-24T07:00:00Z")
    worse = replace(DRIFTED, differences=(replace(STATE, found="enabledForReporting"),))
    code, _ = rounds(result(MFA_OK), later, result(worse, ROGUE), result(worse), result(MFA_OK))

    lines = printed(capsys)
    assert code == 0
    assert lines[0].startswith(
        "2026-11-24T07:00:00Z  DRIFTED (was IN_SYNC)  Holdfast: MFA for all users: state"
    )
    assert "UNMANAGED  Rogue⟨U+202E⟩⟨U+001B⟩[31m" in lines[1]
    assert "Drift: 1 DRIFTED, 1 UNMANAGED" in lines[2]
    assert "found enabledForReporting" in lines[3]
    assert "GONE (was UNMANAGED)  Rogue" in lines[5]
    assert "IN_SYNC (was DRIFTED)" in lines[7]
    assert "In sync:" in lines[8]


def test_what_may_be_there_unseen_is_not_told_as_gone(capsys: pytest.CaptureFixture[str]) -> None:
    unread = replace(MFA_OK, status=Status.UNKNOWN)
    rounds(result(MFA_OK, ROGUE), result(unread), result(unread), result(MFA_OK, ROGUE))

    lines = printed(capsys)
    assert any("UNKNOWN (was UNMANAGED)  Rogue" in line for line in lines)
    assert any("UNMANAGED (was UNKNOWN)  Rogue" in line for line in lines)
    assert sum("Rogue" in line for line in lines) == 2
    assert "GONE" not in " ".join(lines)


def test_what_is_deleted_made_anew_or_not_read_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    gone = replace(MFA_OK, status=Status.MISSING, live_id="")
    unread = replace(MFA_OK, status=Status.UNKNOWN, live_id="")
    anew = replace(MFA_OK, live_id="another")
    rounds(result(replace(DRIFTED, live_id="1")), result(gone), result(anew), result(unread), result(DRIFTED))

    told = [line.partition("Z  ")[2].partition(")")[0] for line in printed(capsys) if MFA_OK.name in line]
    assert told == [
        "MISSING (was DRIFTED",
        "IN_SYNC (was MISSING",
        "UNKNOWN (was IN_SYNC",
        "DRIFTED (was UNKNOWN",
    ]


def test_what_went_while_it_could_not_be_read_is_told_once_it_can(capsys: pytest.CaptureFixture[str]) -> None:
    unread = replace(MFA_OK, status=Status.UNKNOWN)
    rounds(result(MFA_OK, ROGUE), result(unread), result(MFA_OK))

    assert any("GONE (was UNKNOWN)  Rogue" in line for line in printed(capsys))


@pytest.mark.parametrize(
    ("reason", "word"), [(None, "GONE (was DRIFTED)"), (Reason.PERMISSION, "UNKNOWN (was DRIFTED)")]
)
def test_of_a_rule_over_many_only_members_that_changed_are_told(
    capsys: pytest.CaptureFixture[str], reason: Reason | None, word: str
) -> None:
    members = tuple(
        Difference(f"members[user{number}@contoso.example].durationDays", 2555, 30) for number in range(50)
    )
    worse = replace(members[1], found=29)
    rounds(
        result(replace(DRIFTED, differences=members)),
        result(replace(DRIFTED, differences=(worse, *members[2:]), reason=reason)),
    )

    lines = printed(capsys)
    assert [("user1@" in line, "user0@" in line) for line in lines[:2]] == [(True, False), (False, True)]
    assert "found 29" in lines[0]
    assert f"{word}  Holdfast: MFA for all users: members[user0@" in lines[1]
    assert len(lines) == 3


def test_later_answer_of_an_audit_log_is_no_change(capsys: pytest.CaptureFixture[str]) -> None:
    told = replace(DRIFTED, change=Change("adele", "2026-11-24T06:40:12Z", "Update"), unattributed="")
    member = replace(DRIFTED, differences=(replace(STATE, change=told.change),))
    rounds(result(replace(DRIFTED, unattributed="late")), result(told), result(member))

    assert printed(capsys) == []


def test_new_warning_and_what_is_there_anew_as_declared(capsys: pytest.CaptureFixture[str]) -> None:
    warned = replace(result(MFA_OK, LEGACY_OK), warnings=(PlanWarning("a-slug", "careful"),))
    rounds(result(MFA_OK), warned, warned)

    (line, verdict) = printed(capsys)
    assert line.endswith("Warning: careful [a-slug]")
    assert "In sync:" in verdict


def test_round_that_fails_is_told_and_the_next_is_compared_with_the_last_whole_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    broken = HoldfastError("sign-in-refused", "no \x1b[31mtoken")
    code, _ = rounds(result(DRIFTED), broken, result(DRIFTED))
    said = capsys.readouterr()

    assert code == 1
    assert "holdfast: no ⟨U+001B⟩[31mtoken [sign-in-refused]" in said.err
    assert said.out.count(MFA_OK.name) == 1
    assert rounds(result(DRIFTED), broken)[0] == 2


def test_first_round_that_fails_ends_it() -> None:
    with pytest.raises(HoldfastError):
        rounds(HoldfastError("unknown-selection", "no such control"))


def test_interrupt_in_a_round_leaves_the_code_of_the_last_whole_one() -> None:
    assert rounds(result(DRIFTED), KeyboardInterrupt())[0] == 1
    assert rounds(result(MFA_OK), KeyboardInterrupt())[0] == 0


def test_unread_is_no_answer() -> None:
    assert rounds(result(cast("Any", replace(MFA_OK, status=Status.UNKNOWN))))[0] == 2
