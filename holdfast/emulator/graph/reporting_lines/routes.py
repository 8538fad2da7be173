"""Managers of people: who it is, and set by reference; who reports to somebody is a relation.

Source: https://learn.microsoft.com/graph/api/user-post-manager (2026-11-27). Contacts are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.directory_objects.membership import mixed_bodies, reference_reply
from holdfast.emulator.graph.directory_objects.state import (
    DirectoryObject,
    existing,
    find_user,
    record,
    referenced_object,
)
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import entity, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_COLLECTION = "userManagers"
_READ = ("User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
_WRITE = ("User.ReadWrite.All", "Directory.ReadWrite.All")


def manager_of(tenant: Tenant, user: dict[str, Any]) -> DirectoryObject | None:
    """Return the manager of a user, or None."""
    kept = tenant.store.get(_COLLECTION, user["id"]) or {"managerId": ""}
    return next(iter(existing(tenant, [kept["managerId"]])), None)


def _manager(tenant: Tenant, user: dict[str, Any]) -> DirectoryObject:
    manager = manager_of(tenant, user)
    if manager is None:
        raise not_found("manager")
    return manager


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call, "$select")
    manager = _manager(tenant, find_user(tenant, call.params["id"]))
    return Reply(200, entity(call, "directoryObjects", mixed_bodies(call, [manager])[0]))


def _get_reference(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    return reference_reply(call, _manager(tenant, find_user(tenant, call.params["id"])).object_id)


def reports_of(tenant: Tenant, manager: str) -> list[DirectoryObject]:
    """Return who reports to somebody."""
    return existing(
        tenant, [one["id"] for one in tenant.store.all(_COLLECTION) if one["managerId"] == manager]
    )


def _set(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    user = find_user(tenant, call.params["id"])
    manager = referenced_object(tenant, call.body.get("@odata.id") if isinstance(call.body, dict) else None)
    if manager.type != "user" or manager.object_id == user["id"]:
        raise bad_request("The manager must be another user.")
    kept = {"id": user["id"], "managerId": manager.object_id}
    tenant.store.put(_COLLECTION, user["id"], kept)
    record(tenant, principal, "Update", DirectoryObject("user", user), old=user, new=user)
    return Reply(204)


def _remove(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    user = find_user(tenant, call.params["id"])
    _manager(tenant, user)
    tenant.store.delete(_COLLECTION, user["id"])
    record(tenant, principal, "Update", DirectoryObject("user", user), old=user, new=user)
    return Reply(204)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/users/{id}/manager", _get, "Who somebody's manager is; 404 for nobody.", any_of=_READ),
    Route("GET", "/users/{id}/manager/$ref", _get_reference, "Where somebody's manager is.", any_of=_READ),
    Route("PUT", "/users/{id}/manager/$ref", _set, "Set it by reference.", any_of=_WRITE, consented=False),
    Route("DELETE", "/users/{id}/manager/$ref", _remove, "Take it away.", any_of=_WRITE, consented=False),
)
"""Routes of managers."""
