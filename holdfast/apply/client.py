"""What every command that drives the engine does for one client, in order. Says what it does; prints nothing.

It is the one place where the order of looking, asking and writing stands; what is asked stands in `gates/order.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.apply.adopt import adoptable
from holdfast.apply.applied import LastApplied
from holdfast.apply.by_hand import asked_about, require_as_asked
from holdfast.apply.connections import signs_in_otherwise, with_connection
from holdfast.apply.event import UNSEEN, Diagnostic, StepEvent
from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.examined import require_safe
from holdfast.apply.gates.look import NOT_KNOWN, unseen
from holdfast.apply.gates.order import Gates
from holdfast.apply.gates.written import require_as_read
from holdfast.apply.interrupt import finishing_first
from holdfast.apply.left_behind import LeftBehind
from holdfast.apply.left_unprotected import told_if_unprotected
from holdfast.apply.look import Look, look
from holdfast.apply.own_tenant import require_state_of
from holdfast.apply.plan import Act, ApplyPlan, planned_steps
from holdfast.apply.planning import first_steps, loosened_by, planned, steps_of_repair
from holdfast.apply.plugin_sign_in import plugin_variables, refuse_unfit_plugin
from holdfast.apply.references import others
from holdfast.apply.repair import become_due, drifted, in_place, recorded_digest
from holdfast.apply.shell import refuse_other_world, shell_environment
from holdfast.apply.stack import Stack, made_stack
from holdfast.apply.state import State, parse_state, with_hooks, with_staying, without_hooks
from holdfast.apply.steps import Steps
from holdfast.apply.stopping import synchronising_stopped
from holdfast.drift.check import Checked, check
from holdfast.drift.moved_names import note_of
from holdfast.drift.recording import load_recording
from holdfast.engine import find_engine
from holdfast.engine.mark import RUNS
from holdfast.kinds.registry import kinds
from holdfast.model.adoption import ASKED
from holdfast.model.errors import EngineError, RefusedError
from holdfast.model.plan import COVERS_NOTHING
from holdfast.model.typed_command import typed_command
from holdfast.model.value_class import value_class
from holdfast.plan.files import client_file
from holdfast.tenant.embedded import home

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from holdfast.apply.event import OnEvent
    from holdfast.model.finding import Finding
    from holdfast.model.plan import PlanWarning

    Say = Callable[[str], None]


@value_class
class Applied:
    """What an apply did."""

    plan: ApplyPlan
    after: Checked


@value_class
class Previewed:
    """What an apply would do."""

    plan: ApplyPlan
    refusals: tuple[str, ...]
    """Why `up` would stop in a pipeline that agrees to nothing; empty when it would go through."""
    whole: bool
    """Whether all that it depends on was read and understood."""
    notes: tuple[PlanWarning, ...] = ()
    """What the client file accepts and nothing in the tenant is covered by, and whom it stops to synchronise."""


@value_class
class _Caller:
    """Whom an apply tells and asks."""

    on_event: OnEvent
    """Told of every step of the engine."""
    consent: Consent
    """What may be done without asking, and whom to ask."""
    show: Callable[[ApplyPlan], object]
    """Told of the plan before the first write."""


class ClientRun:
    """One client's stack, ready to be driven; making it changes nothing."""

    def __init__(self, project: Path, client: str, say: Say, folder: Path | None = None) -> None:
        """Find the engine and the client's stack, which is made where there is none.

        Args:
            project: the folder with `Pulumi.yaml`.
            client: stack name.
            say: told what is being done.
            folder: where Holdfast keeps its state; the usual one where nothing is said.

        Raises:
            HoldfastError: wrong files, no engine, no tenant; nothing was changed then.
        """
        self._project = project
        self._client = client
        self._folder = folder or home(project)
        self._say = say
        recording = load_recording(project, client, self._folder, datetime.now(UTC).date())
        self._plan = recording.plan
        self._gates = Gates(project, self._plan, self._folder)
        self.cloud = self._plan.cloud
        refuse_other_world(project, self._plan, self._folder)
        refuse_unfit_plugin(self._plan, recording.desired)
        engine = find_engine(say)
        variables = shell_environment(engine, project, self._plan, self._folder)
        variables |= plugin_variables(self._plan)
        variables["PULUMI_OPTION_REFRESH"] = "false"  # the drift check has looked; see `up`
        self._staying = frozenset(
            urn for one in recording.desired if one.stays for urn in (one.urn, *one.former)
        )
        self._asked = variables[ASKED] = asked_about(recording)
        self._stack: Stack = made_stack(engine, project, client, variables, self._folder, say=say)
        self._last = LastApplied(note_of(self._folder, client), self._stack.runs)
        self._steps = Steps(self._stack, self._last, say)
        self._left = LeftBehind(client, self._stack, self._last, self._folder / RUNS, say)

    def up(self, on_event: OnEvent, consent: Consent, show: Callable[[ApplyPlan], object]) -> Applied:
        """Look, plan, ask, apply, and look again.

        Args:
            on_event: told of every step of the engine.
            consent: what may be done without asking, and whom to ask.
            show: told of the plan before the first write.

        Raises:
            RefusedError: a gate's; nothing was changed in the tenant then.
            EngineError: when the engine fails; what it had changed is in the state.
        """
        state = self._own_state()
        self._left.stale_locks(state)
        state = self._signing_in_as_told(state)
        self._say("reading the tenant")
        before = self._look()
        require_safe(before, state)
        state = self._left.settled(state).renamed(before.recording.desired)
        self._gates.over_look(before, state, consent)
        for warning in synchronising_stopped(kinds(), before):
            self._say(f"Warning: {warning}")
        state = self._as_meant(before, state)
        caller = _Caller(on_event, consent, show)
        if self._only_repair(before, state):
            plan = self._repair(before, state, drifted(before, state), caller)
        elif state.resources or adoptable(before, state):
            plan = self._apply(before, state, caller)
        else:
            plan = self._first(before, state, caller)
        self._last.keep(self._stack.export(), self._digest(before))
        after = self._checked_again()
        if due := become_due(before, after):
            after = self._afterwards(after, due, caller)
        return Applied(plan, after)

    def _checked_again(self) -> Checked:
        self._say("reading the tenant again")
        return check(self._project, self._client, self._folder)

    def _afterwards(self, after: Checked, due: frozenset[str], caller: _Caller) -> Checked:
        """Put right what could be only now that the rest was applied, and return the last look; told what stops it."""
        before, state = look(kinds(), after), self._own_state()
        try:
            require_safe(before, state)
            self._gates.over_look(before, state, caller.consent)
            if not self._only_repair(before, state):
                return after
            self._repair(before, state, [one for one in drifted(before, state) if one.urn in due], caller)
        except RefusedError as refused:  # the apply itself is done
            self._say(f"what could be put right only afterwards is left for another run: {refused}")
            return after
        self._last.keep(self._stack.export(), self._digest(before))
        return self._checked_again()

    def preview(self, on_event: OnEvent) -> Previewed:
        """Return what `up` would do to the live tenant; sends reads only, and leaves state and lock as they are.

        Raises:
            RefusedError: `wrong-tenant`; a gate's over the look, where for its reason the program cannot be run.
            EngineError: when the engine cannot say.
        """
        state = self._own_state()
        before = self._look()
        state = state.renamed(before.recording.desired)
        require_safe(before, state)
        blind = frozenset(one.urn for one in unseen(kinds(), before, state.resources))
        errors: list[Diagnostic] = []
        try:
            events = self._steps.told_of_the_tenant(before, state, partial(_tell, on_event, blind, errors))
        except EngineError:
            # What a gate refuses is why no program can be run: then that alone is what is told, as by `up`.
            self._gates.over_look(before, state, Consent())
            self._gates.over_loosened(loosened_by(self._plan, before, self._as_meant(before, state)))
            _each_told(on_event, errors)
            raise
        _each_told(on_event, errors)
        steps = planned_steps(events, state.managed)
        plan = planned(self._plan, before, self._as_meant(before, state), steps)
        nobody = Consent()
        if state.unheld:
            self._say(
                f"until {typed_command('up', self._client)} has run, {len(state.unheld)} of what the state holds can "
                "be destroyed by hand unasked, as after a destroy that was killed"
            )
        gates = (
            lambda: self._gates.over_look(before, state, nobody),
            lambda: self._gates.over_plan(plan, state, before.live, nobody),
        )
        notes = [one for one in before.result.warnings if one.slug == COVERS_NOTHING]
        notes += synchronising_stopped(kinds(), before)
        refused = [error for gate in gates if (error := _refusal(gate))]
        if refused and refused[0].slug == "change-fixed":
            del refused[1:]  # what cannot be is not to be agreed to
        whole = NOT_KNOWN.isdisjoint(error.slug for error in refused)
        return Previewed(plan, tuple(map(str, refused)), whole, tuple(notes))

    def destroy(self, on_event: OnEvent, consent: Consent) -> None:
        """Delete what may be deleted; what stays is only forgotten.

        Raises:
            RefusedError: `wrong-tenant`, `protected-in-state`, `deletion-not-allowed`, `deletion-not-understood`,
                `undeclared-in-state`, `less-protection`; nothing was changed then.
        """
        state = self._signing_in_as_told(self._own_state())
        self._gates.over_deletions(state)
        # The engine runs no program for it: what somebody has taken off in the state would go although it is to stay.
        state = state.staying(self._staying)
        self._say("reading the tenant")
        before = check(self._project, self._client, self._folder, attributed=False)
        self._gates.over_destroy(before, state, consent)
        state = self._left.settled(state)
        kept = self._stack.export()
        require_as_read(kept, state.digest)
        with finishing_first(self._say):
            if (agreed := with_staying(without_hooks(kept), self._staying)) != kept:
                self._stack.restore(agreed)
            try:
                self._stack.destroy(on_event)
            finally:
                self._hold_again(kept)

    def _hold_again(self, before: Mapping[str, Any]) -> None:
        """Have the deletion of what a destroy left asked about again: nobody agreed to one by hand."""
        try:
            left = self._stack.export()
            if (held := with_hooks(left, before)) != left:
                self._stack.restore(held)
        except EngineError as error:  # what the destroy itself failed of is told as well
            self._say(
                "what is left can be destroyed by hand unasked until "
                f"{typed_command('up', self._client)} has run: {error}"
            )

    def kept(self) -> frozenset[str]:
        """Return the URNs of what stays in the tenant when its code goes."""
        state = parse_state(self._stack.export()).staying(self._staying)
        data = {token for token, one in kinds().items() if one.protects_data}
        spared = frozenset() if state.deletes_protected_data else data  # the provider leaves it
        return frozenset(urn for urn, one in state.resources.items() if one.stays or one.token in spared)

    def _look(self) -> Look:
        """Read the tenant, and take what the client has accepted into what is declared; no plan tells who did what."""
        checked = check(self._project, self._client, self._folder, attributed=False)
        require_as_asked(checked.recording, self._asked)
        return look(kinds(), checked)

    def _own_state(self) -> State:
        """Return the state, having made sure that it is this tenant's, before the engine takes a step with it."""
        state = self._last.state(self._stack.export())
        require_state_of(self._plan, state, self._folder)
        return state

    def _signing_in_as_told(self, state: State) -> State:
        """Return the state, whose providers sign in as the client file says now."""
        if not signs_in_otherwise(state.connections, self._plan):
            return state
        kept = self._stack.export()
        require_as_read(kept, state.digest)
        self._stack.restore(with_connection(kept, self._plan))
        return self._own_state()

    def _as_meant(self, before: Look, state: State) -> State:
        """Return the state in which every managed object is what bears its name, as was agreed to."""
        return state.meaning(others(kinds(), before.recording.desired, state, before.live))

    def _only_repair(self, before: Look, state: State) -> bool:
        """Return whether putting right what drifted, in place, is all that the engine would do."""
        return (
            self._last.nothing_else_to_do(self._digest(before), state)
            and not adoptable(before, state)
            and not state.others
            and all(in_place(finding) for finding in drifted(before, state))
        )

    def _repair(self, before: Look, state: State, findings: Sequence[Finding], caller: _Caller) -> ApplyPlan:
        """Put right what drifted, in place."""
        plan = planned(self._plan, before, state, steps_of_repair(findings))
        self._agreed(plan, before, state, caller)
        if findings:
            self._say(f"repairing drifted objects: {len(findings)}")
            self._update(before, state, caller.on_event, [one.urn for one in findings])
        return plan

    def _first(self, before: Look, state: State, caller: _Caller) -> ApplyPlan:
        """Apply to a tenant of which the state holds nothing and which has nothing of it: things are only made."""
        plan = planned(self._plan, before, state, first_steps(before.recording.desired))
        self._agreed(plan, before, state, caller)
        self._say("applying")
        self._update(before, state, caller.on_event, going_on=plan.takes_nothing)
        return plan

    def _apply(self, before: Look, state: State, caller: _Caller) -> ApplyPlan:
        """Refresh what drifted, preview, ask, and apply."""
        self._gates.over_loosened(loosened_by(self._plan, before, state))
        refreshed = self._steps.refresh(before, state)
        with self._steps.put_back_unless_planned(refreshed):
            plan = self._planned_by_engine(before, state, caller)
            self._agreed(plan, before, state, caller)
        self._say("applying")
        replaceable = frozenset(step.urn for step in plan.of(Act.REPLACED))
        self._update(
            before,
            state,
            caller.on_event,
            replaceable=replaceable,
            refreshed=refreshed,
            going_on=plan.takes_nothing,
        )
        return plan

    def _agreed(self, plan: ApplyPlan, before: Look, state: State, caller: _Caller) -> None:
        """Have the plan agreed to, and show it."""
        self._gates.over_plan(plan, state, before.live, caller.consent)
        caller.show(plan)

    def _planned_by_engine(self, before: Look, state: State, caller: _Caller) -> ApplyPlan:
        """Return what the engine says that it would do."""
        self._say("planning")
        steps = self._steps.told(before, state, caller.on_event, replaceable=caller.consent.replace)
        return planned(self._plan, before, state, planned_steps(steps, state.managed))

    def _update(
        self, before: Look, state: State, on_event: OnEvent, urns: Sequence[str] = (), **how: Any
    ) -> None:
        """Apply (see `Steps.update`), and tell of what fails whether it has left sign-ins without any protection."""
        declared = {one.token for one in before.recording.desired}
        with told_if_unprotected(kinds(), declared, lambda: self._look().live, self._say):
            self._steps.update(before, state, on_event, urns, **how)

    def _digest(self, before: Look) -> str:
        return recorded_digest(before.recording, client_file(self._project, self._client))


def _tell(
    on_event: OnEvent, blind: frozenset[str], errors: list[Diagnostic], event: StepEvent | Diagnostic
) -> None:
    """Tell `on_event` of a step, and not that something is made of which the tenant may have one already.

    What the engine fails of is kept in `errors`: a gate may tell the same, in words of its own.
    """
    if isinstance(event, Diagnostic) and event.severity == "error":
        errors.append(event)
        return
    if isinstance(event, StepEvent) and event.operation == "create" and event.urn in blind:
        event = replace(event, operation=UNSEEN)
    on_event(event)


def _each_told(on_event: OnEvent, errors: Sequence[Diagnostic]) -> None:
    for one in errors:
        on_event(one)


def _refusal(gate: Callable[[], object]) -> RefusedError | None:
    try:
        gate()
    except RefusedError as error:
        return error
    return None
