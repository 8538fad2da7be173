"""Schedules of PIM for directory roles: listed, and made and ended by what an administrator requests.

A request is carried out at once; an active role that was not given by PIM was created by no request and has no start.
Shapes: the pages rbacapplication-post-roleeligibilityschedulerequests and -list-roleassignmentschedules of
https://learn.microsoft.com/graph/api (2026-11-27), and the schema (graph-metadata/v1.0.csdl.xml). That a schedule bears
the id of its request, code and text of the refusals, and the names of the audit events are recalled. What people
request for themselves, what is only validated, and an active role that ends are left out; so is whether a rule of the
role's policy asks for an end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.directory_objects.state import audit_target, find_object
from holdfast.emulator.graph.role_management.expansions import expanded_reply
from holdfast.emulator.graph.role_management.routes import (
    ELIGIBILITIES,
    READ,
    eligible_now,
    require_pim,
    role_assignment,
)
from holdfast.emulator.graph.role_schedules.types import REQUESTED
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing, entity, object_reply, refuse_options
from holdfast.emulator.odata.schema import SchemaError, StructuredType, Text, check
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.graph.directory_objects.state import DirectoryObject
    from holdfast.emulator.odata.schema import Type
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_BELOW = "roleManagement/directory"
_ACTIVE = "roleAssignments"
BY_PIM = "roleAssignmentsByPim"
"""Collection of what PIM keeps of the active roles that were given by it, by the id of the assignment."""
_EXPIRES = frozenset({"noExpiration", "afterDateTime"})
"""Types of an expiration that are taken; durations are left out."""
_REQUEST: Mapping[str, Type] = {
    **REQUESTED,
    **dict.fromkeys(("principalId", "roleDefinitionId"), Text(nullable=False)),
    **dict.fromkeys(("directoryScopeId", "appScopeId"), Text()),
}
_UNREAD = frozenset(
    {
        *("id", "status", "createdDateTime", "completedDateTime", "approvalId", "createdBy", "customData"),
        "targetScheduleId",
    }
)
"""The azuread plugin takes a role back by the request that gave it, sent as it was read with another action."""
_WHOSE = ("principalId", "roleDefinitionId", "directoryScopeId")
_EQUAL = {
    **dict.fromkeys((*_WHOSE, "id"), frozenset({"eq"})),
    "status": frozenset({"eq", "ne", "in", "not eq", "not in"}),
}
_SHOWN = frozenset({"id", *_WHOSE, "appScopeId", "createdDateTime", "status", "scheduleInfo"})
_EXPANDED = frozenset({"principal", "roleDefinition"})


@dataclass(frozen=True, slots=True)
class _Sort:
    """One of the two sorts: roles that act, and roles that somebody may activate."""

    name: str
    """Between "role" and "Schedule" in the paths."""
    rows: str
    """The store's collection of who has them."""
    event: str
    """Of whom the audit log tells: a member, an eligible member."""

    @property
    def request(self) -> StructuredType:
        """The shape of a request."""
        name = f"unifiedRole{self.name}ScheduleRequest"
        return StructuredType(name, _REQUEST, nullable=False, read_only=_UNREAD)

    @property
    def requests(self) -> str:
        """The store's collection of what was requested, named as their path."""
        return f"role{self.name}ScheduleRequests"

    def listing(self, end: str, *more: str) -> Listing:
        """How the lists below `role…Schedule` are answered."""
        return Listing(
            context=f"{_BELOW}/role{self.name}Schedule{end}",
            entity=f"microsoft.graph.unifiedRole{self.name}Schedule{end.removesuffix('s')}",
            properties=_SHOWN | _EXPANDED | set(more),
            filters=_EQUAL | dict.fromkeys(more, frozenset({"eq"})),
            expands=_EXPANDED,
        )


_ASSIGNED = _Sort("Assignment", _ACTIVE, "member")
_ELIGIBLE = _Sort("Eligibility", ELIGIBILITIES, "eligible member")
_SCHEDULED = ("createdUsing", "modifiedDateTime", "memberType")
_REQUESTED = (
    *("action", "approvalId", "completedDateTime", "createdBy", "customData", "isValidationOnly"),
    *("justification", "targetScheduleId", "ticketInfo"),
)


def _rows(tenant: Tenant, sort: _Sort) -> list[dict[str, Any]]:
    rows = eligible_now(tenant) if sort is _ELIGIBLE else tenant.store.all(_ACTIVE)
    return [one for one in rows if find_object(tenant, one["principalId"])]


