"""A state belongs to one tenant: no engine step is taken with it for another."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from holdfast.model.errors import ReadError, RefusedError
from holdfast.model.typed_command import typed_command
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from holdfast.apply.state import State
    from holdfast.model.plan import Plan


def require_own_tenant(state: State, plan: Plan, names_of_tenant: Callable[[], Collection[str]]) -> None:
    """Do nothing when everything in the state was bound to the plan's tenant, by whichever of its names.

    Args:
        state: the client's.
        plan: the client's.
        names_of_tenant: asked only where the names differ: the live tenant's id and verified domains.

    Raises:
        RefusedError: `wrong-tenant`, also where the live tenant's names cannot be read, and where the state does not
            say of something whose it is.
    """
    if state.unbound:
        raise RefusedError(
            "wrong-tenant",
            f"the state of {plan.client} holds {_list([name_of(urn) for urn in state.unbound])} by a provider that "
            f"names no tenant: whether that is {plan.tenant} cannot be told, so nothing was changed; have the stack "
            "forget it (pulumi state delete URN), and take over what is there: "
            f"{typed_command('up', plan.client, '--adopt')}",
        )
    others = {name for name in state.tenants if name.casefold() != plan.tenant.casefold()}
    if not others:
        return
    try:
        own = {name.casefold() for name in names_of_tenant()}
    except ReadError as error:
        raise RefusedError(
            "wrong-tenant",
            f"the state of {plan.client} was made for {_list(others)}, and whether that is {plan.tenant} could not "
            f"be read ({error.message}): nothing was changed; grant Organization.Read.All, or write "
            f"holdfast:tenant as it was",
        ) from error
    own.add(plan.tenant.casefold())
    strange = {urn: name for urn, name in state.bound.items() if name.casefold() not in own}
    if strange:
        raise RefusedError("wrong-tenant", _of_others(state, plan, strange))


def _of_others(state: State, plan: Plan, strange: Mapping[str, str]) -> str:
    """Return what to do about providers of other tenants: all that the state has, or some beside the client's own."""
    names = _list(set(strange.values()))
    if len(strange) == len(state.bound):
        return (
            f"the state of {plan.client} belongs to {names}, and the client file names {plan.tenant}: nothing was "
            f"changed, not even the state; set holdfast:tenant back, or make a new client file for {plan.tenant}"
        )
    typed = "; ".join(f"pulumi state delete {shlex.quote(urn)} --target-dependents" for urn in strange)
    return (
        f"the state of {plan.client} holds a provider of {names} beside that of {plan.tenant}: nothing was changed, "
        f"not even the state; have the stack forget the strange one with all that it holds, which stays as it is in "
        f"its tenant: {typed}"
    )


def _list(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
