"""Properties by which an application extends the directory; that objects bear them is left out.

Sources: https://learn.microsoft.com/graph/api/application-post-extensionproperty and -delete-extensionproperty
(2026-11-27), directoryobject-getavailableextensionproperties (recalled), graph-metadata/v1.0.csdl.xml. Status and text
of the refusals are assumed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.applications.routes import find_application_object, record_application
from holdfast.emulator.graph.applications.types import application_id
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.fitting import fitting
from holdfast.emulator.odata.query import Listing, created_reply, list_reply, object_reply, refuse_options
from holdfast.emulator.odata.schema import Flag, Many, StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_READ = ("Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
_WRITE = ("Application.ReadWrite.All",)
_COLLECTION = "extensionProperties"
_PATH = "/applications/{id}/extensionProperties"
_BODY = StructuredType(
    "extensionProperty",
    {
        "name": Text(nullable=False),
        "dataType": Text(
            nullable=False, choices=("Binary", "Boolean", "DateTime", "Integer", "LargeInteger", "String")
        ),
        "isMultiValued": Flag(nullable=False),
        "targetObjects": Many(
            Text(choices=("User", "Group", "AdministrativeUnit", "Application", "Device", "Organization"))
        ),
    },
    nullable=False,
    read_only=frozenset({"id", "appDisplayName", "deletedDateTime", "isSyncedFromOnPremises"}),
    required=frozenset({"name", "dataType", "targetObjects"}),
)
_LISTING = Listing(
    context="applications('{id}')/extensionProperties",
    entity="microsoft.graph.extensionProperty",
    properties=frozenset(_BODY.fields) | _BODY.read_only,
    filters={"name": frozenset({"eq"})},
)

_AVAILABLE = replace(_LISTING, context="Collection(microsoft.graph.extensionProperty)")


def _of(tenant: Tenant, call: Call) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    application = find_application_object(tenant, call.params["id"])
    kept = tenant.store.get(_COLLECTION, application_id(application))
    return application, [] if kept is None else kept["properties"]


def _keep(
    tenant: Tenant, principal: Principal, application: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    tenant.store.put(_COLLECTION, application_id(application), {"properties": rows})
    record_application(tenant, principal, "Update application", application)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, _of(tenant, call)[1])


def _available(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    asked = call.body if call.body is not None else {}
    synced = asked.get("isSyncedFromOnPremises") if isinstance(asked, dict) else asked
    if (
        not isinstance(asked, dict)
        or asked.keys() - {"isSyncedFromOnPremises"}
        or not isinstance(synced, bool | None)
    ):
        raise bad_request("The body may hold the one property 'isSyncedFromOnPremises', true or false.")
    kept = [one for rows in tenant.store.all(_COLLECTION) for one in rows["properties"]]
    return list_reply(
        call, _AVAILABLE, [one for one in kept if synced in {None, one["isSyncedFromOnPremises"]}]
    )


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, _found(_of(tenant, call)[1], call))


def _found(rows: list[dict[str, Any]], call: Call) -> dict[str, Any]:
    for one in rows:
        if one["id"] == call.params["property_id"]:
            return one
    raise not_found(call.params["property_id"])


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    application, rows = _of(tenant, call)
    fitting(_BODY, call.body, new=True)
    name = f"extension_{application['appId'].replace('-', '')}_{call.body['name']}"
    if any(one["name"] == name for one in rows):
        raise bad_request(f"An extension property exists with the name {name}.")
    made = {
        "id": tenant.store.new_id(),
        "deletedDateTime": None,
        "appDisplayName": application["displayName"],
        "dataType": call.body["dataType"],
        "isMultiValued": call.body.get("isMultiValued", False),
        "isSyncedFromOnPremises": False,
        "name": name,
        "targetObjects": call.body["targetObjects"],
    }
    _keep(tenant, principal, application, [*rows, made])
    return created_reply(call, _PATH.format(id=application_id(application)), _LISTING.context, made)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    application, rows = _of(tenant, call)
    gone = _found(rows, call)
    _keep(tenant, principal, application, [one for one in rows if one is not gone])
    return Reply(204)


def _route(method: str, end: str, handler: Handler, doc: str) -> Route:
    needed = _READ if method == "GET" else _WRITE
    return Route(method, f"{_PATH}{end}", handler, doc, any_of=needed, consented=False)


ROUTES: tuple[Route, ...] = (
    _route("GET", "", _list, "Properties by which an application extends the directory."),
    _route("POST", "", _create, "Extend the directory by a property; that objects bear it is left out."),
    Route(
        "POST",
        "/directoryObjects/getAvailableExtensionProperties",
        _available,
        "Properties by which applications of the tenant extend the directory.",
        any_of=_READ,
        consented=False,
        reads=True,
    ),
    _route("GET", "/{property_id}", _get, "Read one of them."),
    _route("DELETE", "/{property_id}", _delete, "Take one away."),
)
"""Routes of extension properties."""
