"""Activated directory roles, the older view of role assignments: listed, activated, given and taken back.

A role is activated here when somebody holds it or did, or when a POST of its template did it. Its id is the template's:
the service gives it one of its own (left out). Source:
https://learn.microsoft.com/graph/api/directoryrole-post-directoryroles (2026-11-27).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.directory_objects.membership import mixed_bodies, transitive_groups_holding
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, existing, referenced_object
from holdfast.emulator.graph.role_management.routes import assign, role_assignment, unassign
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.expansion import Relation, expanded, unselective
from holdfast.emulator.odata.query import WHOLE, Listing, entity, list_reply, object_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Collection

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

READ = (
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
"""Application roles that read activated roles, the least first."""
_WRITE = ("RoleManagement.ReadWrite.Directory",)
_EXACT = frozenset({"eq"})
LISTING = Listing(
    context="directoryRoles",
    entity="microsoft.graph.directoryRole",
    properties=frozenset({"id", "deletedDateTime", "description", "displayName", "roleTemplateId"}),
    filters=dict.fromkeys(("displayName", "roleTemplateId"), _EXACT),
    page_size=WHOLE,
)
"""How activated roles are listed: in one page, as the pages of paging say (docs issue 8696)."""


ROLE_PATHS = ("/directoryRoles/{id}", "/directoryRoles(roleTemplateId='{id}')")
"""Paths of an activated role: by its id, and by its template's."""
_TEMPLATES = Listing(
    context="directoryRoleTemplates",
    entity="microsoft.graph.directoryRoleTemplate",
    properties=LISTING.properties - {"roleTemplateId"},
    page_size=WHOLE,
)
_ACTIVATED = "activatedRoles"
"""Collection of the roles that were activated by themselves, by their ids."""


def _shown(role: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "description", "displayName")
    return {
        **{name: role[name] for name in names},
        "deletedDateTime": None,
        "roleTemplateId": role["templateId"],
    }


def _roles(tenant: Tenant) -> list[dict[str, Any]]:
    held = {one["roleDefinitionId"] for one in tenant.store.all("roleAssignments")}
    active = held | {one["id"] for one in tenant.store.all(_ACTIVATED)}
    return [_shown(role) for role in _built_in(tenant) if role["id"] in active]


def _built_in(tenant: Tenant) -> list[dict[str, Any]]:
    return [role for role in tenant.store.all("roleDefinitions") if role["isBuiltIn"]]


def _role(tenant: Tenant, call: Call) -> dict[str, Any]:
    return _called(tenant, call.params["id"])


def _called(tenant: Tenant, key: str) -> dict[str, Any]:
    # Older clients write the template into the place of the id: /directoryRoles/roleTemplateId=….
    wanted = key.lower().removeprefix("roletemplateid=")
    found = next((role for role in _roles(tenant) if role["id"].lower() == wanted), None)
    if found is None:
        raise not_found(wanted)
    return found


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(*expanded(call, LISTING, _roles(tenant), {"members": _shown_members(tenant, call)}))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    relations = {"members": _shown_members(tenant, call)}
    call, listing, (role,) = expanded(call, LISTING, [_role(tenant, call)], relations)
    return object_reply(call, listing, role)


def _shown_members(tenant: Tenant, call: Call) -> Relation:
    return lambda role: mixed_bodies(unselective(call), role_holders(tenant, role["id"]))


def members_of_role(tenant: Tenant, key: str, _roles: frozenset[str]) -> list[DirectoryObject]:
    """Return who holds an activated role over the whole directory, by its id or its template's.

    Raises:
        GraphError: 404 when there is no such role, or it is not activated.
    """
    return role_holders(tenant, _called(tenant, key)["id"])


def role_holders(tenant: Tenant, role_id: str) -> list[DirectoryObject]:
    """Return who holds a role over the whole directory."""
    assignments = tenant.store.all("roleAssignments")
    # Who holds it over a part of the directory alone is among the scopedMembers: administrative_unit_roles.
    wanted = (role_id, "/")
    held = [one for one in assignments if (one["roleDefinitionId"], one["directoryScopeId"]) == wanted]
    return existing(tenant, [one["principalId"] for one in held])


