"""What no program may write at all is refused before the engine starts, by the day of the look at the tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.drift.ignoring import there
from holdfast.gates.before_writing import examine

if TYPE_CHECKING:
    from holdfast.apply.look import Look
    from holdfast.apply.state import State


def require_safe(before: Look, state: State) -> None:
    """Do nothing when all that is declared may be written; the program tells its warnings itself.

    The day is that of the look: what had ended then is not accepted in it, so an apply would undo it. A run that began
    the day before, or that waited for somebody, is held to the same.

    Raises:
        RefusedError: `refused-before-writing`.
    """
    plan, desired = before.recording.plan, before.recording.desired
    already = there(desired, before.live, state.renamed(desired).applied)
    ids = before.live.directory.ids
    examine(plan, desired, before.day, ids, before.left, there=already).raise_if_refused()
