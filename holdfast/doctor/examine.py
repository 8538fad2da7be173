"""Examines one client from this machine: first the tenant, then what is here. Nothing is written to the tenant."""

from __future__ import annotations

from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from holdfast.access.needs import Purpose, access_of
from holdfast.doctor.declared import examine_declared
from holdfast.doctor.diagnosis import Area, Diagnosis, Symptom, Weight, in_order
from holdfast.doctor.granted import Wanted
from holdfast.doctor.identity import ask_plugin, ask_what_is_granted, try_ways
from holdfast.doctor.machine import Machine, examine_machine
from holdfast.doctor.offers import ask_licences
from holdfast.doctor.reach import knock_everywhere
from holdfast.ending import run
from holdfast.kinds.registry import kinds
from holdfast.model.errors import HoldfastError
from holdfast.model.value_class import value_class
from holdfast.tenant.off_loop import off_the_loop
from holdfast.tenant.retry import Patience
from holdfast.tenant.tenant import open_plan, ways_of_plan

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = Patience(deadline_seconds=30.0, request_seconds=20.0, run_seconds=180.0)
"""Whoever asks what is wrong waits for an answer: much less than a check has."""


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


@value_class
class Bounds:
    """How long and by which clock. Arguments, so that tests need not wait."""

    patience: Patience = _PATIENCE
    clock: Callable[[], datetime] = field(default=utc_now)


def examine(here: Machine, purpose: Purpose, bounds: Bounds | None = None) -> Diagnosis:
    """Return what is wrong, and what is right, with this machine and the client's identity.

    Args:
        here: this machine, with the client's recording.
        purpose: what the identity is meant for: one for checks should not be able to write.
        bounds: the usual where nothing is said.
    """
    plan = here.recording.plan
    bounds = bounds or Bounds()
    found = run(_of_tenant(here, purpose, bounds))
    found += examine_declared(here.recording, bounds.clock().date())
    return Diagnosis(
        client=plan.client,
        tenant=plan.tenant,
        cloud=plan.cloud,
        purpose=purpose,
        symptoms=in_order([*found, *examine_machine(here)]),
    )


async def _of_tenant(here: Machine, purpose: Purpose, bounds: Bounds) -> list[Symptom]:
    plan, folder = here.recording.plan, here.folder
    try:
        ways = await off_the_loop(lambda: ways_of_plan(plan, folder, bounds.patience))
    except HoldfastError as error:
        return [Symptom(area=Area.SIGN_IN, weight=Weight.NO_CHECK, told=error.message)]
    found = await try_ways(plan, folder, ways, bounds.patience)
    found += ask_plugin(plan, ways[0], [one.token for one in here.recording.desired])
    try:
        reader = await off_the_loop(lambda: open_plan(plan, folder, bounds.patience, ways[0]))
    except HoldfastError:  # told by the attempt at that way
        return found
    reading, writing = (access_of(plan, kinds(), here.recording.desired, one) for one in Purpose)
    async with reader as tenant:
        found += await knock_everywhere(tenant, reading, bounds.clock)
        if not any(one.weight is Weight.NO_CHECK for one in found):
            found += await ask_what_is_granted(tenant, Wanted(reading, writing, purpose))
            found += await ask_licences(tenant, here.recording, kinds())
    return found