def roles_held(tenant: Tenant, holders: Collection[str]) -> list[DirectoryObject]:
    """Return the roles that one of these objects holds over the whole directory, as directory objects."""
    wanted = {one.lower() for one in holders}
    return [
        DirectoryObject("directoryRole", role)
        for role in _roles(tenant)
        if any(one.object_id.lower() in wanted for one in role_holders(tenant, role["id"]))
    ]


def directory_roles_through_groups(tenant: Tenant, object_id: str) -> frozenset[str]:
    """Return the names of the built-in roles that somebody holds over the whole directory by being in a group."""
    groups = {one.object_id for one in transitive_groups_holding(tenant, object_id)}
    return (
        frozenset(str(one.body["displayName"]) for one in roles_held(tenant, groups))
        if groups
        else frozenset()
    )


def _activate(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    wanted = call.body.get("roleTemplateId") if isinstance(call.body, dict) else None
    role = next((one for one in _built_in(tenant) if one["templateId"] == wanted), None)
    if role is None:
        raise bad_request("The roleTemplateId of the request is that of no role.")
    if any(one["id"] == role["id"] for one in _roles(tenant)):
        raise bad_request(
            "A conflicting object with one or more of the specified property values is present in the directory."
        )
    tenant.store.put(_ACTIVATED, role["id"], {"id": role["id"]})
    target = {"id": role["id"], "displayName": role["displayName"], "type": "Role"}
    # The name of the activity is recalled from the directory's list of them.
    record_directory_change(
        tenant, principal, "Add role from template", "RoleManagement", "Core Directory", target=target
    )
    return Reply(201, entity(call, LISTING.context, _shown(role)))


def _give(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    role = _role(tenant, call)
    item = referenced_object(tenant, call.body.get("@odata.id") if isinstance(call.body, dict) else None)
    tenant.store.put(_ACTIVATED, role["id"], {"id": role["id"]})
    asked = {"principalId": item.object_id, "roleDefinitionId": role["id"], "directoryScopeId": "/"}
    assign(tenant, principal, replace(call, body=asked))
    return Reply(204)


def _take(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    role = _role(tenant, call)
    tenant.store.put(_ACTIVATED, role["id"], {"id": role["id"]})
    held = role_assignment(tenant, call.params["object_id"], role["id"])
    return unassign(tenant, principal, replace(call, params={"id": held["id"]}))


def _list_templates(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _TEMPLATES, [_template(role) for role in _built_in(tenant)])


def _get_template(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    wanted = call.params["id"].lower()
    for role in _built_in(tenant):
        if role["templateId"].lower() == wanted:
            return object_reply(call, _TEMPLATES, _template(role))
    raise not_found(call.params["id"])


def _template(role: dict[str, Any]) -> dict[str, Any]:
    return {**{name: value for name, value in _shown(role).items() if name != "roleTemplateId"}}


def _routes_of(item: str) -> tuple[Route, ...]:
    def writing(method: str, path: str, handler: Handler, doc: str) -> Route:
        return Route(method, f"{item}/members/{path}", handler, doc, any_of=_WRITE, consented=False)

    return (
        Route("GET", item, _get, "Read such a role.", any_of=READ),
        writing("POST", "$ref", _give, "Give somebody the role."),
        writing("DELETE", "{object_id}/$ref", _take, "Take the role from somebody."),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/directoryRoles", _list, "Roles that somebody holds, or that were activated.", any_of=READ),
    Route("POST", "/directoryRoles", _activate, "Activate a role.", any_of=_WRITE, consented=False),
    *(route for item in ROLE_PATHS for route in _routes_of(item)),
    Route("GET", "/directoryRoleTemplates", _list_templates, "Every role that there can be.", any_of=READ),
    Route("GET", "/directoryRoleTemplates/{id}", _get_template, "Read one of them.", any_of=READ),
)
"""Routes of activated roles and of their templates."""
