"""Which roles of an application somebody was given: a service principal, a group, a person; listed, given, taken back.

From both ends: `appRoleAssignments` of who was given it, `appRoleAssignedTo` of the service principal that offers it.
What a service principal is given, its application's tokens have. Sources:
https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto and
serviceprincipal-list-approleassignedto there (2026-11-27); that the second takes `(appId='…')` is recalled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.app_role_assignments.state import ASSIGNMENTS, assignment, assignments
from holdfast.emulator.graph.directory_objects.state import find_object, find_user
from holdfast.emulator.graph.groups.routes import require_group
from holdfast.emulator.graph.service_principals.routes import called_principal, require_principal
from holdfast.emulator.odata.directory_types import DirectoryProperty, checked_body
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing, entity, list_reply, object_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.signin.applications import COLLECTION as APPLICATIONS
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.graph.directory_objects.state import DirectoryObject
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_READ = (
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Application.ReadWrite.OwnedBy",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_WRITE = ("AppRoleAssignment.ReadWrite.All",)
_NO_ROLE = "00000000-0000-0000-0000-000000000000"
"""Access without a role; taken where nothing offers one (the same page)."""
_GIVEN = {
    name: DirectoryProperty("String", required=True) for name in ("principalId", "resourceId", "appRoleId")
}
_LISTING = Listing(
    context="appRoleAssignments",
    entity="microsoft.graph.appRoleAssignment",
    properties=frozenset(
        {
            *("id", "deletedDateTime", "appRoleId", "createdDateTime", "resourceDisplayName", "resourceId"),
            *("principalDisplayName", "principalId", "principalType"),
        }
    ),
    filters=dict.fromkeys(("principalId", "resourceId", "appRoleId"), frozenset({"eq"})),
)


@dataclass(frozen=True, slots=True)
class _End:
    """One of the ends of an assignment."""

    path: str
    key: str
    """The property of an assignment that has the object id of this end."""
    find: Callable[[Tenant, str], dict[str, Any]]
    """Gives the object of that id; raises GraphError 404 when there is none."""

    def of(self, tenant: Tenant, call: Call) -> dict[str, Any]:
        """The object that the path names, a service principal by its client id as well."""
        return (
            called_principal(tenant, call)
            if "app_id" in call.params
            else self.find(tenant, call.params["id"])
        )


def _checked(tenant: Tenant, body: Any) -> tuple[DirectoryObject, dict[str, Any], str]:
    """Who is given which role of which service principal, all of them there and the role offered to such a one."""
    values = checked_body(_GIVEN, body, creating=True)
    holder = find_object(tenant, values["principalId"])
    resource = tenant.store.get("servicePrincipals", values["resourceId"])
    if holder is None or resource is None:
        raise not_found(values["resourceId" if holder else "principalId"])
    role = values["appRoleId"]
    takers = "Application" if holder.type == "servicePrincipal" else "User"
    offered = [one for one in resource["appRoles"] if takers in one["allowedMemberTypes"]]
    if role != _NO_ROLE and all(one["id"] != role for one in offered):
        raise bad_request("Permission being assigned was not found on application.")
    if role == _NO_ROLE and resource["appRoles"]:
        raise bad_request("Permission being assigned was not found on application.")
    return holder, resource, role


def _giver(end: _End) -> Handler:
    def given(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        near = end.of(tenant, call)
        holder, resource, role = _checked(tenant, call.body)
        if near["id"] != (holder.object_id if end.key == "principalId" else resource["id"]):
            raise bad_request(f"The property '{end.key}' must be the object that the path names.")
        made = assignment(tenant, holder.type, holder.body, resource, role)
        if any(one["id"] == made["id"] for one in assignments(tenant)):
            raise bad_request("Permission being assigned already exists on the object")
        tenant.store.put(ASSIGNMENTS, made["id"], made)
        _tell_application(tenant, made)
        _record(tenant, principal, "Add app role assignment", made)
        return Reply(201, entity(call, _LISTING.context, made))

    return given


def _taker(end: _End) -> Handler:
    def taken(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        gone = _one(tenant, end, call)
        tenant.store.delete(ASSIGNMENTS, gone["id"])
        _tell_application(tenant, gone)
        _record(tenant, principal, "Remove app role assignment", gone)
        return Reply(204)

    return taken


def _lister(end: _End) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        return list_reply(call, _LISTING, _of(tenant, end, call))

    return listed


def _getter(end: _End) -> Handler:
    def got(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        return object_reply(call, _LISTING, _one(tenant, end, call))

    return got


def _of(tenant: Tenant, end: _End, call: Call) -> list[dict[str, Any]]:
    near = end.of(tenant, call)["id"]
    return [one for one in assignments(tenant) if one[end.key] == near]


def _one(tenant: Tenant, end: _End, call: Call) -> dict[str, Any]:
    for one in _of(tenant, end, call):
        if one["id"] == call.params["assignment_id"]:
            return one
    # Words: https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/968 (2026-11-27).
    raise bad_request("EntitlementGrant being updated or deleted is not found.")


def _tell_application(tenant: Tenant, assignment: dict[str, Any]) -> None:
    """Let the tokens of the application of who was given a role have what is given to it now."""
    holder = tenant.store.get("servicePrincipals", assignment["principalId"])
    application = tenant.store.get(APPLICATIONS, holder["appId"]) if holder else None
    if holder is None or application is None:
        return
    resource = tenant.store.get("servicePrincipals", assignment["resourceId"]) or {"appRoles": []}
    name = next((one["value"] for one in resource["appRoles"] if one["id"] == assignment["appRoleId"]), None)
    roles = [one for one in application.get("roles", ()) if one != name]
    if name is not None and tenant.store.get(ASSIGNMENTS, assignment["id"]) is not None:
        roles.append(name)
    tenant.store.put(APPLICATIONS, application["appId"], application | {"roles": roles})


def _record(tenant: Tenant, principal: Principal, activity: str, assignment: dict[str, Any]) -> None:
    target = {
        "id": assignment["resourceId"],
        "displayName": assignment["resourceDisplayName"],
        "type": "ServicePrincipal",
    }
    record_directory_change(
        tenant, principal, activity, "ApplicationManagement", "Core Directory", target=target
    )


_ENDS = (
    _End("/servicePrincipals/{id}/appRoleAssignments", "principalId", require_principal),
    _End("/servicePrincipals/{id}/appRoleAssignedTo", "resourceId", require_principal),
    _End("/users/{id}/appRoleAssignments", "principalId", find_user),
    _End("/groups/{id}/appRoleAssignments", "principalId", require_group),
)


def _routes_of(end: _End) -> tuple[Route, ...]:
    item = f"{end.path}/{{assignment_id}}"
    return (
        Route("GET", end.path, _lister(end), "List the roles of applications that were given.", any_of=_READ),
        Route("GET", item, _getter(end), "Read one of them.", any_of=_READ, consented=False),
        Route("POST", end.path, _giver(end), "Give one.", any_of=_WRITE, consented=False),
        Route("DELETE", item, _taker(end), "Take one back.", any_of=_WRITE, consented=False),
    )


_BY_CLIENT_ID = _End(
    "/servicePrincipals(appId='{app_id}')/appRoleAssignedTo", "resourceId", require_principal
)

ROUTES: tuple[Route, ...] = (
    *(route for end in _ENDS for route in _routes_of(end)),
    Route(
        "GET",
        _BY_CLIENT_ID.path,
        _lister(_BY_CLIENT_ID),
        "List who has been given roles of a service principal.",
        any_of=tuple(one for one in _READ if one != "Application.ReadWrite.OwnedBy"),
    ),
)
"""Routes of what was given, from both ends."""
