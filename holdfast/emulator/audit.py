"""The audit trails that every write leaves: directory audits of Graph, unified audit records of Exchange.

Record shapes: api-facts 10.4 (directoryAudit of the v1.0 CSDL; names of Conditional Access activities as the
public detection rules give them) and Search-UnifiedAuditLog's output, assumed from its documentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Endpoint, Principal

DIRECTORY_AUDITS = "directoryAudits"
UNIFIED_AUDIT = "unifiedAudit"
TRAILS = (DIRECTORY_AUDITS, UNIFIED_AUDIT)
"""The store's collections of audit events."""

_BACKUP_RECORD = 217
"""RecordType of changes of what Microsoft 365 Backup protects (recalled)."""
_OPERATION_TYPES = {
    "add": "Add",
    "add member": "Assign",
    "add owner": "Assign",
    "create": "Add",
    "delete": "Delete",
    "remove": "Unassign",
    "update": "Update",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in who changes the tenant by hand: tampering is done by one."""

    object_id: str
    display_name: str
    user_principal_name: str
    ip_address: str = "203.0.113.66"


def record_directory_change(
    tenant: Tenant,
    actor: Principal | Person,
    activity: str,
    category: str,
    service: str,
    *,
    target: Mapping[str, Any],
    also: Mapping[str, Any] | None = None,
    old: Any = None,
    new: Any = None,
) -> dict[str, Any]:
    """Write one directoryAudits event and give it back.

    Args:
        tenant: where it happened.
        actor: an application (initiatedBy.app) or a person (initiatedBy.user).
        activity: activityDisplayName, for example "Update conditional access policy".
        category: for example "Policy", "GroupManagement".
        service: loggedByService, for example "Conditional Access", "Core Directory".
        target: targetResources[0]: `id`, `displayName`, `type` and what else the kind has; its
            `modifiedProperties`, when given, is kept as it is.
        also: targetResources[1]: what else the change was about, such as the group that somebody joined.
        old: the whole object before, None for an add.
        new: the whole object after, None for a delete.
    """
    resources = [_target({"modifiedProperties": _modified(target, old, new), **target})]
    if also is not None:
        resources.append(_target({"modifiedProperties": [], **also}))
    event_id = tenant.store.new_id()
    event = {
        "id": f"Directory_{event_id}",
        "category": category,
        "correlationId": tenant.store.new_id(),
        "result": "success",
        "resultReason": "",
        "activityDisplayName": activity,
        "activityDateTime": tenant.exact_stamp(),
        "loggedByService": service,
        "operationType": _operation_type(activity),
        "initiatedBy": _initiator(actor),
        "targetResources": resources,
        "additionalDetails": [],
    }
    tenant.store.put(DIRECTORY_AUDITS, str(event["id"]), event)
    return event


def record_cmdlet(
    tenant: Tenant,
    actor: Principal | Person,
    cmdlet: str,
    object_id: str,
    parameters: Mapping[str, Any],
    *,
    endpoint: Endpoint,
) -> dict[str, Any]:
    """Write one unified audit record of an Exchange or Purview cmdlet and give it back.

    Args:
        tenant: where it happened.
        actor: an application or a person.
        cmdlet: for example "Set-Mailbox".
        object_id: what it was done to, as the cmdlet names it.
        parameters: what the cmdlet was given; values are written as text.
        endpoint: which service has the cmdlet; it decides the record type.
    """
    exchange = endpoint == "exchange"
    filed = _Filed(
        "Exchange" if exchange else "SecurityComplianceCenter",
        1 if exchange else 18,
        "ExchangeAdmin" if exchange else "SecurityComplianceCenterEOPCmdlet",
    )
    return _record_unified(tenant, actor, _Done(cmdlet, object_id, parameters, filed))


def record_backup_change(
    tenant: Tenant, actor: Principal | Person, operation: str, object_id: str, told: Mapping[str, Any]
) -> dict[str, Any]:
    """Write one unified audit record of a change of Microsoft 365 Backup and give it back.

    That such changes are in the unified audit log is documented; the names of the operations are recalled.

    Args:
        tenant: where it happened.
        actor: an application or a person.
        operation: for example "BackupItemRemoved".
        object_id: the id of the protection unit or of the policy (assumed).
        told: what else the record says; values are written as text.
    """
    filed = _Filed("MicrosoftBackup", _BACKUP_RECORD, "BackupItem")
    return _record_unified(tenant, actor, _Done(operation, object_id, told, filed))


def record_content_change(
    tenant: Tenant, person: Person, workload: str, operation: str, *, of: str, told: Mapping[str, Any]
) -> dict[str, Any]:
    """Write one unified audit record of what a person did to mail or files and give it back.

    That the audit log has these is documented (learn, audit-log-activities); numbers and names here are recalled.

    Args:
        tenant: where it happened.
        person: who.
        workload: "Exchange" or "OneDrive".
        operation: for example "HardDelete", "FileModified".
        of: the mailbox or drive, by its owner's id (assumed).
        told: what else the record says; values are written as text.
    """
    filed = _CONTENT[workload]
    return _record_unified(tenant, person, _Done(operation, of, told, filed))


@dataclass(frozen=True, slots=True)
class _Filed:
    """Under what the unified audit log files a record."""

    workload: str
    number: int
    """RecordType inside AuditData."""
    name: str
    """RecordType of the row."""


_CONTENT = {
    "Exchange": _Filed("Exchange", 3, "ExchangeItemGroup"),
    "OneDrive": _Filed("OneDrive", 6, "SharePointFileOperation"),
}


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done, and to what."""

    operation: str
    object_id: str
    parameters: Mapping[str, Any]
    filed: _Filed


def _record_unified(tenant: Tenant, actor: Principal | Person, done: _Done) -> dict[str, Any]:
    record_id = tenant.store.new_id()
    user = actor.user_principal_name if isinstance(actor, Person) else actor.display_name
    moment = tenant.stamp().removesuffix("Z")
    data = {
        "Id": record_id,
        "CreationTime": moment,
        "Operation": done.operation,
        "OrganizationId": tenant.tenant_id,
        "RecordType": done.filed.number,
        "ResultStatus": "True",
        "UserKey": actor.object_id,
        "UserType": 2 if isinstance(actor, Person) else 5,
        "AppId": "" if isinstance(actor, Person) else actor.app_id,
        "ClientIP": actor.ip_address if isinstance(actor, Person) else "",
        "Workload": done.filed.workload,
        "UserId": user,
        "ObjectId": done.object_id,
        "Parameters": [{"Name": name, "Value": _text(value)} for name, value in done.parameters.items()],
    }
    record = {
        "RecordType": done.filed.name,
        "CreationDate": moment,
        "UserIds": user,
        "Operations": done.operation,
        "AuditData": orjson.dumps(data).decode(),
        "Identity": record_id,
        "ObjectState": "Unchanged",
    }
    tenant.store.put(UNIFIED_AUDIT, record_id, record)
    return record


def _target(told: Mapping[str, Any]) -> dict[str, Any]:
    nothing = dict.fromkeys(("id", "displayName", "type", "userPrincipalName", "groupType"))
    return {**nothing, **told}


def _operation_type(activity: str) -> str:
    verb, *of = activity.lower().split(" ")
    return _OPERATION_TYPES.get(" ".join((verb, *of[:1])), _OPERATION_TYPES.get(verb, "Update"))


def _initiator(actor: Principal | Person) -> dict[str, Any]:
    if isinstance(actor, Person):
        user = {
            "id": actor.object_id,
            "displayName": actor.display_name,
            "userPrincipalName": actor.user_principal_name,
            "ipAddress": actor.ip_address,
        }
        return {"app": None, "user": user}
    app = {
        "appId": actor.app_id,
        "displayName": actor.display_name,
        "servicePrincipalId": actor.object_id,
        "servicePrincipalName": None,
    }
    return {"app": app, "user": None}


def _modified(target: Mapping[str, Any], old: Any, new: Any) -> list[dict[str, Any]]:
    if old is None and new is None:
        return []
    name = {"Policy": "ConditionalAccessPolicy"}.get(str(target.get("type")), str(target.get("type")))
    return [{"displayName": name, "oldValue": _json(old), "newValue": _json(new)}]


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value).decode()


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ";".join(_text(item) for item in value)
    return orjson.dumps(value).decode() if isinstance(value, dict) else str(value)
