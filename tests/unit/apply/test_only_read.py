"""What a run has only read is never what was applied last, whatever ends the run and at which step.

Over every kind that an apply writes. The engine is a stand-in that does what the real one does with its state, seen in
real runs (2026-11-26); `tests/e2e/test_failed_runs.py` does it with the real one.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.apply.applied import LastApplied
from holdfast.apply.event import StepEvent
from holdfast.apply.look import Look
from holdfast.apply.loosening import loosened
from holdfast.apply.protection import protection
from holdfast.apply.stack import NEWEST, EngineRun, Stack
from holdfast.apply.steps import Steps
from holdfast.drift.recording import Recording
from holdfast.drift.seen import Live
from holdfast.gates.before_writing import POLICY
from holdfast.kinds.kind import Shape
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import EngineError, RefusedError
from holdfast.model.finding import Difference, DriftResult, Finding
from holdfast.model.plan import Cloud, Plan
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holdfast.apply.event import OnEvent
    from holdfast.apply.state import State
    from holdfast.kinds.kind import Kind

PLAN = Plan("contoso", "c.example", Cloud.EMBEDDED, "b@1.0.0", {}, (), (), delete_protected_data=False)
WRITTEN = [one for one in kinds().values() if one.writes and not all(each.output for each in one.fields)]
"""Those that can be declared in more than one way."""
EVERY_KIND = pytest.mark.parametrize("kind", WRITTEN, ids=lambda one: one.name)


class KilledError(BaseException):
    """Stands for SIGKILL to everything: nothing that follows is run by this process, nor by the engine."""


def ran(kind: str, *, succeeded: bool = True, whole: bool = True, at: float = 1) -> EngineRun:
    """A run that began `at` seconds after the note was written."""
    return EngineRun(kind, succeeded, at, whole)


@dataclass
class Engine:
    """Two resources of one kind: `one` is done before `two` fails."""

    kind: Kind
    fails_at: str
    how: BaseException
    rows: list[dict[str, Any]] = field(default_factory=list)
    read: dict[str, Any] = field(default_factory=dict)
    """Inputs that both have in the tenant."""
    runs: list[EngineRun] = field(default_factory=list)
    now: float = 1000.0
    meanwhile: Callable[[], None] = lambda: None
    """Done by another run before the step that fails, or before `gate` where none does."""
    ended: bool = False
    """Everything was killed: this process does nothing more with the engine."""
    variables: dict[str, str] = field(default_factory=dict)

    def using(self, **_: str) -> Engine:
        return self

    def export(self) -> dict[str, Any]:
        if self.ended:
            raise EngineError("engine-failed", "nobody is left")
        return {"resources": copy.deepcopy(self.rows)}

    def restore(self, deployment: dict[str, Any]) -> None:
        if self.ended:
            raise EngineError("engine-failed", "nobody is left")
        self.rows = deployment["resources"]

    def refresh(self, urns: Sequence[str]) -> None:
        self._reached("locked refresh")
        self._read_into(urns[:1] if self.fails_at == "refresh" else urns)
        self._reached("refresh")
        self._end("refresh", succeeded=True)

    def preview(self, *_: object, **__: object) -> None:
        self._reached("preview")

    def update(self, on_event: OnEvent, urns: Sequence[str] = (), **_: object) -> None:
        self._reached("locked update")
        if urns:
            self._read_into(urns)
            on_event(StepEvent("refresh", urns[0], planning=False, done=True))
        if self.fails_at == "update at once":
            self._reached(self.fails_at)
        self.rows[0]["inputs"] = dict(self.declared)
        on_event(StepEvent("update", self.rows[0]["urn"], planning=False, done=True))
        self._reached("update")
        self.rows[1]["inputs"] = dict(self.declared)
        on_event(StepEvent("update", self.rows[1]["urn"], planning=False, done=True))
        self._end("update", succeeded=True)

    @property
    def declared(self) -> dict[str, Any]:
        return otherwise(self.kind.token)[1]

    def _read_into(self, urns: Sequence[str]) -> None:
        for row in self.rows:
            if row["urn"] in urns:
                row["inputs"] = dict(self.read)

    def _reached(self, step: str) -> None:
        if step == (self.fails_at or "gate"):
            self.meanwhile()
        if step != self.fails_at:
            return
        if isinstance(self.how, KilledError):
            self.ended = True
        elif step.startswith("update"):
            self._end("update", succeeded=False)
        raise self.how

    def _end(self, kind: str, *, succeeded: bool) -> None:
        self.runs.insert(0, EngineRun(kind, succeeded, self.now + 1, whole=True))
        self.now += 10


def inputs_of(kind: Kind) -> dict[str, Any]:
    if kind.shape is not Shape.OBJECT:
        return {one.name: [] if one.many else 1 for one in kind.fields if one.required}
    return dict(kind.examples[0].inputs)


def urn(kind: Kind, name: str) -> str:
    return f"urn:pulumi:contoso::holdfast::{kind.token}::{name}"


@dataclass
class Run:
    """A client's run with an engine of which a step fails."""

    kind: Kind
    engine: Engine
    note: LastApplied
    steps: Steps
    look: Look

    def state(self) -> State:
        return self.note.state(self.engine.export())

    def up(self, *, one_run: bool) -> None:
        """Do what `ClientRun` does with the steps."""
        state = self.state()
        if one_run:
            self.steps.update(self.look, state, lambda _: None, list(state.resources))
            return
        refreshed = self.steps.refresh(self.look, state)
        with self.steps.put_back_unless_planned(refreshed):
            self.steps.told(self.look, state, lambda _: None)
            self.engine._reached("gate")
        self.steps.update(self.look, state, lambda _: None, refreshed=refreshed)

    def measured(self) -> list[dict[str, Any]]:
        return [one.inputs for one in self.state().resources.values()]


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Run]:
    def make(kind: Kind, fails_at: str = "", how: BaseException | None = None) -> Run:
        engine = Engine(kind, fails_at, how or EngineError("engine-failed", "no"))
        engine.rows = [
            {"urn": urn(kind, name), "type": kind.token, "custom": True, "id": f"/p/{name}"}
            | {"inputs": inputs_of(kind)}
            for name in ("one", "two")
        ]
        engine.read = drifted(kind)
        note = LastApplied(tmp_path / "applied.json", lambda: engine.runs, lambda: engine.now)
        note.keep(engine.export(), "declared")
        engine.now += 10
        findings = tuple(
            Finding(
                Status.DRIFTED,
                kind.token,
                name,
                "x",
                urn(kind, name),
                name,
                (Difference("state", "enabled", "disabled"),),
            )
            for name in ("one", "two")
        )
        result = DriftResult("contoso", "c.example", "b@1.0.0", "now", findings, cloud=PLAN.cloud)
        look = Look(result, Recording(PLAN, (), ()), Live(), {}, frozenset(), {})
        steps = Steps(cast("Any", engine), note, lambda _: None)
        return Run(kind, engine, note, steps, look)

    return make


