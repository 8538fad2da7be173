"""What an apply is about to do, as one frozen value between look and engine: people read it, gates judge it.

Nothing is applied that is not in a plan. Its steps come from the engine's own preview, or from the check where that
says the same: a first apply can only make things, and a repair touches only what the check found changed.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.apply.event import QUIET, REPLACING
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.urn import name_of, token_of
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.apply.event import StepEvent
    from holdfast.apply.protection import Protection
    from holdfast.apply.references import Moved
    from holdfast.kinds.loosened import Loosened


class Act(StrEnum):
    """What happens to one object in the tenant."""

    MADE = "made"
    CHANGED = "changed"
    REPLACED = "replaced"
    """Another is made in its place, and it goes."""
    DELETED = "deleted"
    LEFT = "left in the tenant"
    """Its code went; it protects data or people, so it stays."""
    ADOPTED = "taken over"


@value_class
class PlannedStep:
    """One object and what happens to it."""

    urn: str
    act: Act
    paths: tuple[str, ...] = ()
    """Properties that differ, where they are known."""

    @property
    def name(self) -> str:
        """Logical name in the program."""
        return name_of(self.urn)

    @property
    def token(self) -> str:
        """Pulumi type token."""
        return token_of(self.urn)


@value_class(kw_only=True)
class ApplyPlan:
    """Everything that one apply will do to one tenant."""

    client: str
    tenant: str
    """As the client file says it."""
    steps: tuple[PlannedStep, ...]
    """Sorted by URN; what stays as it is is not among them."""
    loosened: tuple[Loosened, ...]
    """What protects less afterwards than it does now, sorted by object."""
    moved: tuple[Moved, ...]
    """Names that mean another object than when they were last applied, sorted by name."""
    protection: Protection
    """What protects sign-ins now and afterwards."""
    undone: Mapping[str, tuple[str, ...]]
    """Accepted property paths that writing an object would set back all the same, by URN, planned or not."""
    ending: tuple[Loosened, ...] = ()
    """What protects data and would be deleted, sorted by object."""

    @property
    def counts(self) -> dict[Act, int]:
        """How many objects each act is for; acts without any are left out."""
        return dict(sorted(Counter(step.act for step in self.steps).items()))

    @property
    def checksum(self) -> str:
        """The same for two plans that do the same; 64 hex digits."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=sorted).encode()).hexdigest()

    @property
    def takes_nothing(self) -> bool:
        """Whether nothing goes and nothing protects less: then each step is as well done without those that fail."""
        goes = self.of(Act.REPLACED) or self.of(Act.DELETED) or self.ending or self.protection.ended
        return not (goes or self.loosened or self.protection.weakened)

    def of(self, act: Act) -> tuple[PlannedStep, ...]:
        """Return the steps of one act."""
        return tuple(step for step in self.steps if step.act is act)


def planned_steps(events: Iterable[StepEvent], stays: Mapping[str, bool]) -> tuple[PlannedStep, ...]:
    """Return the steps that a preview tells of.

    Args:
        events: the preview's; those of providers and components say nothing of the tenant.
        stays: by URN of what the state holds, whether it stays in the tenant when its code goes.
    """
    acts: dict[str, Act] = {}
    paths: dict[str, set[str]] = {}
    for event in events:
        if event.operation in QUIET or event.done or not in_tenant(event.urn):
            continue
        act = _act(event, stays=stays.get(event.urn, False))
        if acts.get(event.urn) is not Act.REPLACED:
            acts[event.urn] = act
        paths.setdefault(event.urn, set()).update(event.paths, event.keys)
    return tuple(PlannedStep(urn, acts[urn], tuple(sorted(paths[urn]))) for urn in sorted(acts))


def in_tenant(urn: str) -> bool:
    """Return whether the tenant has what a resource is: neither the engine's own, nor a component, nor a judgement.

    What is only judged is registered with the engine like all else, and nothing of it is ever written.
    """
    token = token_of(urn)
    kind = kinds().get(token)
    return not token.startswith(("pulumi:", "holdfast:")) and (kind is None or kind.writes)


def begun(token: str) -> Act:
    """Return what it does to the tenant that the engine begins to manage something of a type.

    A setting of the tenant is there, and so are the members of a rule: those are changed.
    """
    kind = kinds().get(token)
    return Act.MADE if kind is None or kind.shape is Shape.OBJECT else Act.CHANGED


def _act(event: StepEvent, *, stays: bool) -> Act:
    if event.operation in REPLACING:
        return Act.REPLACED
    if event.operation == "delete":
        return Act.LEFT if stays else Act.DELETED
    plain = {
        "create": begun(token_of(event.urn)),
        "update": Act.CHANGED,
        "import": Act.ADOPTED,
        "discard": Act.LEFT,
    }
    # An operation that this version does not know may do anything: it is told as the worst of all.
    return plain.get(event.operation, Act.REPLACED)


def warnings(plan: ApplyPlan) -> list[str]:
    """Return what a client must know before the plan is done, one line each; nothing where all protects as before."""
    lines = [f"loosened: {one.sentence}" for one in plan.loosened]
    lines += [f"means another object now: {one.sentence}" for one in plan.moved]
    lines += [f"protects less: {one.sentence}" for one in plan.protection.weakened]
    return lines + [f"no longer protects: {one}" for one in plan.protection.ended]
