"""What people are asked of themselves when they sign up: what every tenant has, and attributes of its own.

Sources: https://learn.microsoft.com/graph/api/identityuserflowattribute-list, -post, -update and -delete (2026-11-27),
graph-metadata/v1.0.csdl.xml. Which are built in, the form of the id of an own one, and the refusals are recalled.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.fitting import fitting
from holdfast.emulator.odata.query import Listing, created_reply, list_reply, object_reply, refuse_options
from holdfast.emulator.odata.schema import StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_READ = ("IdentityUserFlow.Read.All", "IdentityUserFlow.ReadWrite.All")
_WRITE = ("IdentityUserFlow.ReadWrite.All",)
_PATH = "/identity/userFlowAttributes"
_COLLECTION = "identityUserFlowAttribute"
_BUILT_IN = {
    "city": "City",
    "country": "Country/Region",
    "displayName": "Display Name",
    "email": "Email Address",
    "givenName": "Given Name",
    "jobTitle": "Job Title",
    "postalCode": "Postal Code",
    "state": "State/Province",
    "streetAddress": "Street Address",
    "surname": "Surname",
}
_BODY = StructuredType(
    "identityUserFlowAttribute",
    {
        "displayName": Text(nullable=False),
        "description": Text(),
        "dataType": Text(
            nullable=False, choices=("string", "boolean", "int64", "stringCollection", "dateTime")
        ),
    },
    nullable=False,
    read_only=frozenset({"id", "userFlowAttributeType"}),
    required=frozenset({"displayName", "dataType"}),
)
_LISTING = Listing(
    context=_PATH.removeprefix("/"),
    entity="microsoft.graph.identityUserFlowAttribute",
    properties=frozenset(_BODY.fields) | _BODY.read_only,
    filters=dict.fromkeys(
        ("id", "displayName", "dataType", "userFlowAttributeType"), frozenset({"eq", "ne"})
    ),
)


def _attributes(tenant: Tenant) -> list[dict[str, Any]]:
    built_in = [
        {
            "id": key,
            "displayName": name,
            "description": f"The {name.lower()} of the user.",
            "userFlowAttributeType": "builtIn",
            "dataType": "string",
        }
        for key, name in _BUILT_IN.items()
    ]
    return [*built_in, *tenant.store.all(_COLLECTION)]


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, _attributes(tenant))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, _found(tenant, call))


def _found(tenant: Tenant, call: Call) -> dict[str, Any]:
    for one in _attributes(tenant):
        if one["id"] == call.params["id"]:
            return one
    raise not_found(call.params["id"])


def _own(tenant: Tenant, call: Call) -> dict[str, Any]:
    found = _found(tenant, call)
    if found["userFlowAttributeType"] == "builtIn":
        raise bad_request("A built-in attribute cannot be changed or deleted.")
    return found


def _given(call: Call, *, new: bool) -> dict[str, Any]:
    refuse_options(call)
    return fitting(_BODY, call.body, new=new)


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    given = _given(call, new=True)
    if any(one["displayName"].lower() == given["displayName"].lower() for one in _attributes(tenant)):
        raise bad_request(f"There is an attribute with the name '{given['displayName']}' already.")
    extends = uuid.uuid5(uuid.UUID(tenant.tenant_id), "b2c-extensions-app").hex
    key = f"extension_{extends}_{re.sub(r'[^A-Za-z0-9]', '', given['displayName'])}"
    made = {"id": key, "description": None, **given, "userFlowAttributeType": "custom"}
    tenant.store.put(_COLLECTION, key, made)
    _record(tenant, principal, "Create userAttribute", made)
    return created_reply(call, _PATH, _LISTING.context, made)


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    before, given = _own(tenant, call), _given(call, new=False)
    fixed = [name for name in ("displayName", "dataType") if given.get(name, before[name]) != before[name]]
    if fixed:
        raise bad_request(f"Property '{fixed[0]}' cannot be changed.")
    after = {**before, **given}
    tenant.store.put(_COLLECTION, before["id"], after)
    _record(tenant, principal, "Update userAttribute", after)
    return Reply(204)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    gone = _own(tenant, call)
    tenant.store.delete(_COLLECTION, gone["id"])
    _record(tenant, principal, "Delete userAttribute", gone)
    return Reply(204)


def _record(tenant: Tenant, principal: Principal, activity: str, attribute: dict[str, Any]) -> None:
    target = {"id": attribute["id"], "displayName": attribute["displayName"], "type": "Other"}
    record_directory_change(tenant, principal, activity, "ResourceManagement", "B2C", target=target)


ROUTES: tuple[Route, ...] = tuple(
    Route(method, f"{_PATH}{end}", handler, doc, any_of=needed, consented=False)
    for method, end, handler, doc, needed in (
        (
            "GET",
            "",
            _list,
            "What people are asked when they sign up, built in and of the tenant's own.",
            _READ,
        ),
        ("POST", "", _create, "Make an attribute of one's own.", _WRITE),
        ("GET", "/{id}", _get, "Read one.", _READ),
        ("PATCH", "/{id}", _update, "Change the description of one of one's own.", _WRITE),
        ("DELETE", "/{id}", _delete, "Delete one of one's own.", _WRITE),
    )
)
"""Routes of what people are asked when they sign up."""
