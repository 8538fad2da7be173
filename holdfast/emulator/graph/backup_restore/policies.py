"""Routes of the policies of each workload, and what their bodies may say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.backup_restore.changes import (
    activate,
    change_policy,
    deactivate,
    make_policy,
    protect,
    start_job,
    unit_of,
    unprotect,
)
from holdfast.emulator.graph.backup_restore.state import (
    JOBS,
    POLICIES,
    is_running,
    policies_of,
    service_status,
    unit_id,
)
from holdfast.emulator.graph.backup_restore.workloads import WORKLOADS, Workload
from holdfast.emulator.odata.query import (
    Listing,
    created_reply,
    entity,
    list_reply,
    object_reply,
    refuse_options,
)
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

BELOW = "/solutions/backupRestore"
READ = ("BackupRestore-Configuration.Read.All", "BackupRestore-Configuration.ReadWrite.All")
_WRITE = ("BackupRestore-Configuration.ReadWrite.All",)
_MOST_UNITS = 50
_LONGEST_NAME = 1024
_WEEKLY = "R/P1W"
PERIODS = (
    *("P90D", "P180D", "P365D", "P730D", "P1095D", "P1460D", "P1825D"),
    *("P2190D", "P2555D", "P2920D", "P3285D", "P3650D"),
)
"""What a weekly restore point may be kept for. Source: https://learn.microsoft.com/graph/api/resources/retentionsetting
(2026-11-26)."""
_POLICY = (
    *("id", "displayName", "status", "isEnabled", "retentionSettings", "createdBy", "createdDateTime"),
    *("lastModifiedBy", "lastModifiedDateTime"),
)
_JOB = ("id", "displayName", "status", "error", "createdBy", "createdDateTime")


def _listing(context: str, kind: str, properties: tuple[str, ...]) -> Listing:
    return Listing(
        f"solutions/backupRestore/{context}",
        f"microsoft.graph.{kind}",
        frozenset(properties),
        count=False,
    )


def shown_policy(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The wire object of a policy; how many of its units are in which state is left out."""
    return {name: stored.get(name) for name in _POLICY}


def _list(workload: Workload) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        rows = map(shown_policy, policies_of(tenant, workload))
        return list_reply(call, _listing(workload.policies, workload.policy_type, _POLICY), rows)

    return listed


