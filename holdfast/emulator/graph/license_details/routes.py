"""What a user is licensed for: one entry a product, with the state of each of its plans. Source: rows.json.

The id of an entry is opaque in the service; here it is the product's behind the user's (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.directory_objects.state import find_user
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_LISTING = Listing(
    context="users('{id}')/licenseDetails",
    entity="microsoft.graph.licenseDetails",
    properties=frozenset({"id", "servicePlans", "skuId", "skuPartNumber"}),
    count=False,
)


def _details(tenant: Tenant, user: dict[str, Any]) -> Iterator[dict[str, Any]]:
    products = {str(one["skuId"]).lower(): one for one in tenant.store.all("subscribedSkus")}
    for held in user["assignedLicenses"]:
        product = products.get(str(held["skuId"]).lower())
        if product is not None:
            off = {str(one).lower() for one in held.get("disabledPlans", ())}
            yield {
                "id": f"{user['id']}_{product['skuId']}",
                "skuId": product["skuId"],
                "skuPartNumber": product["skuPartNumber"],
                "servicePlans": [_plan(one, off) for one in product["servicePlans"]],
            }


def _plan(plan: dict[str, Any], off: set[str]) -> dict[str, Any]:
    disabled = str(plan["servicePlanId"]).lower() in off
    return {
        "servicePlanId": plan["servicePlanId"],
        "servicePlanName": plan["servicePlanName"],
        "provisioningStatus": "Disabled" if disabled else plan["provisioningStatus"],
        "appliesTo": plan.get("appliesTo", "User"),
    }


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, _details(tenant, find_user(tenant, call.params["id"])))


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/users/{id}/licenseDetails",
        _list,
        "Products of a user, with their plans.",
        any_of=(
            "LicenseAssignment.Read.All",
            "User.Read.All",
            "Directory.Read.All",
            "User.ReadWrite.All",
            "Directory.ReadWrite.All",
        ),
        consented=False,
    ),
)
"""Routes of what users are licensed for."""
