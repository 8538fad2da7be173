"""Roles that are held over an administrative unit alone: the role assignments whose scope is that unit.

Sources: administrativeunit-list-scopedrolemembers, administrativeunit-post-scopedrolemembers and
resources/scopedrolemembership of https://learn.microsoft.com/graph/api (2026-11-28); the scope of such an assignment is
that of resources/unifiedroleassignment there. That the membership bears the id of the assignment, and what is said of
a member, is assumed; which roles can be held over a unit is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.administrative_unit_members.routes import UNITS, require_unit
from holdfast.emulator.graph.directory_objects.state import find_object
from holdfast.emulator.graph.role_management.routes import READ, assign, role_assignment, unassign
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing, entity, list_reply, object_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_WRITE = ("RoleManagement.ReadWrite.Directory",)
_LISTING = Listing(
    context="scopedRoleMemberships",
    entity="microsoft.graph.scopedRoleMembership",
    properties=frozenset({"id", "administrativeUnitId", "roleId", "roleMemberInfo"}),
    count=False,
)


def _scope(unit: dict[str, Any]) -> str:
    return f"/administrativeUnits/{unit['id']}"


def _memberships(tenant: Tenant, unit: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": held["id"],
            "administrativeUnitId": unit["id"],
            "roleId": held["roleDefinitionId"],
            "roleMemberInfo": {"id": holder.object_id, "displayName": holder.body["displayName"]},
        }
        for held in tenant.store.all("roleAssignments")
        if held["directoryScopeId"] == _scope(unit)
        and (holder := find_object(tenant, held["principalId"])) is not None
    ]


def _membership(tenant: Tenant, call: Call) -> dict[str, Any]:
    unit, wanted = require_unit(tenant, call.params["id"]), call.params["membership_id"]
    for one in _memberships(tenant, unit):
        if one["id"] == wanted:
            return one
    raise not_found(wanted)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    unit = require_unit(tenant, call.params["id"])
    return list_reply(call, _LISTING, _memberships(tenant, unit))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, _membership(tenant, call))


def _give(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    unit = require_unit(tenant, call.params["id"])
    body = call.body if isinstance(call.body, dict) else {}
    who = body.get("roleMemberInfo")
    if not isinstance(who, dict) or not who.get("id") or not body.get("roleId"):
        raise bad_request("The roleId and the id of the roleMemberInfo must be given.")
    asked = {"principalId": who["id"], "roleDefinitionId": body["roleId"], "directoryScopeId": _scope(unit)}
    assign(tenant, principal, replace(call, body=asked))
    given = role_assignment(tenant, who["id"], body["roleId"], _scope(unit))["id"]
    made = next(one for one in _memberships(tenant, unit) if one["id"] == given)
    return Reply(201, entity(call, _LISTING.context, made))


def _take(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    return unassign(tenant, principal, replace(call, params={"id": _membership(tenant, call)["id"]}))


def _routes_of(unit: str, versions: tuple[str, ...]) -> tuple[Route, ...]:
    def route(method: str, path: str, handler: Handler, doc: str) -> Route:
        needed = READ if method == "GET" else _WRITE
        template = f"{unit}/scopedRoleMembers{path}"
        return Route(method, template, handler, doc, versions, any_of=needed, consented=False)

    return (
        route("GET", "", _list, "Who holds a role over the unit."),
        route("POST", "", _give, "Give somebody a role over the unit; which roles can be is not looked at."),
        route("GET", "/{membership_id}", _get, "Read who holds a role over the unit."),
        route("DELETE", "/{membership_id}", _take, "Take such a role back."),
    )


ROUTES: tuple[Route, ...] = tuple(
    route for unit, versions in UNITS.items() for route in _routes_of(unit, versions)
)
"""Routes of roles over administrative units."""
