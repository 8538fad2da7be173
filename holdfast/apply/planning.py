"""What an apply of one client is going to do: the steps that no engine need be asked for, and what they amount to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.apply.gates.protected_data import endings
from holdfast.apply.loosening import loosened
from holdfast.apply.plan import Act, ApplyPlan, PlannedStep, begun, in_tenant
from holdfast.apply.protection import everybody_in, protection
from holdfast.apply.references import moved
from holdfast.kinds.registry import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.apply.look import Look
    from holdfast.apply.state import State
    from holdfast.kinds.loosened import Loosened
    from holdfast.model.desired import DesiredResource
    from holdfast.model.finding import Finding
    from holdfast.model.plan import Plan


def planned(plan: Plan, before: Look, state: State, steps: tuple[PlannedStep, ...]) -> ApplyPlan:
    """Return what the steps do, and what is loosened, moved, ended and left unprotected by them."""
    known, desired = kinds(), before.recording.desired
    deleted = [step.urn for step in steps if step.act is Act.DELETED]
    changed = {step.urn for step in steps if step.act not in (Act.DELETED, Act.LEFT, Act.MADE)}
    return ApplyPlan(
        client=plan.client,
        tenant=plan.tenant,
        steps=steps,
        loosened=loosened_by(plan, before, state),
        moved=moved(known, desired, state, before.live),
        protection=protection(
            known,
            desired,
            state,
            before.live,
            deleted=deleted,
            changed=changed,
            left=before.left,
            of_all=everybody_in(plan, desired, before.live),
        ),
        undone=before.undone,
        ending=endings(known, state, deleted),
    )


def loosened_by(plan: Plan, before: Look, state: State) -> tuple[Loosened, ...]:
    """Return what the declared would protect less than what was applied last."""
    return loosened(kinds(), plan, before.recording.desired, state, before.live, left=before.left)


def first_steps(desired: Iterable[DesiredResource]) -> tuple[PlannedStep, ...]:
    """Return the steps to a tenant that has nothing of what is declared: things are only made."""
    return tuple(
        PlannedStep(one.urn, begun(one.token))
        for one in sorted(desired, key=lambda one: one.urn)
        if in_tenant(one.urn)
    )


def steps_of_repair(findings: Iterable[Finding]) -> tuple[PlannedStep, ...]:
    """Return the steps that put back what the findings differ in, unless the client has accepted it."""
    return tuple(
        PlannedStep(
            one.urn, Act.CHANGED, tuple(sorted({diff.path for diff in one.differences if not diff.accepted}))
        )
        for one in sorted(findings, key=lambda one: one.urn)
    )
