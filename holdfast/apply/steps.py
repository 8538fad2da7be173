"""The engine's steps on one client's stack, each with what the look saw: read into the state, told, applied.

What the look saw wins over what a step reads a moment later: an object that was seen and is then lost stops the run,
and the state is put back as it was. So it is after every step that fails, or is broken off, once something was read: of
what was only read the state says again what was applied last. Where that cannot be written any more, as a killed engine
leaves its lock, the note of `holdfast.apply.applied` tells it to the next run.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from holdfast.apply.adopt import held, write_adoption
from holdfast.apply.connections import RUN_PROGRAM, signs_in_otherwise
from holdfast.apply.event import QUIET, StepEvent
from holdfast.apply.gates.lost import seen_then_lost
from holdfast.apply.gates.written import require_as_read
from holdfast.apply.interrupt import finishing_first
from holdfast.apply.protection import taken_back
from holdfast.apply.repair import drifted
from holdfast.apply.state import parse_state, rows_beside, with_ids, with_inputs, with_kept
from holdfast.gates.before_writing import POLICY
from holdfast.kinds.registry import kinds
from holdfast.model.adoption import ABSENT, ADOPTION, EVERY, REPLACE, TAKEN_BACK
from holdfast.model.errors import EngineError
from holdfast.model.property_path import at, steps
from holdfast.model.urn import name_of
from holdfast.model.value_class import value_class
from holdfast.passing_folder import passing_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from holdfast.apply.applied import LastApplied
    from holdfast.apply.event import OnEvent
    from holdfast.apply.look import Look
    from holdfast.apply.stack import Stack
    from holdfast.apply.state import State

_READING = QUIET - {"same"}
"""Operations that leave in the state what was read. What is the `same` as declared needs no writing to be applied."""


@value_class
class Refreshed:
    """What a refresh has read into the state."""

    digest: str
    """Of the state that it left; empty until it ended."""
    kept: Mapping[str, Any] = field(default_factory=dict)
    """The deployment as it was before; empty where nothing was read."""
    urns: frozenset[str] = frozenset()
    """The engine's URNs of what was read."""

    def is_last(self, now: Mapping[str, Any]) -> bool:
        """Return whether nobody has written the state since, which is `now` what the engine keeps."""
        if self.digest:
            return parse_state(now).digest == self.digest
        return rows_beside(now, self.urns) == rows_beside(self.kept, self.urns)


