"""What an interrupted run left behind on a client's stack, settled before the next one writes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.apply.lock import (
    LOCK_REMOVED,
    forget_marks,
    require_no_run_without_lock,
    stale_locks,
    take_away,
)
from holdfast.apply.state import with_inputs
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from holdfast.apply.applied import LastApplied
    from holdfast.apply.stack import Stack
    from holdfast.apply.state import State


@value_class
class LeftBehind:
    """What the runs of one client left."""

    client: str
    stack: Stack
    last: LastApplied
    """The note of what was applied last."""
    runs: Path
    """Folder of the marks that runs leave while they last."""
    say: Callable[[str], None]
    """Told of what is settled."""

    def settled(self, state: State) -> State:
        """Settle what an interrupted run left: its lock, and operations nobody knows the end of.

        A pending creation is dropped from the state: whether the object came to be is found by its natural key,
        before anything is made. Only a lock whose process is certainly gone is taken away. What was only read into the
        state, by such a run or by hand, is there again as it was applied last.
        """
        if locks := self.stale_locks(state):
            take_away(locks)
            self.say(LOCK_REMOVED)
            state = self.last.state(self.stack.export())
        forget_marks(self.stack.variables, self.runs)
        if state.pending:
            self.stack.restore({**self.stack.export(), "pending_operations": []})
            self.say(
                f"{state.pending} unfinished operations of an interrupted run were dropped from the state"
            )
            state = self.last.state(self.stack.export())
        if state.reread:
            self.stack.restore(with_inputs(self.stack.export(), state.reread))
            self.say(
                f"objects that were only read into the state since they were applied: {len(state.reread)}; what was "
                "applied last stands there again"
            )
            state = self.last.state(self.stack.export())
        return state

    def stale_locks(self, state: State) -> tuple[Path, ...]:
        """Return a dead run's locks on the stack; a living run ends this one before it reads anything."""
        about = self.client, self.stack.variables, self.runs
        locks = stale_locks(*about)
        require_no_run_without_lock(*about, under_way=bool(state.pending))
        return locks
