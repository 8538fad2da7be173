"""Which roles of applications were given to whom.

Those of the applications that sign in here are what their tokens have; what somebody gave besides is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.signin.applications import COLLECTION as APPLICATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.emulator.tenant import Tenant

ASSIGNMENTS = "appRoleAssignments"
"""Where the store keeps what was given, and what that is called in an answer."""
_GRAPH = "00000003-0000-0000-c000-000000000000"
_CONSENTED = "2026-01-01T00:00:00Z"
"""When an administrator agreed to what the applications may that sign in here."""


def assignments(tenant: Tenant) -> list[dict[str, Any]]:
    """Return everything that was given, to whomever."""
    rows = [*_in_tokens(tenant), *tenant.store.all(ASSIGNMENTS)]
    return list({one["id"]: one for one in rows}.values())


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
    return assignment(tenant, "servicePrincipal", principal, resource, role_id)


def assignment(
    tenant: Tenant, kind: str, principal: dict[str, Any], resource: dict[str, Any], role_id: str
) -> dict[str, Any]:
    """Return that `principal`, of a type such as `user`, has a role of `resource`."""
    return {
        "id": f"{principal['id']}-{resource['id']}-{role_id}",
        "deletedDateTime": None,
        "appRoleId": role_id,
        "createdDateTime": tenant.stamp(),
        "principalDisplayName": principal["displayName"],
        "principalId": principal["id"],
        "principalType": kind[0].upper() + kind[1:],
        "resourceDisplayName": resource["displayName"],
        "resourceId": resource["id"],
    }


def _in_tokens(tenant: Tenant) -> Iterator[dict[str, Any]]:
    by_id = {one["id"]: one for one in tenant.store.all("servicePrincipals")}
    # What two of Microsoft's own call alike is meant of Graph, which comes last.
    resources = sorted(by_id.values(), key=lambda one: one["appId"] == _GRAPH)
    offering = {role["value"]: one for one in resources for role in one.get("appRoles") or ()}
    for application in tenant.store.all(APPLICATIONS):
        holder = by_id.get(application["servicePrincipalId"])
        for role in application.get("roles", ()):
            if holder is not None and role in offering:
                given = app_role_assignment(tenant, holder, offering[role], role)
                yield given | {"createdDateTime": _CONSENTED}
