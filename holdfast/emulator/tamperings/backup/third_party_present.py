"""Tampering with the application of somebody else's backup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.app_role_assignments.state import ASSIGNMENTS
from holdfast.emulator.seeds.backup_vendor import BACKUP_APPLICATION
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_PERMISSION = "Mail.ReadWrite"


def unplug_backup(tenant: Tenant) -> str:
    """Take the permission to read mail from the application of the backup.

    The audit event names the service that offers the permission first, and the application as the other (recalled).

    Args:
        tenant: where.

    Raises:
        TamperingError: the tenant has no such application, or it has no such permission.
    """
    actor, application = attacker(tenant), _application(tenant)
    offering = {one["id"]: one for one in tenant.store.all("servicePrincipals")}
    for given in tenant.store.all(ASSIGNMENTS):
        resource = offering[given["resourceId"]]
        offered = {one["id"]: one["value"] for one in resource["appRoles"]}
        if given["principalId"] == application["id"] and offered[given["appRoleId"]] == _PERMISSION:
            tenant.store.delete(ASSIGNMENTS, given["id"])
            record_directory_change(
                tenant,
                actor,
                "Remove app role assignment from service principal",
                "ApplicationManagement",
                "Core Directory",
                target=_target(resource),
                also=_target(application),
            )
            return f"{actor.user_principal_name} took {_PERMISSION} from {application['displayName']}."
    raise TamperingError(f"{application['displayName']} has no permission {_PERMISSION}.")


def switch_backup_off(tenant: Tenant) -> str:
    """Disable the application of the backup, so that it cannot sign in.

    Args:
        tenant: where.

    Raises:
        TamperingError: the tenant has no such application.
    """
    actor, application = attacker(tenant), _application(tenant)
    tenant.store.put("servicePrincipals", application["id"], {**application, "accountEnabled": False})
    record_directory_change(
        tenant,
        actor,
        "Update service principal",
        "ApplicationManagement",
        "Core Directory",
        target=_target(application)
        | {
            "modifiedProperties": [
                {"displayName": "AccountEnabled", "oldValue": "[true]", "newValue": "[false]"}
            ]
        },
    )
    return f"{actor.user_principal_name} disabled {application['displayName']}."


def _application(tenant: Tenant) -> dict[str, Any]:
    for one in tenant.store.all("servicePrincipals"):
        if one["appId"] == BACKUP_APPLICATION:
            return dict(one)
    raise TamperingError(f"{tenant.domain} has no application of a backup.")


def _target(principal: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": principal["id"],
        "displayName": principal["displayName"],
        "type": "ServicePrincipal",
    }


TAMPERINGS = (
    Tampering(
        "unplug-backup",
        "The attacker takes from the application of the backup the permission to read mail.",
        unplug_backup,
    ),
    Tampering(
        "switch-backup-off",
        "The attacker disables the application of the backup.",
        switch_backup_off,
    ),
)
