"""Which service plans a tenant has.

Source: https://learn.microsoft.com/graph/api/subscribedsku-list (2026-11-24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.errors import ReadError
from holdfast.model.licence import Licences
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
_LAPSED = frozenset({"Suspended", "LockedOut", "Deleted"})
"""Those in which it does not."""


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
        names = _names(plans) if isinstance(state, str) and state in _IN_FORCE | _LAPSED else None
        if names is None:
            message = (
                f"subscribedSkus: a subscription has the unexpected state {state!r} or plans that are no list"
            )
            raise ReadError("read-unexpected", message, Reason.UNEXPECTED)
        if state in _IN_FORCE:
            in_force.update(names)
        else:
            lapsed.update(dict.fromkeys(names, str(state)))
    return Licences(frozenset(in_force), {name: lapsed[name] for name in sorted(set(lapsed) - in_force)})


def _names(plans: object) -> list[str] | None:
    """Return the names of a row's service plans; None where one has none."""
    if not isinstance(plans, list):
        return None
    names = [plan.get("servicePlanName") if isinstance(plan, dict) else None for plan in plans]
    return (
        [name for name in names if isinstance(name, str)]
        if all(isinstance(name, str) for name in names)
        else None
    )
