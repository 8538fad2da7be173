"""What every command that drives the engine does for one client, in order. Says what it does; prints nothing.

It is long because it is the one place where the order of looking, asking and writing stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.apply.adopt import adoptable
from holdfast.apply.applied import LastApplied
from holdfast.apply.by_hand import asked_about, require_as_asked
from holdfast.apply.event import UNSEEN, Diagnostic, StepEvent
from holdfast.apply.gates.accepted import require_left
from holdfast.apply.gates.adoption import require_adoption, require_as_made
from holdfast.apply.gates.both_on import require_one_of_both
from holdfast.apply.gates.built_in import require_own_names
from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.doubled import require_one_each
from holdfast.apply.gates.examined import require_safe
from holdfast.apply.gates.look import require_look, unseen
from holdfast.apply.gates.lookups import require_found, require_names
from holdfast.apply.gates.loosened import require_understood
from holdfast.apply.gates.moved import require_same_objects
from holdfast.apply.gates.names import require_free_names, require_unambiguous_names
from holdfast.apply.gates.one_client import require_one_client
from holdfast.apply.gates.one_way import require_agreed
from holdfast.apply.gates.protected import require_nothing_protected
from holdfast.apply.gates.protected_data import (
    endings,
    require_allowed_deletions,
    require_applied_endings,
    require_removable,
    require_understood_endings,
)
from holdfast.apply.gates.renamed import require_one_name
from holdfast.apply.gates.replaced import require_no_replacement
from holdfast.apply.gates.sign_ins import require_sign_ins_read
from holdfast.apply.gates.unchangeable import require_changeable
from holdfast.apply.gates.undeclared import require_declared_once
from holdfast.apply.gates.unprotected import require_protection
from holdfast.apply.gates.ways_in import require_ways_in
from holdfast.apply.gates.written import require_as_read
from holdfast.apply.interrupt import finishing_first
from holdfast.apply.left_unprotected import told_if_unprotected
from holdfast.apply.lock import (
    LOCK_REMOVED,
    forget_marks,
    require_no_run_without_lock,
    stale_locks,
    take_away,
)
from holdfast.apply.look import Look, look
from holdfast.apply.loosening import loosened
from holdfast.apply.own_tenant import names_of_tenant, require_state_of
from holdfast.apply.plan import Act, ApplyPlan, PlannedStep, begun, in_tenant, planned_steps
from holdfast.apply.plugin_sign_in import plugin_variables, refuse_unfit_plugin
from holdfast.apply.protection import everybody_in, protection
from holdfast.apply.references import moved, others
from holdfast.apply.repair import become_due, drifted, in_place, recorded_digest
from holdfast.apply.settings_written import written_at
from holdfast.apply.shell import refuse_other_world, shell_environment
from holdfast.apply.stack import Stack, made_stack
from holdfast.apply.state import State, parse_state, with_hooks, with_inputs, with_staying, without_hooks
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
from holdfast.plan.files import client_file, clients
from holdfast.plan.load import tenant_of
from holdfast.plan.places import place_of
from holdfast.tenant.embedded import home

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from holdfast.apply.event import OnEvent
    from holdfast.drift.seen import Live
    from holdfast.kinds.loosened import Loosened
    from holdfast.model.desired import DesiredResource
    from holdfast.model.plan import PlanWarning

    Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Applied:
    """What an apply did."""

    plan: ApplyPlan
    after: Checked


@dataclass(frozen=True, slots=True)
class Previewed:
    """What an apply would do."""

    plan: ApplyPlan
    refusals: tuple[str, ...]
    """Why `up` would stop in a pipeline that agrees to nothing; empty when it would go through."""
    notes: tuple[PlanWarning, ...] = ()
    """What the client file accepts and nothing in the tenant is covered by, and whom it stops to synchronise."""


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
        self._stale_locks(state)
        self._say("reading the tenant")
        before = self._look()
        require_safe(before, state)
        state = self._settled(state).renamed(before.recording.desired)
        self._require_look(before, state, consent)
        for warning in synchronising_stopped(kinds(), before):
            self._say(f"Warning: {warning}")
        state = self._as_meant(before, state)
        if self._only_repair(before, state):
            plan = self._repair(before, state, on_event, consent, show)
        elif state.resources or adoptable(before, state):
            plan = self._apply(before, state, on_event, consent, show)
        else:
            plan = self._first(before, state, on_event, consent, show)
        self._last.keep(self._stack.export(), self._digest(before))
        after = self._checked_again()
        if due := become_due(before, after):
            after = self._afterwards(after, due, on_event, consent, show)
        return Applied(plan, after)

    def _checked_again(self) -> Checked:
        self._say("reading the tenant again")
        return check(self._project, self._client, self._folder)

    def _afterwards(
        self,
        after: Checked,
        due: frozenset[str],
        on_event: OnEvent,
        consent: Consent,
        show: Callable[[ApplyPlan], object],
    ) -> Checked:
        """Put right what could be only now that the rest was applied, and return the last look; told what stops it."""
        before, state = look(kinds(), after), self._own_state()
        try:
            require_safe(before, state)
            self._require_look(before, state, consent)
            if not self._only_repair(before, state):
                return after
            self._repair(before, state, on_event, consent, show, due=due)
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
            self._require_look(before, state, Consent())
            require_understood(self._loosened(before, self._as_meant(before, state)), self._plan.understood)
            for one in errors:
                on_event(one)
            raise
        plan = self._planned(before, self._as_meant(before, state), planned_steps(events, state.managed))
        nobody = Consent()
        if state.unheld:
            self._say(
                f"until {typed_command('up', self._client)} has run, {len(state.unheld)} of what the state holds can "
                "be destroyed by hand unasked, as after a destroy that was killed"
            )
        gates = (
            lambda: self._require_look(before, state, nobody),
            lambda: self._require_plan(plan, state, before.live, nobody),
        )
        notes = [one for one in before.result.warnings if one.slug == COVERS_NOTHING]
        notes += synchronising_stopped(kinds(), before)
        refused = [error for gate in gates if (error := _refusal(gate))]
        if refused and refused[0].slug == "change-fixed":
            del refused[1:]  # what cannot be is not to be agreed to
        return Previewed(plan, tuple(map(str, refused)), tuple(notes))

    def destroy(self, on_event: OnEvent, consent: Consent) -> None:
        """Delete what may be deleted; what stays is only forgotten.

        Raises:
            RefusedError: `wrong-tenant`, `protected-in-state`, `deletion-not-allowed`, `deletion-not-understood`,
                `undeclared-in-state`, `less-protection`; nothing was changed then.
        """
        state = self._own_state()
        require_nothing_protected(state)
        require_allowed_deletions(kinds(), state, self._plan)
        # The engine runs no program for it: what somebody has taken off in the state would go although it is to stay.
        state = state.staying(self._staying)
        self._say("reading the tenant")
        before = check(self._project, self._client, self._folder, attributed=False)
        self._require_declared_once(before.recording.desired, state.renamed(before.recording.desired))
        deleted = [urn for urn, stays in state.managed.items() if not stays]
        ending = endings(kinds(), state, deleted)
        require_removable(kinds(), ending, self._plan, state)
        require_understood_endings(ending, self._plan, state, self._place)
        if self._plan.delete_protected_data:
            require_applied_endings(ending, state, self._client)
        require_sign_ins_read(before.live, {state.resources[urn].token for urn in deleted})
        guarded = protection(kinds(), (), state, before.live, deleted=deleted)
        require_protection(guarded, consent)
        state = self._settled(state)
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

    def _settled(self, state: State) -> State:
        """Settle what an interrupted run left: its lock, and operations nobody knows the end of.

        A pending creation is dropped from the state: whether the object came to be is found by its natural key,
        before anything is made. Only a lock whose process is certainly gone is taken away. What was only read into the
        state, by such a run or by hand, is there again as it was applied last.
        """
        if locks := self._stale_locks(state):
            take_away(locks)
            self._say(LOCK_REMOVED)
            state = self._last.state(self._stack.export())
        forget_marks(self._stack.variables, self._folder / RUNS)
        if state.pending:
            self._stack.restore({**self._stack.export(), "pending_operations": []})
            self._say(
                f"{state.pending} unfinished operations of an interrupted run were dropped from the state"
            )
            state = self._last.state(self._stack.export())
        if state.reread:
            self._stack.restore(with_inputs(self._stack.export(), state.reread))
            self._say(
                f"objects that were only read into the state since they were applied: {len(state.reread)}; what was "
                "applied last stands there again"
            )
            state = self._last.state(self._stack.export())
        return state

    def _stale_locks(self, state: State) -> tuple[Path, ...]:
        """Return a dead run's locks on the stack; a living run ends this one before it reads anything."""
        about = self._client, self._stack.variables, self._folder / RUNS
        locks = stale_locks(*about)
        require_no_run_without_lock(*about, under_way=bool(state.pending))
        return locks

    def _require_look(self, before: Look, state: State, consent: Consent) -> None:
        """Pass the gates that need no more than what was read."""
        known = kinds()
        require_unambiguous_names(known, before, state)
        require_free_names(known, before, state)
        require_look(known, before, state.resources)
        require_own_names(known, before.recording.desired, before.live)
        desired, live = before.recording.desired, before.live
        require_names(known, desired, live, self._place)
        require_found(known, desired, live, before.recording.looked_up)
        require_one_name(before, state)
        require_one_each(known, state, {one.urn for one in desired})
        self._require_declared_once(before.recording.desired, state)
        require_changeable(known, before, state.resources)
        written = partial(written_at, self._project, self._client)
        require_agreed(known, desired, self._plan.understood, written)
        require_one_client(self._plan, self._others(), adoptable(before, state), self._names_of_tenant)
        require_ways_in(known, before, state)
        require_adoption(known, before, adoptable(before, state), consent)
        require_as_made(known, before, others(known, before.recording.desired, state, before.live))
        require_same_objects(moved(known, before.recording.desired, state, before.live), consent)

    def _require_declared_once(self, desired: Sequence[DesiredResource], state: State) -> None:
        require_declared_once(
            kinds(), state, {one.urn for one in desired}, deletes_data=self._plan.delete_protected_data
        )

    def _others(self) -> dict[str, str]:
        """Return the tenants that the other clients of the project name, by client."""
        return {one: tenant_of(self._project, one) for one in clients(self._project) if one != self._client}

    def _names_of_tenant(self) -> frozenset[str]:
        return names_of_tenant(self._plan, self._folder)

    def _place(self, name: str) -> str:
        return place_of(self._project, self._client, name)

    def _as_meant(self, before: Look, state: State) -> State:
        """Return the state in which every managed object is what bears its name, as was agreed to."""
        return state.meaning(others(kinds(), before.recording.desired, state, before.live))

    def _require_plan(self, plan: ApplyPlan, state: State, live: Live, consent: Consent) -> None:
        """Pass the gates that need to know every step."""
        require_sign_ins_read(live, {step.token for step in plan.steps})
        require_one_of_both(plan.protection)
        require_left(plan)
        require_understood(plan.loosened, self._plan.understood)
        require_removable(kinds(), plan.ending, self._plan, state)
        require_understood_endings(plan.ending, self._plan, state, self._place)
        require_protection(plan.protection, consent, self._plan.understood)
        require_no_replacement(plan, state, consent)

    def _loosened(self, before: Look, state: State) -> tuple[Loosened, ...]:
        return loosened(kinds(), self._plan, before.recording.desired, state, before.live, left=before.left)

    def _planned(self, before: Look, state: State, steps: tuple[PlannedStep, ...]) -> ApplyPlan:
        known, desired = kinds(), before.recording.desired
        deleted = [step.urn for step in steps if step.act is Act.DELETED]
        changed = {step.urn for step in steps if step.act not in (Act.DELETED, Act.LEFT, Act.MADE)}
        return ApplyPlan(
            client=self._client,
            tenant=self._plan.tenant,
            steps=steps,
            loosened=self._loosened(before, state),
            moved=moved(known, desired, state, before.live),
            protection=protection(
                known,
                desired,
                state,
                before.live,
                deleted=deleted,
                changed=changed,
                left=before.left,
                of_all=everybody_in(self._plan, desired, before.live),
            ),
            undone=before.undone,
            ending=endings(known, state, deleted),
        )

    def _only_repair(self, before: Look, state: State) -> bool:
        """Return whether putting right what drifted, in place, is all that the engine would do."""
        return (
            self._last.nothing_else_to_do(self._digest(before), state)
            and not adoptable(before, state)
            and not state.others
            and all(in_place(finding) for finding in drifted(before, state))
        )

    def _repair(
        self,
        before: Look,
        state: State,
        on_event: OnEvent,
        consent: Consent,
        show: Callable[[ApplyPlan], object],
        *,
        due: frozenset[str] | None = None,
    ) -> ApplyPlan:
        """Put right what drifted, or of it what is `due`, by URN."""
        findings = [one for one in drifted(before, state) if due is None or one.urn in due]
        steps = tuple(
            PlannedStep(
                one.urn,
                Act.CHANGED,
                tuple(sorted({diff.path for diff in one.differences if not diff.accepted})),
            )
            for one in sorted(findings, key=lambda one: one.urn)
        )
        plan = self._planned(before, state, steps)
        self._require_plan(plan, state, before.live, consent)
        show(plan)
        if findings:
            self._say(f"repairing drifted objects: {len(findings)}")
            self._update(before, state, on_event, [one.urn for one in findings])
        return plan

    def _first(
        self,
        before: Look,
        state: State,
        on_event: OnEvent,
        consent: Consent,
        show: Callable[[ApplyPlan], object],
    ) -> ApplyPlan:
        """Apply to a tenant of which the state holds nothing and which has nothing of it: things are only made."""
        steps = tuple(
            PlannedStep(one.urn, begun(one.token))
            for one in sorted(before.recording.desired, key=lambda one: one.urn)
            if in_tenant(one.urn)
        )
        plan = self._planned(before, state, steps)
        self._require_plan(plan, state, before.live, consent)
        show(plan)
        self._say("applying")
        self._update(before, state, on_event, going_on=plan.takes_nothing)
        return plan

    def _apply(
        self,
        before: Look,
        state: State,
        on_event: OnEvent,
        consent: Consent,
        show: Callable[[ApplyPlan], object],
    ) -> ApplyPlan:
        """Refresh what drifted, preview, ask, and apply."""
        require_understood(self._loosened(before, state), self._plan.understood)
        refreshed = self._steps.refresh(before, state)
        with self._steps.put_back_unless_planned(refreshed):
            plan = self._planned_by_engine(before, state, on_event, consent)
            self._require_plan(plan, state, before.live, consent)
            show(plan)
        self._say("applying")
        replaceable = frozenset(step.urn for step in plan.of(Act.REPLACED))
        going_on = plan.takes_nothing
        self._update(before, state, on_event, replaceable=replaceable, refreshed=refreshed, going_on=going_on)
        return plan

    def _planned_by_engine(
        self, before: Look, state: State, on_event: OnEvent, consent: Consent
    ) -> ApplyPlan:
        """Return what the engine says that it would do."""
        self._say("planning")
        steps = self._steps.told(before, state, on_event, replaceable=consent.replace)
        return self._planned(before, state, planned_steps(steps, state.managed))

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


def _refusal(gate: Callable[[], object]) -> RefusedError | None:
    try:
        gate()
    except RefusedError as error:
        return error
    return None
