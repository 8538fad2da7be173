"""Activated directory roles, the older view of role assignments: list, read, and who holds one; read only.

A role is activated here when somebody holds it. Its id is the template's: the service gives it one of
its own (left out).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.directory_objects.membership import mixed_list
from holdfast.emulator.graph.directory_objects.state import existing
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_READ = (
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_EXACT = frozenset({"eq"})
_LISTING = Listing(
    context="directoryRoles",
    entity="microsoft.graph.directoryRole",
    properties=frozenset({"id", "deletedDateTime", "description", "displayName", "roleTemplateId"}),
    filters=dict.fromkeys(("displayName", "roleTemplateId"), _EXACT),
)


def _roles(tenant: Tenant) -> list[dict[str, Any]]:
    held = {one["roleDefinitionId"] for one in tenant.store.all("roleAssignments")}
    return [
        {
            "id": role["id"],
            "deletedDateTime": None,
            "description": role["description"],
            "displayName": role["displayName"],
            "roleTemplateId": role["templateId"],
        }
        for role in tenant.store.all("roleDefinitions")
        if role["id"] in held
    ]


def _role(tenant: Tenant, call: Call) -> dict[str, Any]:
    wanted = call.params["id"].lower()
    found = next((role for role in _roles(tenant) if role["id"].lower() == wanted), None)
    if found is None:
        raise not_found(call.params["id"])
    return found


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, _roles(tenant))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, _role(tenant, call))


def _members(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    role = _role(tenant, call)
    assignments = tenant.store.all("roleAssignments")
    holders = [one["principalId"] for one in assignments if one["roleDefinitionId"] == role["id"]]
    return mixed_list(call, existing(tenant, holders))


ROUTES: tuple[Route, ...] = (
    Route("GET", "/directoryRoles", _list, "Roles that somebody holds.", any_of=_READ),
    Route("GET", "/directoryRoles/{id}", _get, "Read such a role.", any_of=_READ),
    Route("GET", "/directoryRoles/{id}/members", _members, "Who holds the role directly.", any_of=_READ),
)
"""Routes of activated roles."""