def drifted(kind: Kind) -> dict[str, Any]:
    """What somebody has changed the object to."""
    return otherwise(kind.token)[0]


@cache
def otherwise(token: str) -> list[dict[str, Any]]:
    """Two inputs of other meanings than those that were applied, and than each other."""
    kind = kinds()[token]
    inputs = inputs_of(kind)
    found, known = [], [kind.normal(inputs)]
    for one in (known_field for known_field in kind.fields if not known_field.output):
        for other in (["other"], ["another"], 7, 8, not inputs.get(one.name), "other", "another"):
            changed = {**inputs, one.name: other}
            if one.many is isinstance(other, list) and kind.normal(changed) not in known:
                known.append(kind.normal(changed))
                found.append(changed)
            if found[1:]:
                return found
    raise AssertionError(kind.name)


STEPS = [("refresh", False), ("preview", False), ("gate", False)]
STEPS += [(step, one_run) for step in ("update at once", "update") for one_run in (False, True)]
ENDS = [
    EngineError("engine-failed", "no"),
    RefusedError("less-protection", "no"),
    KeyboardInterrupt(),
    OSError("no space left"),
    KilledError(),
]


@EVERY_KIND
@pytest.mark.parametrize("how", ENDS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize(("step", "one_run"), STEPS)
def test_whatever_ends_a_run_at_whichever_step_what_was_only_read_was_not_applied(
    run: Callable[..., Run], kind: Kind, step: str, how: BaseException, *, one_run: bool
) -> None:
    made = run(kind, step, how)
    before, digest = inputs_of(kind), made.state().digest

    with pytest.raises(type(how)):
        made.up(one_run=one_run)
    made.engine.ended = False

    one, two = made.measured()
    assert two == before
    done = made.engine.declared if step == "update" else before
    if isinstance(how, KilledError):
        # Nobody is left to say that it was done: then what was before it is what is measured against.
        assert one == before
        assert made.engine.rows[1]["inputs"] == (before if step == "refresh" else drifted(kind))
    else:
        assert one == done
        assert [row["inputs"] for row in made.engine.rows] == [done, before]
    if step in {"preview", "gate"} and not isinstance(how, KilledError):
        assert made.note.nothing_else_to_do("declared", made.state())
        assert made.state().digest == digest


def made_by_another(made: Run) -> None:
    """Another run makes an object."""
    new = {**made.engine.rows[0], "urn": urn(made.kind, "three"), "id": "/p/three"}
    made.engine.rows = [*made.engine.rows, new]


def mended_by_another(made: Run) -> None:
    """Another run puts right what drifted, by another program."""
    for row in made.engine.rows:
        row["inputs"] = dict(made.engine.declared)


def taken_out_by_another(made: Run) -> None:
    """Another run deletes an object."""
    made.engine.rows = made.engine.rows[:1]


ANOTHER = pytest.mark.parametrize("another", [made_by_another, mended_by_another, taken_out_by_another])


@ANOTHER
@pytest.mark.parametrize("how", ENDS[:-1], ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("step", ["preview", "gate"])
def test_what_another_run_wrote_while_this_one_asked_is_not_taken_back(
    run: Callable[..., Run], step: str, how: BaseException, another: Callable[[Run], None]
) -> None:
    kind = kinds()[POLICY]
    made = run(kind, step, how)
    made.engine.meanwhile = lambda: another(made)

    with pytest.raises(type(how)):
        made.up(one_run=False)

    expected = run(kind)
    expected.engine.rows = [{**one, "inputs": drifted(kind)} for one in expected.engine.rows]
    another(expected)
    assert made.engine.rows == expected.engine.rows


@ANOTHER
def test_what_was_agreed_to_before_another_run_wrote_is_not_done(
    run: Callable[..., Run], another: Callable[[Run], None]
) -> None:
    made = run(kinds()[POLICY])
    made.engine.meanwhile = lambda: another(made)

    with pytest.raises(RefusedError) as refusal:
        made.up(one_run=False)

    assert refusal.value.slug == "written-meanwhile"
    assert [one.kind for one in made.engine.runs] == ["refresh"]


@ANOTHER
@pytest.mark.parametrize(
    ("step", "one_run"), [("locked refresh", False), ("locked update", False), ("locked update", True)]
)
def test_whoever_has_the_lock_has_the_state(
    run: Callable[..., Run], step: str, another: Callable[[Run], None], *, one_run: bool
) -> None:
    kind = kinds()[POLICY]
    made = run(kind, step, EngineError("stack-locked", "another run holds the stack"))
    made.engine.meanwhile = lambda: another(made)

    with pytest.raises(EngineError):
        made.up(one_run=one_run)

    expected = run(kind)
    if step == "locked update" and not one_run:
        expected.engine.rows = [{**one, "inputs": drifted(kind)} for one in expected.engine.rows]
    another(expected)
    assert made.engine.rows == expected.engine.rows


@EVERY_KIND
def test_after_a_whole_run_the_state_says_what_was_applied(run: Callable[..., Run], kind: Kind) -> None:
    made = run(kind)

    made.up(one_run=False)

    assert made.measured() == [made.engine.declared] * 2
    made.note.keep(made.engine.export(), "all")
    assert made.note.nothing_else_to_do("all", made.state())
    assert not made.state().reread


BOTH = ("state", "applied")
BETWEEN: dict[str, tuple[list[EngineRun], tuple[str, ...]]] = {
    "a refresh by hand": ([ran("refresh")], ("applied",)),
    "two refreshes by hand": ([ran("refresh"), ran("refresh", succeeded=False)], ("applied",)),
    "a refresh by hand of a few": ([ran("refresh", whole=False)], ("applied",)),
    "a whole update by another": ([ran("update")], ("state",)),
    "an update that failed": ([ran("update", succeeded=False)], BOTH),
    "a refresh after an update": ([ran("refresh"), ran("update")], BOTH),
    "a refresh after an update in the second of the note": ([ran("refresh"), ran("update", at=-1)], BOTH),
    "an update after a refresh": ([ran("update"), ran("refresh")], ("state",)),
    "an update of a few": ([ran("update", whole=False)], BOTH),
    "an update of a few after a refresh": ([ran("update", whole=False), ran("refresh")], BOTH),
    "an update of a few after a whole one": ([ran("update", whole=False), ran("update")], BOTH),
    "a whole update after one of a few": ([ran("update"), ran("update", whole=False)], ("state",)),
    "a destroy that left something": ([ran("destroy"), ran("refresh")], BOTH),
    "a destroy of a few": ([ran("destroy", whole=False)], BOTH),
    "an import by hand": ([ran("resource-import")], BOTH),
    "a change of the state by hand": ([], BOTH),
    "a preview of another": ([ran("preview")], BOTH),
    "as many refreshes as the engine was asked for": ([ran("refresh")] * NEWEST, BOTH),
    "one refresh less": ([ran("refresh")] * (NEWEST - 1), ("applied",)),
    "as many as that, one of them before the note": (
        [*[ran("refresh")] * (NEWEST - 1), ran("update", at=-9)],
        ("applied",),
    ),
    "a whole update on top of as many": ([ran("update"), *[ran("refresh")] * (NEWEST - 1)], ("state",)),
}


@pytest.mark.parametrize("between", BETWEEN)
@EVERY_KIND
def test_what_came_between_decides_what_is_measured_against(
    run: Callable[..., Run], kind: Kind, between: str
) -> None:
    made, (runs, wanted) = run(kind), BETWEEN[between]
    was, now = inputs_of(kind), drifted(kind)
    for row in made.engine.rows:
        row["inputs"] = dict(now)
    noted = made.engine.now - 10
    made.engine.runs = [replace(one, started=noted + one.started) for one in runs]

    measured = [one.applied for one in made.state().resources.values()]

    assert measured == [tuple({"applied": was, "state": now}[one] for one in wanted)] * 2
    assert bool(made.state().reread) == (wanted == ("applied",))


NARROWED = ["target", "target-dependents", "target-replace", "exclude", "exclude-dependents"]
SAID_OF_RUNS = {
    **{f"pulumi.flag.{one}": False for one in NARROWED},
    **{f"pulumi.env.PULUMI_OPTION_{one.upper().replace('-', '_')}": False for one in NARROWED},
    "pulumi.flag.skip-preview": True,
    "pulumi.flag.replace": True,
    "pulumi.env.PULUMI_OPTION_REFRESH": True,
    "pulumi.env.PULUMI_STACK": True,
}
"""What the history of the engine notes of a run, seen in real ones (2026-11-29), and whether that is a whole one."""


@pytest.mark.parametrize("said", SAID_OF_RUNS)
def test_the_history_tells_whether_a_run_was_of_a_few(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    environment = {"pulumi.version": "v3.259.0", "exec.kind": "cli", said: "set"}

    assert [one.whole for one in told_by(monkeypatch, environment)] == [SAID_OF_RUNS[said]]


@pytest.mark.parametrize("environment", [None, {}, {"exec.kind": "cli"}], ids=repr)
def test_a_run_of_which_the_history_tells_no_options_is_not_known_to_be_whole(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str] | None
) -> None:
    assert [one.whole for one in told_by(monkeypatch, environment)] == [False]


def told_by(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str] | None) -> list[EngineRun]:
    row = {"kind": "update", "result": "succeeded", "startTime": "2026-11-29T13:00:00.000Z"}
    said = json.dumps([{**row, "environment": environment}])
    monkeypatch.setattr(Stack, "run", lambda *_, **__: said)
    return Stack(Path("pulumi"), Path(), "contoso", {}, Path()).runs()


def test_what_is_doubted_is_not_forgotten_by_a_run_that_fails_on_top(run: Callable[..., Run]) -> None:
    kind = kinds()[POLICY]
    made = run(kind, "gate", RefusedError("less-protection", "no"))
    for row in made.engine.rows:
        row["inputs"] = drifted(kind)

    with pytest.raises(RefusedError):
        made.up(one_run=False)

    assert [one.doubted for one in made.state().resources.values()] == [inputs_of(kind)] * 2


def test_history_that_cannot_be_read_decides_nothing(run: Callable[..., Run], tmp_path: Path) -> None:
    def silent() -> list[EngineRun]:
        raise EngineError("engine-failed", "no")

    made = run(kinds()[POLICY])
    made.engine.rows[0]["inputs"] = drifted(made.kind)

    state = LastApplied(tmp_path / "applied.json", silent).state(made.engine.export())

    assert [len(one.applied) for one in state.resources.values()] == [2, 1]


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"declared": "a", "state": "b", "more": 1}', '{"rows": []}', '{"rows": {"a": 1}}'],
)
def test_note_that_is_none_says_nothing(run: Callable[..., Run], tmp_path: Path, content: str) -> None:
    made = run(kinds()[POLICY])
    (tmp_path / "applied.json").write_text(content)
    made.engine.rows[0]["inputs"] = drifted(made.kind)

    state = made.state()

    assert [one.applied for one in state.resources.values()] == [
        (drifted(made.kind),),
        (inputs_of(made.kind),),
    ]
    assert not made.note.nothing_else_to_do("declared", state)


