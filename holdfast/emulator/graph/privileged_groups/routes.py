"""PIM for groups: who may become, or is for a while, member or owner of one, by what an administrator requests.

A request is carried out at once; an active one makes its principal a member or owner until its end. Sources:
https://learn.microsoft.com/graph/api/privilegedaccessgroup-list-eligibilityscheduleinstances (2026-11-27), by which
`$filter` must name a group or a principal, and the schema (graph-metadata/v1.0.csdl.xml). The form of a schedule's id,
and that requests are filtered by it and ordered, are what github.com/hashicorp/terraform-provider-azuread parses and
asks (2026-11-30). Status and text of the refusals, and the names of the audit events, are recalled. What people request
for themselves, what is only validated, active ones that begin later, and whether a rule of the group's policy asks for
an end are left out; members that PIM did not give are not told here (assumed).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.directory_objects.membership import add, ids_of
from holdfast.emulator.graph.directory_objects.state import audit_target, find_object, shown
from holdfast.emulator.graph.groups.routes import require_group
from holdfast.emulator.graph.privileged_groups.state import RELATIONS, Sort, current, end, rows_of
from holdfast.emulator.graph.role_management.routes import require_pim
from holdfast.emulator.graph.role_schedules.types import REQUESTED
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.expansion import expanded
from holdfast.emulator.odata.fitting import given_moment
from holdfast.emulator.odata.query import Listing, entity, list_reply, object_reply
from holdfast.emulator.odata.schema import SchemaError, StructuredType, Text, check, require
from holdfast.emulator.routing import Route
from holdfast.emulator.tenant import timestamp
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.odata.expansion import Relation
    from holdfast.emulator.odata.schema import Type
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_BELOW = "identityGovernance/privilegedAccess/group"
_NEEDED = ("groupId", "principalId")
_WHOSE = ("accessId", *_NEEDED)
_CARRIED_OUT = frozenset({"adminAssign", "adminUpdate", "adminRemove"})
_LASTS = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)?"
)
_LASTS_LONGER = re.compile(r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?")
_SHAPE: Mapping[str, Type] = {
    **REQUESTED,
    "accessId": Text(nullable=False, choices=tuple(RELATIONS)),
    **dict.fromkeys(("groupId", "principalId"), Text(nullable=False)),
}
_OF_ENDS: Mapping[str, frozenset[str]] = {
    "ScheduleInstances": frozenset({"startDateTime", "endDateTime", "memberType"}),
    "Schedules": frozenset(
        {"createdDateTime", "createdUsing", "modifiedDateTime", "memberType", "scheduleInfo", "status"}
    ),
    "ScheduleRequests": frozenset(
        {
            *(
                "action",
                "approvalId",
                "completedDateTime",
                "createdBy",
                "createdDateTime",
                "customData",
                "status",
            ),
            *("isValidationOnly", "justification", "scheduleInfo", "targetScheduleId", "ticketInfo"),
        }
    ),
}
"""What the lists tell besides whose it is, by the end of their path."""


def _request(sort: Sort) -> StructuredType:
    read_only = frozenset({"id"}) | _OF_ENDS["ScheduleRequests"] - _SHAPE.keys()
    name = f"privilegedAccessGroup{sort.capitalize()}ScheduleRequest"
    return StructuredType(
        name, _SHAPE, nullable=False, read_only=read_only, required=frozenset({"action", *_WHOSE})
    )


def _listing(sort: Sort, ending: str) -> Listing:
    name, more = f"{sort}{ending}", set(_OF_ENDS[ending])
    if ending != "ScheduleRequests" and sort == "assignment":
        more.add("assignmentType")
    if ending == "ScheduleInstances":
        more.add(f"{sort}ScheduleId")
    asked = {"targetScheduleId", "status"} & more
    return Listing(
        context=f"{_BELOW}/{name}",
        entity=f"microsoft.graph.privilegedAccessGroup{name[0].upper()}{name[1:-1]}",
        properties=frozenset({"id", *_WHOSE, *more}),
        filters=dict.fromkeys((*_WHOSE, *asked), frozenset({"eq"})),
        orders=frozenset({"createdDateTime"}) & more,
        count=False,
    )


def _rows(tenant: Tenant, sort: Sort, ending: str) -> list[dict[str, Any]]:
    if ending == "ScheduleRequests":
        return tenant.store.all(_requests(sort))
    rows, now = current(tenant, sort), tenant.stamp()
    if ending == "Schedules":
        return [_schedule(sort, one) for one in rows]
    return [_instance(sort, one) for one in rows if one["startDateTime"] <= now]


def _requests(sort: Sort) -> str:
    return f"{sort}ScheduleRequestsOfGroups"


def _whose(sort: Sort, row: dict[str, Any]) -> dict[str, Any]:
    kind = {"assignmentType": "assigned"} if sort == "assignment" else {}
    return {"id": row["id"], **{name: row[name] for name in _WHOSE}, "memberType": "direct", **kind}


def _schedule(sort: Sort, row: dict[str, Any]) -> dict[str, Any]:
    return {
        **_whose(sort, row),
        "createdDateTime": row["createdDateTime"],
        "createdUsing": row["createdUsing"],
        "modifiedDateTime": None,
        "scheduleInfo": row["scheduleInfo"],
        "status": "Provisioned",
    }


def _instance(sort: Sort, row: dict[str, Any]) -> dict[str, Any]:
    times = {name: row[name] for name in ("startDateTime", "endDateTime")}
    return {**_whose(sort, row), **times, f"{sort}ScheduleId": row["id"]}


def _relations(tenant: Tenant, call: Call) -> dict[str, Relation]:
    def of(name: str) -> Relation:
        """The object of a row that a property names."""

        def found(row: dict[str, Any]) -> dict[str, Any] | None:
            """It, if it is still there."""
            item = find_object(tenant, row[name])
            return None if item is None else shown(item, call.version)

        return found

    return {"group": of("groupId"), "principal": of("principalId")}


def _answered(
    tenant: Tenant, call: Call, sort: Sort, ending: str, rows: Iterable[dict[str, Any]]
) -> tuple[Call, Listing, Iterable[dict[str, Any]]]:
    return expanded(call, _listing(sort, ending), rows, _relations(tenant, call))


def _lister(sort: Sort, ending: str) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        require_pim(tenant)
        if not any(one in call.query.get("$filter", "") for one in _NEEDED):
            raise bad_request("The filter is invalid: groupId or principalId is needed.")
        return list_reply(*_answered(tenant, call, sort, ending, _rows(tenant, sort, ending)))

    return listed


def _getter(sort: Sort, ending: str) -> Handler:
    def got(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        require_pim(tenant)
        found = [one for one in _rows(tenant, sort, ending) if one["id"] == call.params["id"]]
        if not found:
            raise not_found(call.params["id"])
        call, listing, (row,) = _answered(tenant, call, sort, ending, found)
        return object_reply(call, listing, row)

    return got


def _requester(sort: Sort) -> Handler:
    def requested(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        require_pim(tenant)
        asked = _checked(sort, call.body)
        _check_ends(tenant, asked)
        held = next(
            (one for one in current(tenant, sort) if all(one[name] == asked[name] for name in _WHOSE)), None
        )
        if asked["action"] == "adminAssign" and held is not None:
            raise GraphError(400, "RoleAssignmentExists", "The Role assignment already exists.")
        if asked["action"] != "adminAssign" and held is None:
            raise GraphError(404, "RoleAssignmentDoesNotExist", "The Role assignment does not exist.")
        made = _carried_out(tenant, principal, sort, asked, held)
        tenant.store.put(_requests(sort), made["id"], made)
        return Reply(201, entity(call, f"{_BELOW}/{sort}ScheduleRequests", made))

    return requested


def _checked(sort: Sort, body: Any) -> dict[str, Any]:
    shape = _request(sort)
    try:
        check(shape, body)
        require(shape, body)
    except SchemaError as error:
        raise bad_request(f"Invalid request: {error}.") from error
    asked: dict[str, Any] = dict.fromkeys(_SHAPE) | {name: body[name] for name in _SHAPE if name in body}
    left_out = [
        *([asked["action"]] if asked["action"] not in _CARRIED_OUT else []),
        *(["isValidationOnly"] if asked["isValidationOnly"] else []),
    ]
    if left_out:
        raise GraphError(501, "NotImplemented", f"The embedded tenant carries out no {left_out[0]} of PIM.")
    return asked


def _check_ends(tenant: Tenant, asked: dict[str, Any]) -> None:
    group = require_group(tenant, asked["groupId"])
    if find_object(tenant, asked["principalId"]) is None or asked["principalId"] == asked["groupId"]:
        raise GraphError(404, "SubjectNotFound", "The subject is not found.")
    if "DynamicMembership" in group["groupTypes"] or group.get("onPremisesSyncEnabled"):
        raise bad_request("A group whose members a rule or another directory decides is not for PIM.")


def _carried_out(
    tenant: Tenant, principal: Principal, sort: Sort, asked: dict[str, Any], held: dict[str, Any] | None
) -> dict[str, Any]:
    removed, request_id, now = asked["action"] == "adminRemove", tenant.store.new_id(), tenant.stamp()
    row: dict[str, Any] = {"id": None, "scheduleInfo": None}
    if removed and held is not None:
        end(tenant, sort, held)
    elif not removed:
        row = _row(tenant, sort, asked, request_id, held)
        _give(tenant, sort, row)
    _record(tenant, principal, sort, asked)
    return {
        "id": request_id,
        "status": "Revoked" if removed else "Provisioned",
        "createdDateTime": now,
        "completedDateTime": now,
        "approvalId": None,
        "customData": None,
        "createdBy": {
            "application": None,
            "device": None,
            "user": {"displayName": None, "id": principal.object_id},
        },
        **{name: asked[name] for name in (*_WHOSE, "action", "justification")},
        "isValidationOnly": False,
        "scheduleInfo": row["scheduleInfo"],
        "targetScheduleId": row["id"],
        "ticketInfo": asked["ticketInfo"] or {"ticketNumber": None, "ticketSystem": None},
    }


def _row(
    tenant: Tenant, sort: Sort, asked: dict[str, Any], request_id: str, held: dict[str, Any] | None
) -> dict[str, Any]:
    info = asked["scheduleInfo"] or {}
    starts, expiration = given_moment(info.get("startDateTime")) or tenant.now(), info.get("expiration") or {}
    if sort == "assignment" and starts > tenant.now():
        raise GraphError(
            501, "NotImplemented", "The embedded tenant begins no active membership of PIM later."
        )
    ends = _end(starts, expiration)
    if ends is not None and ends <= tenant.now():
        raise bad_request("The end of the request is not after now.")
    kind = expiration.get("type") or "noExpiration"
    shown_end = {
        "type": kind,
        "endDateTime": ends and timestamp(ends),
        "duration": expiration.get("duration"),
    }
    return {
        "id": held["id"] if held else f"{asked['groupId']}_{asked['accessId']}_{request_id}",
        **{name: asked[name] for name in _WHOSE},
        "createdUsing": request_id,
        "createdDateTime": held["createdDateTime"] if held else tenant.stamp(),
        "startDateTime": timestamp(starts),
        "endDateTime": ends and timestamp(ends),
        "scheduleInfo": {"startDateTime": timestamp(starts), "recurrence": None, "expiration": shown_end},
    }


def _give(tenant: Tenant, sort: Sort, row: dict[str, Any]) -> None:
    tenant.store.put(rows_of(sort), row["id"], row)
    relation = RELATIONS[row["accessId"]]
    held = {one.lower() for one in ids_of(tenant, row["groupId"], relation)}
    if sort == "assignment" and row["principalId"].lower() not in held:
        add(tenant, row["groupId"], relation, [row["principalId"]])


def _end(starts: datetime, expiration: dict[str, Any]) -> datetime | None:
    kind, given = expiration.get("type"), expiration.get("endDateTime")
    if kind == "afterDateTime":
        ends = given_moment(given)
        if ends is None:
            raise bad_request("An expiration of the type afterDateTime needs its endDateTime.")
        return ends
    if kind != "afterDuration":
        return None
    text = str(expiration.get("duration"))
    match = _LASTS.fullmatch(text) or _LASTS_LONGER.fullmatch(text)
    lasts = {name: int(one) for name, one in match.groupdict().items() if one} if match else {}
    if not lasts:
        raise bad_request(f"Cannot convert the literal '{text}' to the type 'Duration'.")
    lasts["days"] = lasts.get("days", 0) + 365 * lasts.pop("years", 0) + 30 * lasts.pop("months", 0)
    return starts + timedelta(**lasts)


def _record(tenant: Tenant, principal: Principal, sort: Sort, asked: dict[str, Any]) -> None:
    verb, word = ("Remove", "from") if asked["action"] == "adminRemove" else ("Add", "to")
    what = f"eligible {asked['accessId']}" if sort == "eligibility" else asked["accessId"]
    item = find_object(tenant, asked["principalId"])
    record_directory_change(
        tenant,
        principal,
        f"{verb} {what} {word} group in PIM completed",
        "GroupManagement",
        "PIM",
        target=audit_target(item) if item else {"id": asked["principalId"]},
    )


def _routes(sort: Sort) -> tuple[Route, ...]:
    write = f"Privileged{sort.capitalize()}Schedule.ReadWrite.AzureADGroup"
    read = (f"Privileged{sort.capitalize()}Schedule.Read.AzureADGroup", write)
    path = f"/{_BELOW}/{sort}"
    return (
        *(
            Route(
                "GET",
                f"{path}{ending}{end_of_path}",
                handler(sort, ending),
                f"{doc}; needs AAD_PREMIUM_P2.",
                any_of=read,
                consented=False,
            )
            for ending in _OF_ENDS
            for end_of_path, handler, doc in (
                ("", _lister, "Members and owners of groups by PIM, by a $filter"),
                ("/{id}", _getter, "Read one of PIM's for groups"),
            )
        ),
        Route(
            "POST",
            f"{path}ScheduleRequests",
            _requester(sort),
            "Make somebody a member or owner of a group by PIM, at once: adminAssign, adminUpdate, adminRemove alone.",
            any_of=(write,),
            consented=False,
        ),
    )


ROUTES: tuple[Route, ...] = (*_routes("assignment"), *_routes("eligibility"))
"""Routes of PIM for groups."""
