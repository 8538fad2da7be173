"""Tampering with who holds a role of the directory; each change leaves its audit event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, audit_target
from holdfast.emulator.graph.role_management.routes import role_assignment
from holdfast.emulator.seeds.roles import ROLE_IDS

if TYPE_CHECKING:
    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant


def give_role(tenant: Tenant, actor: Person, holder: DirectoryObject, role: str) -> None:
    """Give somebody a role over the whole directory, for good.

    Args:
        tenant: where.
        actor: who does it.
        holder: who gets it.
        role: display name of the role.
    """
    held = role_assignment(tenant, holder.body["id"], ROLE_IDS[role])
    tenant.store.put("roleAssignments", held["id"], held)
    changed = [{"displayName": "Role.DisplayName", "oldValue": None, "newValue": f'"{role}"'}]
    record_directory_change(
        tenant,
        actor,
        "Add member to role",
        "RoleManagement",
        "Core Directory",
        target=audit_target(holder) | {"modifiedProperties": changed},
    )