def test_note_of_a_version_before_still_spares_the_plan(run: Callable[..., Run], tmp_path: Path) -> None:
    made = run(kinds()[POLICY])
    state = made.state()

    (tmp_path / "applied.json").write_text(json.dumps({"declared": "d", "state": state.digest}))

    assert made.note.nothing_else_to_do("d", state)


def policy(*excluded: str) -> dict[str, Any]:
    users = {"includedUsers": ["All"], "excludedUsers": list(excluded)}
    return {
        "displayName": "P",
        "state": "enabled",
        "conditions": {"users": users},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    }


@pytest.mark.parametrize("how", [EngineError("engine-failed", "no"), KilledError()], ids=["failed", "killed"])
def test_a_weakening_that_was_read_is_asked_about_and_a_repair_is_not(
    run: Callable[..., Run], how: BaseException
) -> None:
    kind, path = kinds()[POLICY], "conditions.users.excludedUsers"
    made = run(kind, "update at once", how)
    for row in made.engine.rows:
        row["inputs"] = policy()
    made.note.keep(made.engine.export(), "declared")
    stricter = {"operator": "OR", "builtInControls": ["block"]}
    made.engine.read = {**policy("mallory"), "grantControls": stricter}
    with pytest.raises(type(how)):
        made.up(one_run=False)
    made.engine.ended = False

    def told(inputs: dict[str, Any]) -> set[str]:
        live = Live(objects={POLICY: (LiveObject(id="one", key="P", inputs=made.engine.read),)})
        desired = [DesiredResource(urn(kind, "one"), POLICY, "one", "", inputs)]
        found = [*loosened(kinds(), PLAN, desired, made.state(), live)]
        changed = {urn(kind, "one")}
        found += protection(kinds(), desired, made.state(), live, deleted=(), changed=changed).weakened
        return {one.path for one in found}

    assert told(policy()) == set()
    assert path in told(policy("mallory"))
