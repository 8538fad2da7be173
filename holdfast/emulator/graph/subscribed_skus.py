"""Subscriptions of the tenant; licence checks elsewhere look at the same documents (`Tenant.has_licence`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.errors import not_found
from holdfast.emulator.graph.odata import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_READ = (
    "LicenseAssignment.Read.All",
    "LicenseAssignment.ReadWrite.All",
    "Organization.Read.All",
    "Organization.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_LISTING = Listing(
    context="subscribedSkus",
    entity="microsoft.graph.subscribedSku",
    properties=frozenset(
        {
            "accountId",
            "accountName",
            "appliesTo",
            "capabilityStatus",
            "consumedUnits",
            "id",
            "prepaidUnits",
            "servicePlans",
            "skuId",
            "skuPartNumber",
            "subscriptionIds",
        }
    ),
    count=False,
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, tenant.store.all("subscribedSkus"))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    sku = tenant.store.get("subscribedSkus", call.params["id"])
    if sku is None:
        raise not_found(call.params["id"])
    return object_reply(call, _LISTING, sku)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/subscribedSkus", _list, "List subscriptions; no $filter, as in Graph.", any_of=_READ),
    Route("GET", "/subscribedSkus/{id}", _get, "Read a subscription by <tenant>_<sku>.", any_of=_READ),
)
"""Routes of subscriptions."""