def _get(workload: Workload) -> Handler:
    def read(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        found = shown_policy(_policy(tenant, call.params["id"], workload))
        return object_reply(call, _listing(workload.policies, workload.policy_type, _POLICY), found)

    return read


def _create(workload: Workload) -> Handler:
    def made(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        refuse_options(call)
        _refuse_locked(tenant)
        values = _checked(call.body, {"displayName", "retentionSettings", workload.units})
        if any(one["status"] != "inactive" for one in policies_of(tenant, workload)):
            raise GraphError(
                409, "PolicyCreationNotAllowed", "There is already an active policy of the service."
            )
        names = _names(workload, values.get(workload.units))
        taken = [one for one in names if _is_taken(tenant, workload, one)]
        if taken:
            raise GraphError(409, "ProtectionUnitAlreadyExists", f"{taken[0]} is already part of a policy.")
        policy = make_policy(tenant, principal, workload, values)
        for name in names:
            protect(tenant, principal, workload, policy, name)
        path = f"{BELOW}/{workload.policies}"
        return created_reply(call, path, path.removeprefix("/"), shown_policy(policy))

    return made


def _update(workload: Workload) -> Handler:
    def changed(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        refuse_options(call)
        _refuse_locked(tenant)
        policy, delta = _policy(tenant, call.params["id"], workload), f"{workload.units}@delta"
        values = _checked(call.body, {"displayName", "retentionSettings", delta})
        rows = _rows(values.get(delta))
        own = {name: values[name] for name in ("displayName", "retentionSettings") if name in values}
        if own:
            policy = change_policy(tenant, principal, policy, "BackupPolicyEdited", **own)
        done = [_change_unit(tenant, principal, workload, policy, row) for row in rows]
        body = {**shown_policy(policy), **({delta: done} if rows else {})}
        return Reply(200, entity(call, f"solutions/backupRestore/{workload.policies}", body))

    return changed


def _change_unit(
    tenant: Tenant, principal: Principal, workload: Workload, policy: dict[str, Any], row: Mapping[str, Any]
) -> dict[str, Any]:
    """Do one line of a delta, and give it back with its error."""
    if "@removed" in row:
        unprotect(tenant, principal, workload, unit_of(tenant, workload, str(row.get("id"))))
        return dict(row)
    name = str(row.get(workload.names))
    error = protect(tenant, principal, workload, policy, name)
    return {"id": unit_id(tenant, workload, name), workload.names: name, "error": error}


def _switch(change: Callable[..., dict[str, Any]], *, starts: bool) -> Handler:
    def switched(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        refuse_options(call)
        _refuse_locked(tenant)
        policy = _policy(tenant, call.params["id"])
        if (policy["status"] == "inactive") is not starts:
            raise GraphError(403, "PolicyActionNotAllowed", f"The policy is {policy['status']}.")
        changed = shown_policy(change(tenant, principal, policy))
        return Reply(200, entity(call, "solutions/backupRestore/protectionPolicies", changed))

    return switched


def _start_job(workload: Workload) -> Handler:
    def started(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        refuse_options(call)
        _refuse_locked(tenant)
        policy = _policy(tenant, call.params["id"], workload)
        values = _checked(call.body, {"displayName", workload.lists})
        names = values.get(workload.lists)
        if not isinstance(names, list) or not all(isinstance(one, str) for one in names) or not names:
            raise GraphError(400, "InvalidCreateRequest", f"{workload.lists} is required.")
        job = start_job(tenant, principal, workload, policy, names)
        path = f"{BELOW}/{workload.policies}/{policy['id']}/{workload.jobs}"
        return created_reply(call, path, path.removeprefix("/"), _shown_job(tenant, job))

    return started


def _list_jobs(workload: Workload) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        policy = _policy(tenant, call.params["id"], workload)
        rows = [_shown_job(tenant, one) for one in tenant.store.all(JOBS) if one["policyId"] == policy["id"]]
        return list_reply(call, _listing(workload.jobs, workload.jobs.removesuffix("s"), _JOB), rows)

    return listed


def _shown_job(tenant: Tenant, job: Mapping[str, Any]) -> dict[str, Any]:
    """The wire object of a bulk job; whom it was for is left out."""
    done = "completedWithErrors" if job["failed"] else "completed"
    status = "active" if is_running(tenant, dict(job)) else done
    return {name: job.get(name) for name in _JOB} | {"status": status}


def _policy(tenant: Tenant, key: str, workload: Workload | None = None) -> dict[str, Any]:
    found = tenant.store.get(POLICIES, key)
    if found is None or (workload is not None and found["workload"] != workload.policies):
        raise GraphError(404, "PolicyNotFound", f"The policy {key} was not found.")
    return found


def _refuse_locked(tenant: Tenant) -> None:
    status = service_status(tenant)["status"]
    if status != "enabled":
        raise GraphError(403, "OperationNotAllowed", f"The backup service is {status}.")


def _checked(body: Any, known: set[str]) -> dict[str, Any]:
    """The body of a write, of known properties only, its name and periods right.

    Raises:
        GraphError: 400 InvalidCreateRequest, InvalidDisplayName.
    """
    values = body if isinstance(body, dict) else {}
    if strange := sorted(set(values) - known):
        raise GraphError(400, "InvalidCreateRequest", f"Unknown properties: {', '.join(strange)}.")
    name = values.get("displayName")
    if name is not None and not (isinstance(name, str) and 1 <= len(name) <= _LONGEST_NAME):
        raise GraphError(400, "InvalidDisplayName", f"The display name has 1 to {_LONGEST_NAME} characters.")
    settings = values.get("retentionSettings", [])
    if not isinstance(settings, list) or not all(map(_is_weekly, settings)):
        raise GraphError(
            400, "InvalidCreateRequest", f"retentionSettings takes {_WEEKLY} with {', '.join(PERIODS)}."
        )
    return values


def _is_weekly(setting: Any) -> bool:
    return (
        isinstance(setting, dict) and setting.get("interval") == _WEEKLY and setting.get("period") in PERIODS
    )


def _names(workload: Workload, units: Any) -> list[str]:
    """What the units of a new policy protect; at least one is asked for."""
    names = [str(one.get(workload.names)) for one in _rows(units)]
    if not names:
        raise GraphError(400, "InvalidCreateRequest", f"{workload.units} is required.")
    return names


def _rows(units: Any) -> list[dict[str, Any]]:
    """The units of a body.

    Raises:
        GraphError: 413 for too many, 400 for what is none, or one that comes twice.
    """
    rows = units if isinstance(units, list) else []
    if len(rows) > _MOST_UNITS:
        raise GraphError(413, "ProtectionUnitsLimitBreached", f"At most {_MOST_UNITS} units in one request.")
    if not all(isinstance(one, dict) for one in rows):
        raise GraphError(400, "InvalidProtectionUnitId", "A protection unit is an object.")
    told = [str(sorted(one.items())).lower() for one in rows]
    if len(set(told)) < len(told):
        raise GraphError(400, "DuplicateProtectionUnitInList", "A protection unit is in the list twice.")
    return rows


def _is_taken(tenant: Tenant, workload: Workload, name: str) -> bool:
    found = tenant.store.get(workload.collection, unit_id(tenant, workload, name))
    return found is not None and bool(found["policyId"])


def _routes(workload: Workload) -> tuple[Route, ...]:
    path, title = f"{BELOW}/{workload.policies}", workload.policy_type
    jobs = f"{path}/{{id}}/{workload.jobs}"
    return (
        Route("GET", path, _list(workload), f"List the {title} objects.", any_of=READ),
        Route("GET", f"{path}/{{id}}", _get(workload), f"Read one {title}.", any_of=READ),
        Route(
            "POST", path, _create(workload), f"Make a {title}, inactive; rules are left out.", any_of=_WRITE
        ),
        Route(
            "PATCH",
            f"{path}/{{id}}",
            _update(workload),
            "Change name and periods, add and remove up to 50 units; errors of units come with the answer.",
            any_of=_WRITE,
        ),
        Route("POST", jobs, _start_job(workload), "Add any number of units by their ids.", any_of=_WRITE),
        Route("GET", jobs, _list_jobs(workload), "List the bulk jobs of a policy.", any_of=READ),
    )


ROUTES_OF_POLICIES: tuple[Route, ...] = (
    *(route for workload in WORKLOADS for route in _routes(workload)),
    Route(
        "POST",
        f"{BELOW}/protectionPolicies/{{id}}/activate",
        _switch(activate, starts=True),
        "Activate an inactive policy of any workload.",
        any_of=_WRITE,
    ),
    Route(
        "POST",
        f"{BELOW}/protectionPolicies/{{id}}/deactivate",
        _switch(deactivate, starts=False),
        "Deactivate an active policy of any workload.",
        any_of=_WRITE,
        consented=False,
    ),
)
"""Routes of policies and bulk jobs."""