def _schedule(tenant: Tenant, sort: _Sort, row: dict[str, Any]) -> dict[str, Any]:
    told, kind = {"createdUsing": row["id"], **row}, {}
    if sort is _ASSIGNED:
        activated = tenant.store.get("roleActivations", row["id"]) or {}
        told = {**(tenant.store.get(BY_PIM, row["id"]) or {}), **activated}
        kind = {"assignmentType": "Activated" if activated else "Assigned"}
    starts = told.get("startDateTime")
    return {
        "id": row["id"],
        **{name: row[name] for name in _WHOSE},
        "appScopeId": None,
        "createdUsing": told.get("createdUsing"),
        "createdDateTime": starts,
        "modifiedDateTime": None,
        "status": "Provisioned",
        "memberType": "Direct",
        **kind,
        "scheduleInfo": _shown_schedule(starts, told.get("endDateTime")),
    }


def _shown_schedule(starts: str | None, ends: str | None) -> dict[str, Any]:
    kind = "afterDateTime" if ends else "noExpiration"
    return {
        "startDateTime": starts,
        "recurrence": None,
        "expiration": {"type": kind, "endDateTime": ends, "duration": None},
    }


def _lister(sort: _Sort) -> Handler:
    listing = sort.listing("s", *_SCHEDULED, *(("assignmentType",) if sort is _ASSIGNED else ()))

    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        require_pim(tenant)
        return expanded_reply(
            tenant, call, listing, [_schedule(tenant, sort, one) for one in _rows(tenant, sort)]
        )

    return listed