@value_class
class Steps:
    """The steps; says what it does, and prints nothing."""

    stack: Stack
    applied: LastApplied
    """The note of what was applied last."""
    say: Callable[[str], None]

    def told(
        self, before: Look, state: State, on_event: OnEvent, *, replaceable: frozenset[str] = frozenset()
    ) -> list[StepEvent]:
        """Return what an update would do, by the state as it is; `on_event` is told of all but these steps."""

        def listen(event: object) -> None:
            if not isinstance(event, StepEvent):
                on_event(event)  # type: ignore[arg-type] # the engine tells of nothing else

        return self._preview(before, state, listen, replaceable=replaceable)

    def told_of_the_tenant(self, before: Look, state: State, on_event: OnEvent) -> list[StepEvent]:
        """Return what an update would do once everything was read, and tell `on_event` as well; reads only."""
        return self._preview(before, state, on_event, refresh=True)

    def _preview(
        self,
        before: Look,
        state: State,
        on_event: OnEvent,
        *,
        replaceable: frozenset[str] = frozenset(),
        refresh: bool = False,
    ) -> list[StepEvent]:
        steps: list[StepEvent] = []

        def listen(event: object) -> None:
            if isinstance(event, StepEvent):
                steps.append(event)
            on_event(event)  # type: ignore[arg-type] # the engine tells of nothing else

        otherwise = signs_in_otherwise(state.connections, before.recording.plan)
        with self._bound(before, state, replaceable) as stack:
            stack.using(**{REPLACE: json.dumps([EVERY])}, **(RUN_PROGRAM if otherwise else {})).preview(
                listen, refresh=refresh, without=before.absent
            )
        return steps

    def refresh(self, before: Look, state: State) -> Refreshed:
        """Read what drifted into the state, where something did.

        Raises:
            RefusedError: `seen-then-lost`; the state is put back then.
        """
        seen = {one.urn: one.live_id for one in drifted(before, state)}
        read = list(dict.fromkeys([*seen, *_left_otherwise(before, state), *state.others]))
        if not read:
            return Refreshed(state.digest)
        self.say(f"reading drifted objects into the state: {len(read)}")
        kept = self.stack.export()
        self.applied.begin(kept, state)
        begun = Refreshed("", kept, frozenset(state.resources[urn].urn for urn in read))
        with self.put_back_unless_planned(begun):
            with finishing_first(self.say):
                if state.others:
                    self.stack.restore(with_ids(kept, {one.urn: one.id for one in state.others.values()}))
                self.stack.refresh([state.resources[urn].urn for urn in read])
            left = parse_state(self.stack.export())
            now = left.renamed(before.recording.desired).resources
            lost = {urn: live_id for urn, live_id in seen.items() if live_id and urn not in now}
            if lost:
                raise seen_then_lost(lost)
        return replace(begun, digest=left.digest)

    @contextmanager
    def put_back_unless_planned(self, refreshed: Refreshed) -> Iterator[None]:
        """Put the state back as it was before a refresh when no apply follows, whatever it was that ended the run.

        What another run has written meanwhile, as while somebody was asked, stays: it would lose what it made.
        """
        try:
            yield
        except BaseException as error:
            if refreshed.kept and not _locked_out(error):
                with suppress(EngineError):
                    self._put_all_back(refreshed)
            raise

    def _put_all_back(self, refreshed: Refreshed) -> None:
        if refreshed.is_last(self.stack.export()):
            self.stack.restore(refreshed.kept)
            self.applied.undo()
        else:
            self.say("another run has written the state meanwhile: it stays as that run left it")

    def update(
        self,
        before: Look,
        state: State,
        on_event: OnEvent,
        urns: Sequence[str] = (),
        *,
        replaceable: frozenset[str] = frozenset(),
        refreshed: Refreshed | None = None,
        going_on: bool = False,
    ) -> None:
        """Apply, with every object that was seen bound to its id.

        Args:
            before: the look.
            state: what the stack holds.
            on_event: told of every step.
            urns: where there are some, these alone, read from the tenant in the same run.
            replaceable: what may be made anew.
            refreshed: what `refresh` returned, where there was one.
            going_on: whether what depends on nothing that failed is applied all the same (see `Stack.update`).

        Raises:
            RefusedError: `written-meanwhile`; `seen-then-lost` where a repair's own refresh lost an object. Nothing
                was made for it.
            EngineError: when something could not be applied; what was done before is in the state.
        """
        imported: set[str] = set()
        done: set[str] = set()

        def listen(event: object) -> None:
            if isinstance(event, StepEvent) and event.operation == "import":
                imported.add(event.urn)
            if isinstance(event, StepEvent) and event.done and event.operation not in _READING:
                done.add(event.urn)
            on_event(event)  # type: ignore[arg-type] # the engine tells of nothing else

        now = self.stack.export()
        require_as_read(now, refreshed.digest if refreshed else state.digest)
        if urns:
            self.applied.begin(now, state)
        kept = refreshed.kept if refreshed else now
        try:
            with self._bound(before, state, replaceable) as stack, finishing_first(self.say):
                replacing = stack.using(**{REPLACE: json.dumps(sorted(replaceable))})
                replacing.update(listen, urns, without=before.absent, going_on=going_on)
        except BaseException as error:
            if _locked_out(error):
                raise  # nothing was read, and the state is being written by whoever has the lock
            seen = imported & set(urns) if isinstance(error, EngineError) else ()
            lost = {urn: state.resources[urn].id for urn in seen}
            with suppress(EngineError):
                self._put_back(kept, state, done - lost.keys(), lost)
            if lost:
                raise seen_then_lost(lost) from None
            raise

    def _put_back(
        self, kept: Mapping[str, Any], state: State, done: Collection[str], lost: Collection[str]
    ) -> None:
        """Leave in the state what was applied: of what was read and not `done` the inputs that it had before."""
        now = self.stack.export()
        before = {one["urn"]: one for one in kept.get("resources") or []}
        rows = {
            name: before[one.urn]
            for urn, one in state.resources.items()
            if one.urn in before and urn not in done
            for name in (urn, one.urn)
        }
        wanted = with_inputs(with_kept(now, kept, lost) if lost else now, rows)
        if wanted != now:
            self.stack.restore(wanted)
        self.applied.keep_part(wanted, state, done)

    @contextmanager
    def _bound(self, before: Look, state: State, replaceable: frozenset[str]) -> Iterator[Stack]:
        """Yield the stack that knows what is bound to its id, stays as it is, and is left out, for this run alone."""
        bound = {urn: live_id for urn, live_id in held(before, state).items() if urn not in replaceable}
        with passing_folder() as folder:
            path = folder / "there.json"
            write_adoption(path, bound, before.left)
            absent = json.dumps(sorted(map(name_of, before.absent)))
            back = taken_back(kinds()[POLICY], before.recording.desired, state, before.live)
            yield self.stack.using(
                **{ADOPTION: str(path), ABSENT: absent, TAKEN_BACK: json.dumps(sorted(map(name_of, back)))}
            )


def _locked_out(error: BaseException) -> bool:
    """Return whether the engine did nothing, because another run has the stack."""
    return isinstance(error, EngineError) and error.slug == "stack-locked"


def _left_otherwise(before: Look, state: State) -> list[str]:
    """Return the URNs of what stays as it is and is otherwise in the state: the engine would write what is there."""
    return [
        urn
        for urn, left in before.left.items()
        if urn in state.resources
        and any(at(state.resources[urn].inputs, steps(path)) != value for path, value in left.items())
    ]
