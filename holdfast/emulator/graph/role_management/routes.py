"""Directory roles: built-in definitions, and who holds them (active assignments, without PIM).

`$expand` takes principal or roleDefinition, of assignments one at a time (api-facts 4.1).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.directory_objects.state import audit_target, find_object, shown
from holdfast.emulator.graph.role_management.expansions import expanded_reply
from holdfast.emulator.graph.role_management.types import assignment_id
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing, entity, list_reply, object_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.seeds.roles import PRIVILEGED
from holdfast.emulator.wire import Call, GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.graph.directory_objects.state import DirectoryObject
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Principal

READ = (
    "RoleManagement.Read.Directory",
    "RoleManagement.Read.All",
    "RoleManagement.ReadWrite.Directory",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
"""Application roles that read roles and who holds them, the least first."""
_WRITE = ("RoleManagement.ReadWrite.Directory",)
_EXACT = frozenset({"eq", "in"})
_DEFINITIONS = Listing(
    context="roleManagement/directory/roleDefinitions",
    entity="microsoft.graph.unifiedRoleDefinition",
    properties=frozenset(
        {
            "id",
            "description",
            "displayName",
            "isBuiltIn",
            "isEnabled",
            "resourceScopes",
            "templateId",
            "version",
            "rolePermissions",
        }
    ),
    filters={
        "displayName": _EXACT | {"startswith"},
        **dict.fromkeys(("id", "isBuiltIn", "isEnabled", "templateId"), _EXACT),
    },
    page_size=500,
)
_DEFINITIONS_OF_BETA = replace(
    _DEFINITIONS,
    properties=_DEFINITIONS.properties | {"isPrivileged"},
    filters={**_DEFINITIONS.filters, "isPrivileged": _EXACT},
)
_ASSIGNED = ("appScopeId", "condition", "directoryScopeId", "principalId", "roleDefinitionId")
ASSIGNMENTS = Listing(
    context="roleManagement/directory/roleAssignments",
    entity="microsoft.graph.unifiedRoleAssignment",
    properties=frozenset({"id", "principalOrganizationId", "principal", "roleDefinition", *_ASSIGNED}),
    filters=dict.fromkeys(("principalId", "roleDefinitionId", "directoryScopeId", "id"), _EXACT),
    expands=frozenset({"principal", "roleDefinition"}),
)
"""How assignments of roles are listed."""

_INSTANCES = Listing(
    context="roleManagement/directory/roleAssignmentScheduleInstances",
    entity="microsoft.graph.unifiedRoleAssignmentScheduleInstance",
    properties=frozenset(
        {
            "id",
            "principalId",
            "roleDefinitionId",
            "directoryScopeId",
            "appScopeId",
            "startDateTime",
            "endDateTime",
            "assignmentType",
            "memberType",
            "roleAssignmentOriginId",
            "roleAssignmentScheduleId",
            "principal",
            "roleDefinition",
        }
    ),
    filters=dict.fromkeys(
        ("principalId", "roleDefinitionId", "directoryScopeId", "id", "assignmentType"), _EXACT
    ),
    expands=ASSIGNMENTS.expands,
)
_ELIGIBLE = replace(
    _INSTANCES,
    filters=ASSIGNMENTS.filters,
    context="roleManagement/directory/roleEligibilityScheduleInstances",
    entity="microsoft.graph.unifiedRoleEligibilityScheduleInstance",
    properties=(
        _INSTANCES.properties - {"assignmentType", "roleAssignmentOriginId", "roleAssignmentScheduleId"}
    )
    | {"roleEligibilityScheduleId"},
)
LABELLED = "privilegedRoles"
"""Collection of the ids of roles that Microsoft labelled as privileged since, besides those that every tenant has."""
ELIGIBILITIES = "roleEligibilities"
"""Collection of who may activate a role: assignments as `role_assignment` makes them, that do not act yet."""


def _shown_definition(tenant: Tenant, call: Call, role: dict[str, Any]) -> dict[str, Any]:
    """Return a role as a version shows it: whether it is privileged is told by beta alone."""
    if call.version != "beta":
        return role
    since = tenant.store.get(LABELLED, role["id"]) is not None
    return {**role, "isPrivileged": since or role["displayName"] in PRIVILEGED}


def _definitions(call: Call) -> Listing:
    return _DEFINITIONS_OF_BETA if call.version == "beta" else _DEFINITIONS


def _list_definitions(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    roles = [_shown_definition(tenant, call, one) for one in tenant.store.all("roleDefinitions")]
    return list_reply(call, _definitions(call), roles)


def _get_definition(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    role = _definition(tenant, call.params["id"])
    return object_reply(call, _definitions(call), _shown_definition(tenant, call, role))


def _list_assignments(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    call = _selecting_what_is_expanded(call)
    live = [one for one in tenant.store.all("roleAssignments") if find_object(tenant, one["principalId"])]
    return list_reply(call, ASSIGNMENTS, [_expanded(tenant, call, one) for one in live])


def _get_assignment(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    call = _selecting_what_is_expanded(call)
    assignment = _assignment(tenant, call.params["id"])
    return object_reply(call, ASSIGNMENTS, _expanded(tenant, call, assignment))


def assign(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Give a role as the body asks: POST of an assignment."""
    body = call.body if isinstance(call.body, dict) else {}
    values = {name: value for name, value in body.items() if not name.startswith("@odata.")}
    for name in values:
        if name not in _ASSIGNED:
            raise bad_request(f"Invalid property '{name}'.")
    holder = find_object(tenant, str(values.get("principalId")))
    role = tenant.store.get("roleDefinitions", str(values.get("roleDefinitionId")))
    if holder is None or role is None or not values.get("directoryScopeId"):
        raise bad_request("The principalId, roleDefinitionId or directoryScopeId of the request is invalid.")
    if holder.type == "group" and not holder.body.get("isAssignableToRole"):
        raise bad_request(
            "The group of the request is not assignable to a role: isAssignableToRole is not set."
        )
    assignment = role_assignment(tenant, holder.object_id, role["id"], values["directoryScopeId"])
    if tenant.store.get("roleAssignments", assignment["id"]) is not None:
        raise bad_request(
            "A conflicting object with one or more of the specified property values is present."
        )
    tenant.store.put("roleAssignments", assignment["id"], assignment)
    _record(tenant, principal, "Add member to role", holder, role, side="newValue")
    return Reply(201, entity(call, ASSIGNMENTS.context, assignment))


