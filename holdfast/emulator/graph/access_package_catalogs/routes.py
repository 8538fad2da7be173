"""Catalogs of access packages: the one that every tenant has; read only.

Shape: graph-metadata/v1.0.csdl.xml; that there is this one, and what it says, is recalled. Beta calls them
accessPackageCatalogs, and their state catalogStatus.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_READ = ("EntitlementManagement.Read.All", "EntitlementManagement.ReadWrite.All")
_BELOW = "/identityGovernance/entitlementManagement"


def _listing(call: Call) -> Listing:
    beta = call.version == "beta"
    return Listing(
        context=f"identityGovernance/entitlementManagement/{'accessPackageCatalogs' if beta else 'catalogs'}",
        entity="microsoft.graph.accessPackageCatalog",
        properties=frozenset(
            {
                *("id", "displayName", "description", "catalogType", "isExternallyVisible"),
                *("createdDateTime", "modifiedDateTime", "catalogStatus" if beta else "state"),
            }
        ),
        filters=dict.fromkeys(("id", "displayName"), frozenset({"eq"})),
    )


def _general(tenant: Tenant, call: Call) -> dict[str, Any]:
    beta = call.version == "beta"
    return {
        "id": str(uuid.uuid5(uuid.UUID(tenant.tenant_id), "General catalog")),
        "displayName": "General",
        "description": "Built-in catalog.",
        "catalogType": "ServiceDefault" if beta else "serviceDefault",
        **({"catalogStatus": "Published"} if beta else {"state": "published"}),
        "isExternallyVisible": True,
        "createdDateTime": None,
        "modifiedDateTime": None,
    }


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _listing(call), [_general(tenant, call)])


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    catalog = _general(tenant, call)
    if call.params["id"].lower() != catalog["id"]:
        raise not_found(call.params["id"])
    return object_reply(call, _listing(call), catalog)


ROUTES: tuple[Route, ...] = tuple(
    Route("GET", f"{_BELOW}/{name}{end}", handler, doc, versions, any_of=_READ, consented=False)
    for name, versions in (("catalogs", ("v1.0",)), ("accessPackageCatalogs", ("beta",)))
    for end, handler, doc in (
        ("", _list, "Catalogs of access packages: the built-in one."),
        ("/{id}", _get, "Read a catalog of access packages."),
    )
)
"""Routes of catalogs."""
