"""Access packages: what people may ask for, each in a catalog; a new tenant has none.

Beta tells the catalog by catalogId, v1.0 by `$expand=catalog`. Sources: resources/accesspackage,
entitlementmanagement-list-accesspackages and -post-accesspackages of https://learn.microsoft.com/graph/api
(2026-11-27). What a package holds, and by which policies it is given, is left out; status of the answers is that of
hamilton v0.44.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.access_package_catalogs.routes import (
    BELOW,
    READ,
    WRITE,
    require_catalog,
    shown_catalog,
)
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.expansion import Relation, expanded
from holdfast.emulator.odata.fitting import fitting
from holdfast.emulator.odata.query import Listing, created_reply, list_reply, object_reply, refuse_options
from holdfast.emulator.odata.schema import Flag, StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_PATH = f"{BELOW}/accessPackages"
_COLLECTION = "accessPackage"
_SHOWN = ("id", "createdDateTime", "description", "displayName", "isHidden", "modifiedDateTime")
_CATALOG = StructuredType("accessPackageCatalog", {"id": Text(nullable=False)})
_BODY = StructuredType(
    "accessPackage",
    {
        "displayName": Text(nullable=False),
        "description": Text(),
        "isHidden": Flag(),
        "catalogId": Text(),
        "catalog": _CATALOG,
    },
    nullable=False,
    read_only=frozenset({"id", "createdDateTime", "modifiedDateTime"}),
    required=frozenset({"displayName"}),
)
_OF_VERSION = {
    "v1.0": ("catalog", ("assignmentPolicies", "resourceRoleScopes")),
    "beta": ("accessPackageCatalog", ("accessPackageAssignmentPolicies", "accessPackageResourceRoleScopes")),
}
"""By version: the relation to the catalog, and those by which nothing is related here."""


def _listing(call: Call) -> Listing:
    return Listing(
        context=_PATH.removeprefix("/"),
        entity="microsoft.graph.accessPackage",
        properties=frozenset(_SHOWN) | ({"catalogId"} if call.version == "beta" else set()),
        filters=dict.fromkeys(("id", "displayName"), frozenset({"eq"})),
    )


def _shown(call: Call, package: dict[str, Any]) -> dict[str, Any]:
    names = (*_SHOWN, *(["catalogId"] if call.version == "beta" else []))
    return {name: package.get(name) for name in names}


def _relations(tenant: Tenant, call: Call) -> dict[str, Relation]:
    def catalog(package: dict[str, Any]) -> dict[str, Any]:
        """The catalog of a package as the version of the call words it."""
        stored = _found(tenant, package["id"])
        return shown_catalog(call, require_catalog(tenant, stored["catalogId"]))

    name, empty = _OF_VERSION[call.version]
    return {name: catalog, **dict.fromkeys(empty, lambda _package: [])}


def _found(tenant: Tenant, key: str) -> dict[str, Any]:
    package = tenant.store.get(_COLLECTION, key)
    if package is None:
        raise not_found(key)
    return package


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    rows = [_shown(call, one) for one in tenant.store.all(_COLLECTION)]
    return list_reply(*expanded(call, _listing(call), rows, _relations(tenant, call)))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    row = _shown(call, _found(tenant, call.params["id"]))
    call, listing, (item,) = expanded(call, _listing(call), [row], _relations(tenant, call))
    return object_reply(call, listing, item)


def _given(call: Call, *, new: bool) -> dict[str, Any]:
    refuse_options(call)
    return fitting(_BODY, call.body, new=new)


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    given = _given(call, new=True)
    named = (given.pop("catalog", None) or {}).get("id") or given.pop("catalogId", None)
    if not named:
        raise bad_request("The catalog of the access package must be given.")
    base = {"id": tenant.store.new_id(), "description": None, "isHidden": False}
    times = dict.fromkeys(("createdDateTime", "modifiedDateTime"), tenant.stamp())
    made = {**base, **times, **given, "catalogId": require_catalog(tenant, named)["id"]}
    tenant.store.put(_COLLECTION, made["id"], made)
    _record(tenant, principal, "Create access package", made)
    return created_reply(call, _PATH, _PATH.removeprefix("/"), _shown(call, made))


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    before, given = _found(tenant, call.params["id"]), _given(call, new=False)
    named = (given.pop("catalog", None) or {}).get("id") or given.pop("catalogId", None)
    if named and named != before["catalogId"]:
        raise bad_request("The catalog of an access package cannot be changed.")
    after = {**before, **given, "modifiedDateTime": tenant.stamp()}
    tenant.store.put(_COLLECTION, before["id"], after)
    _record(tenant, principal, "Update access package", after)
    return Reply(204)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    gone = _found(tenant, call.params["id"])
    tenant.store.delete(_COLLECTION, gone["id"])
    _record(tenant, principal, "Delete access package", gone)
    return Reply(204)


def _record(tenant: Tenant, principal: Principal, activity: str, package: dict[str, Any]) -> None:
    target = {"id": package["id"], "displayName": package["displayName"], "type": "AccessPackage"}
    record_directory_change(
        tenant, principal, activity, "EntitlementManagement", "Entitlement Management", target=target
    )


def _route(method: str, end: str, handler: Handler, doc: str) -> Route:
    needed = READ if method == "GET" else WRITE
    return Route(method, f"{_PATH}{end}", handler, doc, any_of=needed, consented=False)


ROUTES: tuple[Route, ...] = (
    _route("GET", "", _list, "List access packages, without what they hold."),
    _route("POST", "", _create, "Make an access package in a catalog."),
    _route("GET", "/{id}", _get, "Read an access package."),
    _route("PATCH", "/{id}", _update, "Change an access package."),
    _route("DELETE", "/{id}", _delete, "Delete an access package."),
)
"""Routes of access packages."""
