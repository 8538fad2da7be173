"""Routes of Microsoft 365 Backup Storage: the service, the units of each workload, and the search of restore points.

Inclusion rules, off-boarding and controllers are left out, and restore sessions stand apart. Sources, also of errors
and limits: research notes api-facts 9 and data-loss 4, which name their pages below https://learn.microsoft.com/graph/api.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.backup_restore.changes import change_service
from holdfast.emulator.graph.backup_restore.policies import BELOW, READ, ROUTES_OF_POLICIES
from holdfast.emulator.graph.backup_restore.state import BILLING, Moment, service_status, stored_unit
from holdfast.emulator.graph.backup_restore.workloads import WORKLOADS, Workload
from holdfast.emulator.odata.query import context_url, next_link, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.tenant import timestamp
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_CONTROL = ("BackupRestore-Control.Read.All", "BackupRestore-Control.ReadWrite.All")
_SEARCH = ("BackupRestore-Search.Read.All",)
_PAGE = 999
_MOST_SEARCHED = 20
"""Units of one search (https://learn.microsoft.com/graph/api/restorepoint-search, read 2026-11-27). That an answer has
five points at most is taken to be meant of each unit: of each the newest alone is told here."""
_PREFERENCES = frozenset({None, "latest"})


def _status(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    context = context_url(call, "solutions/backupRestore/$entity")
    body = {"@odata.context": context, "id": "backupRestore", "serviceStatus": service_status(tenant)}
    return Reply(200, body)


def _enable(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    body = call.body if isinstance(call.body, dict) else {}
    if str(body.get("appOwnerTenantId")).lower() != tenant.tenant_id.lower():
        raise GraphError(
            400, "InvalidAppOwnerTenantId", "The tenant id of the application's owner is invalid."
        )
    if not tenant.store.setting(BILLING, False):
        raise GraphError(402, "InvalidBillingProfile", "The billing profile is invalid.")
    status = service_status(tenant)
    if status["status"] != "enabled":
        on = {"status": "enabled", "disableReason": "none", "backupServiceConsumer": "thirdparty"}
        status = change_service(tenant, principal, "BackupServiceEnabled", **on)
    return Reply(200, {"@odata.context": context_url(call, "microsoft.graph.serviceStatus"), **status})


def _list_units(workload: Workload) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        refuse_options(call, "$skiptoken")
        token = call.query.get("$skiptoken", "0")
        if not token.isdecimal():
            raise GraphError(400, "BadRequest", "The skip token is invalid.")
        page = tenant.store.after(workload.collection, int(token), _PAGE)
        moment = Moment(tenant, workload)
        context = f"solutions/backupRestore/protectionUnits/microsoft.graph.{workload.unit_type}"
        body: dict[str, Any] = {"@odata.context": context_url(call, context)}
        if len(page) == _PAGE:
            body["@odata.nextLink"] = next_link(call, page[-1][0])
        return Reply(200, {**body, "value": [_shown(moment, unit) for _, unit in page]})

    return listed


def _one_unit(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    found = stored_unit(tenant, call.params["id"])
    if found is None:
        raise GraphError(404, "ProtectionUnitNotFound", "The protection unit was not found.")
    workload, unit = found
    context = context_url(call, "solutions/backupRestore/protectionUnits/$entity")
    kind = {"@odata.type": f"#microsoft.graph.{workload.unit_type}"}
    return Reply(200, {"@odata.context": context, **kind, **_shown(Moment(tenant, workload), unit)})


def _shown(moment: Moment, unit: Mapping[str, Any]) -> dict[str, Any]:
    """The wire object of a unit, as applications get it: without names of people and sites."""
    stored = dict(unit)
    told = stored | {
        "status": moment.status(stored),
        "protectionSources": "manual" if unit["policyId"] else "none",
        "error": moment.error(stored),
    }
    # Nobody but people is told who a unit belongs to, so nothing of the kind is stored.
    return {name: told.get(name) for name in moment.workload.properties}


def _search(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    body = call.body if isinstance(call.body, dict) else {}
    ids, (start, end) = body.get("protectionUnitIds"), _period(body.get("protectionTimePeriod"))
    if not isinstance(ids, list) or not 1 <= len(ids) <= _MOST_SEARCHED:
        raise GraphError(400, "InvalidSearchRequest", f"protectionUnitIds takes 1 to {_MOST_SEARCHED} ids.")
    if body.get("restorePointPreference") not in _PREFERENCES:
        raise GraphError(501, "NotImplemented", "The embedded tenant searches the latest restore point only.")
    found = dict(_points(tenant, [str(one) for one in ids], start, end))
    answer = {
        "@odata.context": context_url(call, "microsoft.graph.restorePointSearchResponse"),
        "searchResponseId": tenant.tenant_id,
        "searchResults": [_hit(unit, *point) for unit, point in found.items() if point],
        "noResultProtectionUnitIds": [unit for unit, point in found.items() if not point],
    }
    return Reply(200, answer)


def _points(
    tenant: Tenant, ids: Iterable[str], start: datetime, end: datetime
) -> Iterable[tuple[str, tuple[datetime, datetime] | None]]:
    moments = {workload.policies: Moment(tenant, workload) for workload in WORKLOADS}
    for one in ids:
        found = stored_unit(tenant, one)
        if found is None:
            raise GraphError(400, "InvalidProtectionUnitId", f"The protection unit {one} is invalid.")
        yield one, moments[found[0].policies].restore_point(found[1], start, end)


def _hit(unit: str, taken: datetime, expires: datetime) -> dict[str, Any]:
    point = {
        "id": f"{unit}_{timestamp(taken)}",
        "protectionDateTime": timestamp(taken),
        "expirationDateTime": timestamp(expires),
        "tags": "none",
    }
    return {"artifactHitCount": 0, "restorePoint": {**point, "protectionUnit": {"id": unit}}}


def _period(period: Any) -> tuple[datetime, datetime]:
    try:
        start, end = (datetime.fromisoformat(period[name]) for name in ("startDateTime", "endDateTime"))
    except (TypeError, KeyError, ValueError) as error:
        raise GraphError(400, "InvalidSearchRequest", "protectionTimePeriod is required.") from error
    return start, end


ROUTES: tuple[Route, ...] = (
    Route("GET", BELOW, _status, "Read the status of the backup service.", any_of=_CONTROL),
    Route(
        "POST",
        f"{BELOW}/enable",
        _enable,
        "Enable the backup service where billing is set up; a controller of another tenant is left out.",
        any_of=_CONTROL[1:],
    ),
    *ROUTES_OF_POLICIES,
    *(
        Route(
            "GET",
            f"{BELOW}/protectionUnits/microsoft.graph.{workload.unit_type}",
            _list_units(workload),
            f"List the {workload.unit_type} objects of every policy, and those that are in none any more.",
            any_of=READ,
        )
        for workload in WORKLOADS
    ),
    Route(
        "GET",
        f"{BELOW}/protectionUnits/{{id}}",
        _one_unit,
        "Read one unit, of whichever policy.",
        any_of=READ,
    ),
    Route(
        "POST",
        f"{BELOW}/restorePoints/search",
        _search,
        "Find the newest restore point of up to 20 units within a time.",
        any_of=_SEARCH,
        reads=True,
    ),
)
"""Routes of the backup."""
