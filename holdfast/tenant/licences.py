"""Which service plans a tenant has.

Source: https://learn.microsoft.com/graph/api/subscribedsku-list (2026-11-24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Tenant

_IN_FORCE = frozenset({"Enabled", "Warning"})
"""Capability states in which a subscription still gives what it promises."""


async def licensed_plans(tenant: Tenant) -> frozenset[str]:
    """Return the names of the service plans that some subscription in force contains, such as `AAD_PREMIUM`.

    Raises:
        ReadError: when the subscriptions could not be read.
    """
    rows = await tenant.graph.collection("/subscribedSkus?$select=capabilityStatus,servicePlans")
    return frozenset(
        str(plan["servicePlanName"])
        for row in rows
        if row.get("capabilityStatus") in _IN_FORCE
        for plan in row.get("servicePlans") or []
    )
