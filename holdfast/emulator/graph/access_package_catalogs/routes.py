"""Catalogs of access packages: the one that every tenant has, and those that are made.

Shape: graph-metadata/v1.0.csdl.xml; beta calls them accessPackageCatalogs, and their state catalogStatus. What is made,
and by which role: https://learn.microsoft.com/graph/api/entitlementmanagement-post-catalogs (2026-11-28). That there is
a built-in one, what it says, and that it stays, is recalled; status of the answers is that of hamilton v0.44.0, which
other plugins are made of.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.fitting import fitting
from holdfast.emulator.odata.query import Listing, created_reply, list_reply, object_reply, refuse_options
from holdfast.emulator.odata.schema import Flag, StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.odata.schema import Type
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

READ = ("EntitlementManagement.Read.All", "EntitlementManagement.ReadWrite.All")
WRITE = ("EntitlementManagement.ReadWrite.All",)
BELOW = "/identityGovernance/entitlementManagement"
COLLECTION = "accessPackageCatalogs"
_NAMES = {"v1.0": "catalogs", "beta": "accessPackageCatalogs"}
_READ_ONLY = frozenset(
    {"id", "catalogType", "createdDateTime", "modifiedDateTime", "createdBy", "modifiedBy"}
)
_TEXT = Text(nullable=False)
_GIVEN: dict[str, Type] = {"displayName": _TEXT, "description": Text(), "isExternallyVisible": Flag()}
_BODIES = {
    version: StructuredType(
        "accessPackageCatalog",
        {**_GIVEN, state: Text(choices=states)},
        nullable=False,
        read_only=_READ_ONLY,
        required=frozenset({"displayName"}),
    )
    for version, state, states in (
        ("v1.0", "state", ("unpublished", "published")),
        ("beta", "catalogStatus", ("Unpublished", "Published")),
    )
}


def _listing(call: Call) -> Listing:
    return Listing(
        context=f"{BELOW.removeprefix('/')}/{_NAMES[call.version]}",
        entity="microsoft.graph.accessPackageCatalog",
        properties=frozenset(_BODIES[call.version].fields) | (_READ_ONLY - {"createdBy", "modifiedBy"}),
        filters=dict.fromkeys(("id", "displayName"), frozenset({"eq"})),
    )


def _general(tenant: Tenant) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid5(uuid.UUID(tenant.tenant_id), "General catalog")),
        "displayName": "General",
        "description": "Built-in catalog.",
        "catalogType": "serviceDefault",
        "state": "published",
        "isExternallyVisible": True,
        "createdDateTime": None,
        "modifiedDateTime": None,
    }


def _catalogs(tenant: Tenant) -> list[dict[str, Any]]:
    return [_general(tenant), *tenant.store.all(COLLECTION)]


def require_catalog(tenant: Tenant, key: Any) -> dict[str, Any]:
    """Return the catalog of that id, as v1.0 words it.

    Raises:
        GraphError: 404 when there is none.
    """
    for one in _catalogs(tenant):
        if one["id"] == str(key).lower():
            return one
    raise not_found(str(key))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def shown_catalog(call: Call, catalog: dict[str, Any]) -> dict[str, Any]:
    """Return a catalog as the version of the call words it."""
    if call.version == "v1.0":
        return catalog
    worded = {"catalogType": _capital(catalog["catalogType"]), "catalogStatus": _capital(catalog["state"])}
    return {name: one for name, one in {**catalog, **worded}.items() if name != "state"}


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _listing(call), [shown_catalog(call, one) for one in _catalogs(tenant)])


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _listing(call), shown_catalog(call, require_catalog(tenant, call.params["id"])))


def _given(call: Call, *, new: bool) -> dict[str, Any]:
    refuse_options(call)
    body = fitting(_BODIES[call.version], call.body, new=new)
    status = body.pop("catalogStatus", None)
    return body | ({"state": status.lower()} if status else {})


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    base = {"id": tenant.store.new_id(), "displayName": "", "description": None, "catalogType": "userManaged"}
    told = {"state": "published", "isExternallyVisible": True, "createdDateTime": tenant.stamp()}
    made = {**base, **told, "modifiedDateTime": tenant.stamp(), **_given(call, new=True)}
    tenant.store.put(COLLECTION, made["id"], made)
    _record(tenant, principal, "Create access package catalog", made)
    listing = _listing(call)
    return created_reply(call, f"/{listing.context}", listing.context, shown_catalog(call, made))


def _own(tenant: Tenant, call: Call) -> dict[str, Any]:
    catalog = require_catalog(tenant, call.params["id"])
    if catalog["catalogType"] == "serviceDefault":
        raise bad_request("The built-in catalog cannot be changed or deleted.")
    return catalog


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    before = _own(tenant, call)
    after = {**before, **_given(call, new=False), "modifiedDateTime": tenant.stamp()}
    tenant.store.put(COLLECTION, before["id"], after)
    _record(tenant, principal, "Update access package catalog", after)
    return Reply(204)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    gone = _own(tenant, call)
    if any(one.get("catalogId") == gone["id"] for one in tenant.store.all("accessPackage")):
        raise bad_request("The catalog has access packages and cannot be deleted.")
    tenant.store.delete(COLLECTION, gone["id"])
    _record(tenant, principal, "Delete access package catalog", gone)
    return Reply(204)


def _record(tenant: Tenant, principal: Principal, activity: str, catalog: dict[str, Any]) -> None:
    target = {"id": catalog["id"], "displayName": catalog["displayName"], "type": "AccessPackageCatalog"}
    record_directory_change(
        tenant, principal, activity, "EntitlementManagement", "Entitlement Management", target=target
    )


def _route(version: str, method: str, end: str, handler: Handler, doc: str) -> Route:
    needed = READ if method == "GET" else WRITE
    path = f"{BELOW}/{_NAMES[version]}{end}"
    return Route(method, path, handler, doc, (version,), any_of=needed, consented=False)


ROUTES: tuple[Route, ...] = tuple(
    _route(version, *one)
    for version in _NAMES
    for one in (
        ("GET", "", _list, "Catalogs of access packages, the built-in one among them."),
        ("POST", "", _create, "Make a catalog of access packages."),
        ("GET", "/{id}", _get, "Read a catalog of access packages."),
        ("PATCH", "/{id}", _update, "Change a catalog that was made here."),
        ("DELETE", "/{id}", _delete, "Delete one that has no access package."),
    )
)
"""Routes of catalogs."""
