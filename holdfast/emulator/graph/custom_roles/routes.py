"""Roles that a tenant defines itself: made, changed, deleted; those of Microsoft are not.

Source: https://learn.microsoft.com/graph/api/rbacapplication-post-roledefinitions (2026-11-27). That a built-in role is
refused with 400, and that one that somebody holds is not deleted, is assumed; no action is held against a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.odata.directory_types import DirectoryProperty, checked_body, text
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import created_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_PATH = "/roleManagement/directory/roleDefinitions"
_ITEM = f"{_PATH}/{{id}}"
_COLLECTION = "roleDefinitions"
_ROLE = {
    "displayName": DirectoryProperty("String", required=True),
    "isEnabled": DirectoryProperty("Boolean", required=True),
    "rolePermissions": DirectoryProperty("Collection(Complex)", required=True),
    "resourceScopes": DirectoryProperty("Collection(String)"),
    **text("description", "templateId", "version"),
}


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    values = _checked(checked_body(_ROLE, call.body, creating=True))
    own_id = values.get("templateId") or tenant.store.new_id()
    if tenant.store.get(_COLLECTION, own_id) is not None:
        raise bad_request(
            "A conflicting object with one or more of the specified property values is present."
        )
    base = {"description": None, "resourceScopes": ["/"], "version": None}
    role = {**base, **values, "id": own_id, "templateId": own_id, "isBuiltIn": False}
    _store(tenant, principal, "Add role definition", role)
    return created_reply(call, _PATH, _PATH.removeprefix("/"), role)


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    role = _own(tenant, call)
    body = {name: one for name, one in call.body.items() if name not in {"id", "isBuiltIn"}}
    values = _checked(checked_body(_ROLE, body, creating=False))
    _store(tenant, principal, "Update role definition", {**role, **values, "templateId": role["templateId"]})
    return Reply(204)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    role = _own(tenant, call)
    if any(one["roleDefinitionId"] == role["id"] for one in tenant.store.all("roleAssignments")):
        raise bad_request("The role definition is in use by role assignments and cannot be deleted.")
    tenant.store.delete(_COLLECTION, role["id"])
    _record(tenant, principal, "Delete role definition", role)
    return Reply(204)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    for one in values.get("rolePermissions", ()):
        actions = one.get("allowedResourceActions")
        if not isinstance(actions, list) or not all(isinstance(name, str) for name in actions):
            raise bad_request("Each of the rolePermissions has a list of allowedResourceActions.")
        one.setdefault("condition", None)
    return values


def _own(tenant: Tenant, call: Call) -> dict[str, Any]:
    role = tenant.store.get(_COLLECTION, call.params["id"])
    if role is None:
        raise not_found(call.params["id"])
    if role["isBuiltIn"]:
        raise bad_request("The operation is not allowed on a built-in role.")
    return role


def _store(tenant: Tenant, principal: Principal, activity: str, role: dict[str, Any]) -> None:
    tenant.store.put(_COLLECTION, role["id"], role)
    _record(tenant, principal, activity, role)


def _record(tenant: Tenant, principal: Principal, activity: str, role: dict[str, Any]) -> None:
    target = {"id": role["id"], "displayName": role["displayName"], "type": "Role"}
    record_directory_change(tenant, principal, activity, "RoleManagement", "Core Directory", target=target)


def _route(method: str, path: str, handler: Handler, doc: str) -> Route:
    return Route(method, path, handler, doc, any_of=("RoleManagement.ReadWrite.Directory",), consented=False)


ROUTES: tuple[Route, ...] = (
    _route("POST", _PATH, _create, "Define a role."),
    _route("PATCH", _ITEM, _update, "Change a role of the tenant's own."),
    _route("DELETE", _ITEM, _delete, "Delete a role of the tenant's own that nobody holds."),
)
"""Routes of the tenant's own roles."""
