"""Changes of the backup by a person or an application: what routes do, and tamperings. Each leaves its audit record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_backup_change
from holdfast.emulator.graph.backup_restore.state import (
    JOBS,
    POLICIES,
    add_unit,
    public_error,
    remove_unit,
    set_service,
    stored_unit,
    unit_id,
)
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.audit import Person
    from holdfast.emulator.graph.backup_restore.workloads import Workload
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Principal

    Actor = Principal | Person

DEFAULT_RETENTION = ({"interval": "R/PT10M", "period": "P2W"}, {"interval": "R/P1W", "period": "P1Y"})
"""What a new policy keeps: every ten minutes for two weeks, weekly for a year."""
SERVICE_NAME = "Microsoft 365 Backup"
"""What audit records call the service."""


def change_service(tenant: Tenant, actor: Actor, operation: str, **changes: Any) -> dict[str, Any]:
    """Change the status of the service."""
    status = set_service(tenant, **changes, lastModifiedBy=_identity(actor))
    record_backup_change(tenant, actor, operation, SERVICE_NAME, {"Status": status["status"]})
    return status


def make_policy(
    tenant: Tenant, actor: Actor, workload: Workload, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Make a policy, inactive as every new one."""
    stamp, by = tenant.stamp(), _identity(actor)
    policy_id = tenant.store.new_id()
    policy = {
        "id": policy_id,
        "workload": workload.policies,
        "displayName": values.get("displayName"),
        "status": "inactive",
        "isEnabled": False,
        "retentionSettings": list(values.get("retentionSettings") or DEFAULT_RETENTION),
        "createdBy": by,
        "createdDateTime": stamp,
        "lastModifiedBy": by,
        "lastModifiedDateTime": stamp,
        "activatedDateTime": None,
    }
    tenant.store.put(POLICIES, policy_id, policy)
    record_backup_change(tenant, actor, "NewBackupPolicyCreated", policy_id, {"Name": policy["displayName"]})
    return policy


def change_policy(
    tenant: Tenant, actor: Actor, policy: Mapping[str, Any], operation: str, **changes: Any
) -> dict[str, Any]:
    """Change a policy: its name, its periods, whether it is active."""
    stamp = {"lastModifiedBy": _identity(actor), "lastModifiedDateTime": tenant.stamp()}
    changed = {**policy, **changes, **stamp}
    tenant.store.put(POLICIES, changed["id"], changed)
    record_backup_change(tenant, actor, operation, changed["id"], changes)
    return changed


def activate(tenant: Tenant, actor: Actor, policy: Mapping[str, Any]) -> dict[str, Any]:
    """Have an inactive policy protect its units."""
    on = {"status": "active", "isEnabled": True, "activatedDateTime": tenant.stamp()}
    return change_policy(tenant, actor, policy, "BackupPolicyActivated", **on)


def deactivate(tenant: Tenant, actor: Actor, policy: Mapping[str, Any]) -> dict[str, Any]:
    """Have a policy protect nothing any longer."""
    return change_policy(tenant, actor, policy, "BackupPolicyPaused", status="inactive", isEnabled=False)


def protect(
    tenant: Tenant, actor: Actor, workload: Workload, policy: dict[str, Any], name: str
) -> dict[str, Any] | None:
    """Add something to a policy; its public error when the policy, or another one, has it already."""
    found = tenant.store.get(workload.collection, unit_id(tenant, workload, name))
    if found is not None and found["policyId"]:
        return public_error("ProtectionUnitAlreadyExists", "The protection unit is already part of a policy.")
    if not workload.exists(tenant, name):
        return public_error("ProtectionUnitNotFound", f"The protection unit {name} was not found.")
    unit = add_unit(tenant, workload, policy, name)
    record_backup_change(
        tenant, actor, "BackupItemAdded", unit["id"], {"PolicyId": policy["id"], "Name": name}
    )
    return None


def unprotect(
    tenant: Tenant, actor: Actor, workload: Workload, unit: dict[str, Any], *, status: str = "unprotected"
) -> None:
    """Take something out of its policy."""
    remove_unit(tenant, workload, unit, status=status)
    told = {"PolicyId": unit["policyId"], "Status": status, "Name": unit[workload.names]}
    record_backup_change(tenant, actor, "BackupItemRemoved", unit["id"], told)


def start_job(
    tenant: Tenant, actor: Actor, workload: Workload, policy: dict[str, Any], names: list[str]
) -> dict[str, Any]:
    """Add many things to a policy; what cannot be added is left out of it."""
    job = {
        "id": tenant.store.new_id(),
        "workload": workload.policies,
        "policyId": policy["id"],
        "size": len(names),
        "createdBy": _identity(actor),
        "createdDateTime": tenant.stamp(),
        "failed": 0,
    }
    with tenant.store.transaction():
        errors = [protect(tenant, actor, workload, policy, name) for name in names]
        job["failed"] = sum(one is not None for one in errors)
        tenant.store.put(JOBS, job["id"], job)
        record_backup_change(tenant, actor, "BackupPolicyEdited", policy["id"], {"Added": len(names)})
    return job


def unit_of(tenant: Tenant, workload: Workload, key: str) -> dict[str, Any]:
    """The unit of a policy by its id.

    Raises:
        GraphError: 400 InvalidProtectionUnitId.
    """
    found = stored_unit(tenant, key)
    if found is None or found[0] is not workload:
        raise GraphError(400, "InvalidProtectionUnitId", f"The protection unit {key} is invalid.")
    return found[1]


def _identity(actor: Actor) -> dict[str, Any]:
    """The wire object `identitySet` of who acts."""
    name = {"id": actor.object_id, "displayName": actor.display_name}
    return {"user": name} if hasattr(actor, "user_principal_name") else {"application": name}
