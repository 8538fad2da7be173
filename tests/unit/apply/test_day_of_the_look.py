"""What ends, ends by the day on which the tenant was looked at, whenever the run began: check and gates agree."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply.gates.examined import require_safe
from holdfast.apply.look import look
from holdfast.apply.state import State
from holdfast.drift import check as one
from holdfast.drift import many
from holdfast.drift.accepted import except_accepted
from holdfast.drift.check import Checked
from holdfast.drift.recording import Recording
from holdfast.drift.seen import Live
from holdfast.gates.before_writing import POLICY
from holdfast.kinds.registry import kinds
from holdfast.model.accepted import MISSING
from holdfast.model.errors import RefusedError
from holdfast.model.finding import Difference, DriftResult, Finding
from holdfast.model.plan import Cloud, Plan, PlannedException
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LAST = date(2026, 11, 28)
BEFORE = datetime(2026, 11, 28, 23, 59, 59, tzinfo=UTC)
AFTER = BEFORE + timedelta(seconds=1)
ABOUT = {
    "property": ("entra.x", "one", ("state",), "", Status.DRIFTED),
    "absence": ("entra.x", "one", (MISSING,), "", Status.MISSING),
    "unmanaged": ("", "", (), "ConditionalAccessPolicy/one", Status.UNMANAGED),
}


def accepting(sort: str) -> tuple[PlannedException, Finding]:
    """An exception of a sort, and what it is for."""
    control, of, paths, pattern, status = ABOUT[sort]
    accepted = PlannedException(control, of, paths, pattern, "why", "it@x.example", LAST, "f:7")
    found = (Difference("state", "enabled", "disabled"),) if status is Status.DRIFTED else ()
    declared = status is not Status.UNMANAGED
    finding = Finding(
        status,
        POLICY,
        "one",
        control="entra.x",
        urn=f"urn:pulumi:a::h::{POLICY}::one" if declared else "",
        live_id="" if status is Status.MISSING else "id",
        differences=found,
    )
    return accepted, finding


def seen(sort: str, at: datetime) -> tuple[Status, Checked]:
    """What a check at a time makes of it, and that check."""
    accepted, finding = accepting(sort)
    (judged,) = except_accepted(kinds(), [finding], [accepted], at.date())
    plan = Plan(
        "a", "a.example", Cloud.GLOBAL, "core@1.0.0", {}, (), (accepted,), delete_protected_data=False
    )
    told = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    result = DriftResult("a", "a.example", "core@1.0.0", told, (judged,), cloud=plan.cloud)
    return judged.status, Checked(result, Recording(plan, (), ()), Live())


@pytest.mark.parametrize("sort", ABOUT)
def test_gate_lets_through_what_the_look_accepted_and_refuses_what_it_did_not(sort: str) -> None:
    """Else an apply that began before midnight would undo, after it, what nobody decided about."""
    status, checked = seen(sort, BEFORE)
    assert status is Status.EXCEPTED
    require_safe(look(kinds(), checked), State())

    status, checked = seen(sort, AFTER)
    assert status is not Status.EXCEPTED
    with pytest.raises(RefusedError, match="ended on 2026-11-28"):
        require_safe(look(kinds(), checked), State())


def clock(*times: datetime) -> Callable[[], datetime]:
    """A clock that was read some times already, and stands still at the last."""
    told: Iterator[datetime] = chain(times, repeat(times[-1]))
    return lambda: next(told)


@pytest.mark.parametrize("how", ["one", "many"])
def test_time_of_a_check_is_that_of_the_look_and_not_of_the_program_before_it(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many, a program waits for its turn; of one, it runs for seconds."""
    looked_at: list[datetime] = []
    told = clock(BEFORE, AFTER)

    async def looking(_recording: Any, _folder: Any, now: datetime, *_: Any, **__: Any) -> None:
        looked_at.append(now)

    class Clock(datetime):
        """Of the machine."""

        @classmethod
        def now(cls, tz: Any = None) -> Any:  # noqa: ARG003
            return told()

    for module in (one, many):
        monkeypatch.setattr(module, "check_client", looking)
    if how == "one":
        monkeypatch.setattr(one, "datetime", Clock)
        monkeypatch.setattr(one, "load_recording", lambda *_: None)
        one.check(tmp_path, "a", tmp_path)
    else:
        monkeypatch.setattr(many, "kept_recording", lambda *_: None)
        monkeypatch.setattr(many, "fresh_recording", lambda *_: None)
        asyncio.run(many.ManyChecks(tmp_path, tmp_path, lambda _: None, told).check("a"))

    assert looked_at == [AFTER]
