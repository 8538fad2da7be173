"""What the look saw and the refresh lost is not made again: the run stops, and the state is as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.apply.applied import LastApplied
from holdfast.apply.event import StepEvent
from holdfast.apply.look import Look
from holdfast.apply.repair import drifted
from holdfast.apply.state import parse_state
from holdfast.apply.steps import Steps
from holdfast.drift.recording import Recording
from holdfast.drift.seen import Live
from holdfast.model.errors import EngineError, RefusedError
from holdfast.model.finding import Difference, DriftResult, Finding
from holdfast.model.plan import Cloud, Plan
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.apply.event import OnEvent
    from holdfast.apply.state import State

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
URN = f"urn:pulumi:contoso::holdfast::{POLICY}::one"
OTHER = f"urn:pulumi:contoso::holdfast::{POLICY}::two"
PLAN = Plan("contoso", "c.example", Cloud.EMBEDDED, "b@1.0.0", {}, (), (), delete_protected_data=False)


def row(urn: str) -> dict[str, Any]:
    return {"urn": urn, "type": POLICY, "custom": True, "id": f"/p/{urn[-3:]}", "inputs": {}}


class Engine:
    """Stands in for the stack: a refresh, or an update with one, loses `URN`."""

    variables: dict[str, str] = {}

    def __init__(self, *, loses: bool) -> None:
        self.rows = [row(URN), row(OTHER)]
        self._loses = loses

    def using(self, **_: str) -> Engine:
        return self

    def export(self) -> dict[str, Any]:
        return {"resources": list(self.rows)}

    def restore(self, deployment: dict[str, Any]) -> None:
        self.rows = deployment["resources"]

    def refresh(self, _urns: Sequence[str]) -> None:
        if self._loses:
            del self.rows[0]

    def update(self, on_event: OnEvent, urns: Sequence[str], **_: object) -> None:
        self.refresh(urns)
        operation = "import" if self._loses else "update"
        on_event(StepEvent(operation, URN, planning=False, done=False))
        if self._loses:
            raise EngineError("engine-failed", "it is not there")


@pytest.fixture
def before() -> Look:
    finding = Finding(
        Status.DRIFTED, POLICY, "One", "x", URN, "one", (Difference("state", "enabled", "disabled"),)
    )
    result = DriftResult("contoso", "c.example", "b@1.0.0", "now", (finding,), cloud=PLAN.cloud)
    return Look(result, Recording(PLAN, (), ()), Live(), {}, frozenset(), {})


@pytest.fixture
def note(tmp_path: Path) -> LastApplied:
    return LastApplied(tmp_path / "applied.json", list)


def run_with(engine: Engine, note: LastApplied) -> Steps:
    return Steps(cast("Any", engine), note, lambda _: None)


def repair(steps: Steps, before: Look, state: State, *, one_run: bool) -> None:
    if one_run:
        steps.update(before, state, lambda _: None, [URN])
    else:
        steps.refresh(before, state)


@pytest.mark.parametrize("one_run", [True, False])
def test_lost_object_stops_the_run_and_stays_in_the_state(
    before: Look, note: LastApplied, *, one_run: bool
) -> None:
    engine = Engine(loses=True)
    run, state = run_with(engine, note), parse_state(engine.export())

    with pytest.raises(RefusedError) as refusal:
        repair(run, before, state, one_run=one_run)

    assert refusal.value.slug == "seen-then-lost"
    assert engine.rows == [row(URN), row(OTHER)]


@pytest.mark.parametrize("one_run", [True, False])
def test_object_that_is_still_there_is_repaired(before: Look, note: LastApplied, *, one_run: bool) -> None:
    engine = Engine(loses=False)
    run, state = run_with(engine, note), parse_state(engine.export())

    repair(run, before, state, one_run=one_run)

    assert engine.rows == [row(URN), row(OTHER)]


@pytest.mark.parametrize(("token", "mended"), [(POLICY, [URN]), ("m365:entra:BreakGlassAccounts", [])])
def test_what_nothing_writes_is_nothing_to_repair(before: Look, token: str, mended: list[str]) -> None:
    (finding,) = before.result.findings
    result = replace(before.result, findings=(replace(finding, token=token),))
    state = parse_state(Engine(loses=False).export())

    assert [one.urn for one in drifted(replace(before, result=result), state)] == mended
