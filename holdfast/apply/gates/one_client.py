"""What another client may answer for is not taken over: two stacks would each set back what the other declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.errors import ReadError, RefusedError
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from holdfast.model.plan import Plan


def require_one_client(
    plan: Plan,
    others: Mapping[str, str],
    adoptable: Collection[str],
    names_of_tenant: Callable[[], Collection[str]],
) -> None:
    """Do nothing when nothing would be taken over, or no other client of the project names the same tenant.

    Args:
        plan: the client's.
        others: the tenants that the other clients of the project name, as they are written, by client.
        adoptable: URNs of what would be taken over.
        names_of_tenant: the live tenant's id and verified domains; where they cannot be read the words decide.

    Raises:
        RefusedError: `shared-tenant`.
    """
    if not adoptable or not others:
        return
    try:
        own = {plan.tenant.casefold(), *(name.casefold() for name in names_of_tenant())}
    except ReadError:
        own = {plan.tenant.casefold()}
    same = sorted(client for client, tenant in others.items() if tenant.casefold() in own)
    if same:
        what = ", ".join(sorted(name_of(urn) for urn in adoptable))
        raise RefusedError(
            "shared-tenant",
            f"{plan.client} and {', '.join(same)} name the same tenant, {plan.tenant}, and this is in it already, of "
            f"whichever of them: {what}. Two clients would each set back what the other declares, so nothing was "
            f"changed; declare all of it in one client file, and take the other one out of the project",
        )
