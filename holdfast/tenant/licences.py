"""Which service plans a tenant has.

Source: https://learn.microsoft.com/graph/api/subscribedsku-list (2026-11-24); what a plan's own state means:
https://learn.microsoft.com/graph/api/resources/serviceplaninfo (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.errors import ReadError
from holdfast.model.licence import LAPSED, Licences
from holdfast.model.permission import Reading
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Reader

READING = Reading(
    what="the tenant's licences",
    request="`/subscribedSkus`",
    when="at every check",
    permissions=("LicenseAssignment.Read.All",),
    without="nothing is called not applicable",
    source="https://learn.microsoft.com/graph/api/subscribedsku-list (2026-11-24)",
)
_IN_FORCE = frozenset({"Enabled", "Warning"})
"""Capability states in which a subscription still gives what it promises."""
_OFF = "disabled"
"""State of a plan that its subscription has and that is switched off in it, in lower case."""
_ON = frozenset({"success", "error", "pendinginput", "pendingactivation", "pendingprovisioning"})
"""Those of one that is there, or comes; one that says nothing is there as well."""


async def licences(tenant: Reader) -> Licences:
    """Return the service plans of the tenant's subscriptions, such as `AAD_PREMIUM`.

    Raises:
        ReadError: when the subscriptions could not be read, or say what nobody has documented.
    """
    rows = await tenant.graph.collection("/subscribedSkus?$select=capabilityStatus,servicePlans")
    in_force: set[str] = set()
    lapsed: dict[str, str] = {}
    for row in rows:
        state, plans = row.get("capabilityStatus"), row.get("servicePlans")
        states = _states(plans) if isinstance(state, str) and state in _IN_FORCE | LAPSED.keys() else None
        if states is None:
            told = f"the unexpected state {state!r}, or plans that are not understood"
            message = f"subscribedSkus: a subscription has {told}"
            raise ReadError("read-unexpected", message, Reason.UNEXPECTED)
        if state in _IN_FORCE:
            in_force.update(name for name, own in states if own != _OFF)
        else:
            lapsed.update((name, str(state)) for name, _ in states)
    return Licences(frozenset(in_force), {name: lapsed[name] for name in sorted(set(lapsed) - in_force)})


def _states(plans: object) -> list[tuple[str, str]] | None:
    """Return the name and the own state, in lower case, of each of a row's service plans.

    None where one has no name, or a state that nobody has documented.
    """
    if not isinstance(plans, list):
        return None
    states: list[tuple[str, str]] = []
    for one in plans:
        name, own = (
            (one.get("servicePlanName"), one.get("provisioningStatus"))
            if isinstance(one, dict)
            else (None, 0)
        )
        state = "success" if own is None else own.casefold() if isinstance(own, str) else ""
        if not isinstance(name, str) or state not in _ON | {_OFF}:
            return None
        states.append((name, state))
    return states
