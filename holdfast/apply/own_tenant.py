"""Whose a state is: the live tenant is asked what it is called, where the client file calls it otherwise."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from holdfast.apply.gates.tenant import require_own_tenant
from holdfast.ending import run
from holdfast.tenant.organization import tenant_names
from holdfast.tenant.tenant import open_plan

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.apply.state import State
    from holdfast.model.plan import Plan


def require_state_of(plan: Plan, state: State, folder: Path) -> None:
    """Do nothing when a state belongs to the plan's tenant.

    Args:
        plan: the client's.
        state: the client's.
        folder: where Holdfast keeps its state.

    Raises:
        RefusedError: `wrong-tenant`.
    """
    require_own_tenant(state, plan, partial(names_of_tenant, plan, folder))


def names_of_tenant(plan: Plan, folder: Path) -> frozenset[str]:
    """Return every name that the live tenant has: its id and all its verified domains.

    Raises:
        ReadError: when the organization could not be read.
    """

    async def ask() -> frozenset[str]:
        """Return what the organization says of itself."""
        async with open_plan(plan, folder) as tenant:
            return await tenant_names(tenant)

    return run(ask())
