"""What a service principal has been given, and who has been given what of it; consent itself is left out.

Sources: https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments and
serviceprincipal-list-approleassignedto there (2026-11-27); that the second takes `(appId='…')` is recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.signin.applications import COLLECTION as APPLICATIONS

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

COLLECTION = "appRoleAssignments"
_GRAPH = "00000003-0000-0000-c000-000000000000"
_CONSENTED = "2026-01-01T00:00:00Z"
"""When an administrator agreed to what the applications may that sign in here."""
_READ = (
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Application.ReadWrite.OwnedBy",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_LISTING = Listing(
    context="appRoleAssignments", entity="microsoft.graph.appRoleAssignment", properties=frozenset()
)


def app_role_assignment(
    tenant: Tenant, principal: dict[str, Any], resource: dict[str, Any], role: str
) -> dict[str, Any]:
    """Return that the service principal `principal` has the application permission `role` of `resource`.

    Args:
        tenant: where.
        principal: the whole service principal that is given it.
        resource: the whole service principal that offers it among its `appRoles`.
        role: its name.
    """
    (role_id,) = [one["id"] for one in resource["appRoles"] if one["value"] == role]
    return {
        "id": f"{principal['id']}-{resource['id']}-{role_id}",
        "deletedDateTime": None,
        "appRoleId": role_id,
        "createdDateTime": tenant.stamp(),
        "principalDisplayName": principal["displayName"],
        "principalId": principal["id"],
        "principalType": "ServicePrincipal",
        "resourceDisplayName": resource["displayName"],
        "resourceId": resource["id"],
    }


def assignments(tenant: Tenant) -> list[dict[str, Any]]:
    """Return every application permission that a service principal has been given.

    Those of the applications that sign in here are what their tokens say; the others are kept.
    """
    by_id = {one["id"]: one for one in tenant.store.all("servicePrincipals")}
    # What two of Microsoft's own call alike is meant of Graph, which comes last.
    resources = sorted(by_id.values(), key=lambda one: one["appId"] == _GRAPH)
    offering = {role["value"]: one for one in resources for role in one.get("appRoles") or ()}
    signed_in = [
        app_role_assignment(tenant, by_id[application["servicePrincipalId"]], offering[role], role)
        | {"createdDateTime": _CONSENTED}
        for application in tenant.store.all(APPLICATIONS)
        for role in application.get("roles", ())
        if role in offering and application["servicePrincipalId"] in by_id
    ]
    return [*signed_in, *tenant.store.all(COLLECTION)]


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    key = call.params["id"]
    if tenant.store.get("servicePrincipals", key) is None:
        raise not_found(key)
    return list_reply(call, _LISTING, [one for one in assignments(tenant) if one["principalId"] == key])


def _list_of_resource(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    wanted = call.params["app_id"].casefold()
    found = [one for one in tenant.store.all("servicePrincipals") if one["appId"].casefold() == wanted]
    if not found:
        raise not_found(call.params["app_id"])
    return list_reply(
        call, _LISTING, [one for one in assignments(tenant) if one["resourceId"] == found[0]["id"]]
    )


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/servicePrincipals/{id}/appRoleAssignments",
        _list,
        "List the application permissions that a service principal has been given.",
        any_of=_READ,
    ),
    Route(
        "GET",
        "/servicePrincipals(appId='{app_id}')/appRoleAssignedTo",
        _list_of_resource,
        "List who has been given application permissions of a service principal.",
        any_of=tuple(one for one in _READ if one != "Application.ReadWrite.OwnedBy"),
    ),
)
"""Routes of what service principals have been given."""