def _getter(sort: _Sort) -> Handler:
    listing = sort.listing("s", *_SCHEDULED, *(("assignmentType",) if sort is _ASSIGNED else ()))

    def got(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        require_pim(tenant)
        refuse_options(call, "$select")
        key = call.params["id"]
        found = next((one for one in _rows(tenant, sort) if one["id"] == key), None)
        if found is None:
            raise not_found(key)
        return object_reply(call, listing, _schedule(tenant, sort, found))

    return got


def _request_lister(sort: _Sort) -> Handler:
    listing = sort.listing("Requests", *_REQUESTED)

    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        require_pim(tenant)
        return expanded_reply(tenant, call, listing, tenant.store.all(sort.requests))

    return listed


def _request_getter(sort: _Sort) -> Handler:
    listing = sort.listing("Requests", *_REQUESTED)

    def got(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        require_pim(tenant)
        refuse_options(call, "$select")
        key = call.params["id"]
        found = tenant.store.get(sort.requests, key)
        if found is None:
            raise not_found(key)
        return object_reply(call, listing, found)

    return got


def _requester(sort: _Sort) -> Handler:
    def requested(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        require_pim(tenant)
        asked = _checked(sort.request, call.body)
        holder, role = _named(tenant, asked)
        held = next((one for one in _rows(tenant, sort) if _same(one, asked)), None)
        request_id = tenant.store.new_id()
        if asked["action"] == "adminAssign":
            if held is not None:
                raise GraphError(400, "RoleAssignmentExists", "The Role assignment already exists.")
            _give(tenant, sort, asked, request_id)
        else:
            if held is None:
                raise GraphError(404, "RoleAssignmentDoesNotExist", "The Role assignment does not exist.")
            tenant.store.delete(sort.rows, held["id"])
            tenant.store.delete(BY_PIM, held["id"])
        made = _told(tenant, principal, asked, request_id)
        tenant.store.put(sort.requests, request_id, made)
        verb, word = ("Add", "to") if asked["action"] == "adminAssign" else ("Remove", "from")
        activity = f"{verb} {sort.event} {word} role in PIM completed (permanent)"
        _record(tenant, principal, activity, holder, role)
        return Reply(201, entity(call, f"{_BELOW}/{sort.requests}", made))

    return requested


def _checked(shape: StructuredType, body: Any) -> dict[str, Any]:
    try:
        check(shape, body)
    except SchemaError as error:
        raise bad_request(f"Invalid request: {error}.") from error
    missing = [name for name in ("action", *_WHOSE) if not body.get(name)]
    if missing:
        raise bad_request(f"The property '{missing[0]}' is required.")
    asked: dict[str, Any] = dict.fromkeys(_REQUEST) | body
    expiration = (asked["scheduleInfo"] or {}).get("expiration") or {"type": "noExpiration"}
    left_out = [
        *([asked["action"]] if asked["action"] not in {"adminAssign", "adminRemove"} else []),
        *(["isValidationOnly"] if asked["isValidationOnly"] else []),
        *([expiration["type"]] if expiration.get("type") not in _EXPIRES else []),
    ]
    if left_out:
        raise GraphError(501, "NotImplemented", f"The embedded tenant carries out no {left_out[0]} of PIM.")
    return asked


def _named(tenant: Tenant, asked: dict[str, Any]) -> tuple[DirectoryObject, dict[str, Any]]:
    holder = find_object(tenant, asked["principalId"])
    role = tenant.store.get("roleDefinitions", asked["roleDefinitionId"])
    if holder is None or role is None:
        raise GraphError(
            404, "SubjectNotFound" if role else "RoleNotFound", "The subject or role is not found."
        )
    if holder.type == "group" and not holder.body.get("isAssignableToRole"):
        raise bad_request("The group of the request is not assignable to a role.")
    return holder, role


def _same(row: dict[str, Any], asked: dict[str, Any]) -> bool:
    return all(row[name] == asked[name] for name in _WHOSE)


def _give(tenant: Tenant, sort: _Sort, asked: dict[str, Any], request_id: str) -> None:
    row = role_assignment(tenant, asked["principalId"], asked["roleDefinitionId"], asked["directoryScopeId"])
    expiration = (asked["scheduleInfo"] or {}).get("expiration") or {}
    if sort is _ASSIGNED:
        if expiration.get("type") == "afterDateTime":
            raise GraphError(501, "NotImplemented", "The embedded tenant ends no active role of PIM.")
        tenant.store.put(_ACTIVE, row["id"], row)
        origin = {"createdUsing": request_id, "startDateTime": tenant.stamp()}
        tenant.store.put(BY_PIM, row["id"], origin)
        return
    times = {"startDateTime": tenant.stamp(), "endDateTime": expiration.get("endDateTime")}
    tenant.store.put(ELIGIBILITIES, request_id, {**row, "id": request_id, **times})


def _told(tenant: Tenant, principal: Principal, asked: dict[str, Any], request_id: str) -> dict[str, Any]:
    now, given = tenant.stamp(), asked["action"] == "adminAssign"
    ends = ((asked["scheduleInfo"] or {}).get("expiration") or {}).get("endDateTime")
    return {
        "id": request_id,
        "status": "Provisioned" if given else "Revoked",
        "createdDateTime": now,
        "completedDateTime": now if given else None,
        "approvalId": None,
        "customData": None,
        **{name: asked[name] for name in ("action", *_WHOSE, "appScopeId", "justification")},
        "isValidationOnly": False,
        "targetScheduleId": request_id if given else None,
        "createdBy": {
            "application": None,
            "device": None,
            "user": {"displayName": None, "id": principal.object_id},
        },
        "scheduleInfo": _shown_schedule(now, ends) if given else None,
        "ticketInfo": asked["ticketInfo"] or {"ticketNumber": None, "ticketSystem": None},
    }


def _record(
    tenant: Tenant, principal: Principal, activity: str, holder: DirectoryObject, role: dict[str, Any]
) -> None:
    target = audit_target(holder) | {
        "modifiedProperties": [
            {
                "displayName": "Role.DisplayName",
                "oldValue": None,
                "newValue": f'"{role["displayName"]}"',
            }
        ]
    }
    record_directory_change(tenant, principal, activity, "RoleManagement", "PIM", target=target)


def _routes(sort: _Sort) -> tuple[Route, ...]:
    path, name = f"/{_BELOW}/role{sort.name}Schedule", f"Role{sort.name}Schedule"
    read = (f"{name}.Read.Directory", f"{name}.ReadWrite.Directory", *READ[:3])
    write = (f"{name}.ReadWrite.Directory", "RoleManagement.ReadWrite.Directory")
    what = "Active roles" if sort is _ASSIGNED else "Roles that somebody may activate"
    return (
        Route(
            "GET", f"{path}s", _lister(sort), f"{what}, with their end (PIM).", any_of=read, consented=False
        ),
        Route(
            "GET", f"{path}s/{{id}}", _getter(sort), "Read a schedule of PIM.", any_of=read, consented=False
        ),
        Route(
            "GET",
            f"{path}Requests",
            _request_lister(sort),
            "What was requested of PIM here.",
            any_of=read,
            consented=False,
        ),
        Route(
            "GET",
            f"{path}Requests/{{id}}",
            _request_getter(sort),
            "Read a request to PIM.",
            any_of=read,
            consented=False,
        ),
        Route(
            "POST",
            f"{path}Requests",
            _requester(sort),
            "Give a role or take it back by PIM, at once: adminAssign and adminRemove alone.",
            any_of=write,
            consented=False,
        ),
    )


ROUTES: tuple[Route, ...] = (*_routes(_ASSIGNED), *_routes(_ELIGIBLE))
"""Routes of PIM's schedules."""