def unassign(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Take a role back: DELETE of an assignment."""
    assignment = _assignment(tenant, call.params["id"])
    tenant.store.delete("roleAssignments", assignment["id"])
    holder = find_object(tenant, assignment["principalId"])
    role = _definition(tenant, assignment["roleDefinitionId"])
    if holder is not None:
        _record(tenant, principal, "Remove member from role", holder, role, side="oldValue")
    return Reply(204)


def _list_schedule_instances(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    require_pim(tenant)
    live = [one for one in tenant.store.all("roleAssignments") if find_object(tenant, one["principalId"])]
    return expanded_reply(tenant, call, _INSTANCES, [_schedule_instance(tenant, one) for one in live])


def _list_eligible(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    require_pim(tenant)
    live = [one for one in eligible_now(tenant) if find_object(tenant, one["principalId"])]
    return expanded_reply(tenant, call, _ELIGIBLE, [_eligible_instance(one) for one in live])


def require_pim(tenant: Tenant) -> None:
    """Let a tenant with P2 or ID Governance pass that asks PIM for anything.

    Raises:
        GraphError: 400 as the service words it.
    """
    if not tenant.has_licence("GOVERNANCE"):
        raise GraphError(400, "AadPremiumLicenseRequired", "The tenant needs an AAD Premium 2 license.")


def eligible_now(tenant: Tenant) -> list[dict[str, Any]]:
    """Who may activate which role: what has ended is left out."""
    now = tenant.stamp()
    return [one for one in tenant.store.all(ELIGIBILITIES) if (one.get("endDateTime") or now) >= now]


def _eligible_instance(eligible: dict[str, Any]) -> dict[str, Any]:
    """Return how a role that somebody may activate shows among PIM's."""
    return {
        **{name: eligible[name] for name in ("id", "principalId", "roleDefinitionId", "directoryScopeId")},
        "appScopeId": None,
        "startDateTime": eligible.get("startDateTime"),
        "endDateTime": eligible.get("endDateTime"),
        "memberType": "Direct",
        "roleEligibilityScheduleId": eligible["id"],
    }


def _schedule_instance(tenant: Tenant, assignment: dict[str, Any]) -> dict[str, Any]:
    """Return how an active assignment shows among PIM's: without an end, unless it was activated for a while."""
    activated = tenant.store.get("roleActivations", assignment["id"]) or {}
    return {
        "id": assignment["id"],
        "principalId": assignment["principalId"],
        "roleDefinitionId": assignment["roleDefinitionId"],
        "directoryScopeId": assignment["directoryScopeId"],
        "appScopeId": None,
        "startDateTime": None,
        "endDateTime": activated.get("endDateTime"),
        "assignmentType": "Activated" if activated else "Assigned",
        "memberType": "Direct",
        "roleAssignmentOriginId": assignment["id"],
        "roleAssignmentScheduleId": assignment["id"],
    }


def role_assignment(tenant: Tenant, principal_id: str, role_id: str, scope: str = "/") -> dict[str, Any]:
    """Return the whole `unifiedRoleAssignment` of a role to a principal, not stored."""
    return {
        "id": _assignment_id(tenant, principal_id, role_id, scope),
        "principalId": principal_id,
        "principalOrganizationId": tenant.tenant_id,
        "roleDefinitionId": role_id,
        "directoryScopeId": scope,
        "appScopeId": None,
        "condition": None,
    }


def _assignment_id(tenant: Tenant, principal_id: str, role_id: str, scope: str) -> str:
    """Return the id of a role held over a scope: that of the assignment that there is, or the first free one."""
    taken = {
        one["id"]: one["directoryScopeId"]
        for one in tenant.store.all("roleAssignments")
        if (one["principalId"], one["roleDefinitionId"]) == (principal_id, role_id)
    }
    ids = (assignment_id(role_id, principal_id, ordinal) for ordinal in count(1))
    return next(one for one in ids if taken.get(one, scope) == scope)


def _definition(tenant: Tenant, role_id: str) -> dict[str, Any]:
    role = tenant.store.get("roleDefinitions", role_id)
    if role is None:
        raise not_found(role_id)
    return role


def _assignment(tenant: Tenant, key: str) -> dict[str, Any]:
    assignment = tenant.store.get("roleAssignments", key)
    if assignment is None:
        raise not_found(key)
    return assignment


def _expanded(tenant: Tenant, call: Call, assignment: dict[str, Any]) -> dict[str, Any]:
    match call.query.get("$expand"):
        case "principal":
            holder = find_object(tenant, assignment["principalId"])
            return {**assignment, "principal": None if holder is None else shown(holder, call.version)}
        case "roleDefinition":
            return {**assignment, "roleDefinition": _definition(tenant, assignment["roleDefinitionId"])}
        case None:
            return assignment
        case other:
            raise bad_request(f"Invalid $expand '{other}': principal or roleDefinition, one at a time.")


def _selecting_what_is_expanded(call: Call) -> Call:
    """Add what is expanded to `$select`: OData returns it also when `$select` does not name it."""
    query = call.query
    if "$select" not in query or "$expand" not in query:
        return call
    return replace(call, query={**query, "$select": f"{query['$select']},{query['$expand']}"})


def _record(
    tenant: Tenant,
    actor: Principal,
    activity: str,
    holder: DirectoryObject,
    role: dict[str, Any],
    *,
    side: str,
) -> None:
    empty: dict[str, Any] = {"oldValue": None, "newValue": None}
    target = audit_target(holder) | {
        "modifiedProperties": [
            {"displayName": "Role.DisplayName", **empty, side: f'"{role["displayName"]}"'},
            {"displayName": "Role.TemplateId", **empty, side: f'"{role["templateId"]}"'},
        ]
    }
    record_directory_change(tenant, actor, activity, "RoleManagement", "Core Directory", target=target)


_BELOW = "/roleManagement/directory"
ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        f"{_BELOW}/roleDefinitions",
        _list_definitions,
        "Roles; their actions come empty, and whether one is privileged in beta alone.",
        any_of=READ,
    ),
    Route("GET", f"{_BELOW}/roleDefinitions/{{id}}", _get_definition, "Read a role.", any_of=READ),
    Route(
        "GET",
        f"{_BELOW}/roleAssignments",
        _list_assignments,
        "Active role assignments; $expand=principal or roleDefinition.",
        any_of=READ,
    ),
    Route("GET", f"{_BELOW}/roleAssignments/{{id}}", _get_assignment, "Read an assignment.", any_of=READ),
    Route(
        "GET",
        f"{_BELOW}/roleAssignmentScheduleInstances",
        _list_schedule_instances,
        "Active assignments with their end (PIM); needs P2 or ID Governance; $expand=principal, roleDefinition.",
        any_of=(
            "RoleAssignmentSchedule.Read.Directory",
            "RoleAssignmentSchedule.ReadWrite.Directory",
            *READ[:3],
        ),
    ),
    Route(
        "GET",
        f"{_BELOW}/roleEligibilityScheduleInstances",
        _list_eligible,
        "Roles that somebody may activate (PIM); needs P2 or ID Governance; $expand=principal, roleDefinition.",
        any_of=(
            "RoleEligibilitySchedule.Read.Directory",
            "RoleEligibilitySchedule.ReadWrite.Directory",
            *READ[:3],
        ),
    ),
    Route("POST", f"{_BELOW}/roleAssignments", assign, "Give a role to a principal.", any_of=_WRITE),
    Route("DELETE", f"{_BELOW}/roleAssignments/{{id}}", unassign, "Take a role away.", any_of=_WRITE),
)
"""Routes of directory roles."""
