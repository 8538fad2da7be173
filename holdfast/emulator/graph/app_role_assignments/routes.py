"""What a service principal has been given: listed by its object id; consent itself is an administrator's, left out.

Source: https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

COLLECTION = "appRoleAssignments"
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


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    key = call.params["id"]
    if tenant.store.get("servicePrincipals", key) is None:
        raise not_found(key)
    return list_reply(
        call, _LISTING, [one for one in tenant.store.all(COLLECTION) if one["principalId"] == key]
    )


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/servicePrincipals/{id}/appRoleAssignments",
        _list,
        "List the application permissions that a service principal has been given.",
        any_of=_READ,
    ),
)
"""Routes of what service principals have been given."""
