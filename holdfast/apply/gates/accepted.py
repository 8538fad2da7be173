"""What a client has accepted is not set back beside something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.apply.plan import Act
from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from holdfast.apply.plan import ApplyPlan

_WRITES = frozenset({Act.CHANGED, Act.REPLACED, Act.ADOPTED})


def require_left(plan: ApplyPlan) -> None:
    """Do nothing when every object that the plan writes keeps what the client has accepted of it.

    Raises:
        RefusedError: `accepted-undone`.
    """
    told = [
        f"{', '.join(plan.undone[step.urn])} of {step.name}"
        for step in plan.steps
        if step.act in _WRITES and plan.undone.get(step.urn)
    ]
    if told:
        raise RefusedError(
            "accepted-undone",
            f"{'; '.join(told)} is accepted as it is, and cannot be left so while the rest of the object is put right: "
            "nothing was changed; put the rest right in the admin center, or take the exception out of the client file",
        )
