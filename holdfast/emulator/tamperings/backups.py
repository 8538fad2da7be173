"""What tamperings with a backup have in common: the active policy of a workload, and a unit in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.backup_restore.changes import unprotect
from holdfast.emulator.graph.backup_restore.state import policies_of
from holdfast.emulator.graph.backup_restore.workloads import WORKLOADS
from holdfast.emulator.tamperings.cast import TamperingError

if TYPE_CHECKING:
    from holdfast.emulator.audit import Person
    from holdfast.emulator.graph.backup_restore.workloads import Workload
    from holdfast.emulator.tenant import Tenant

EXCHANGE, ONEDRIVE, SHAREPOINT = WORKLOADS


def active_policy(tenant: Tenant, workload: Workload) -> dict[str, Any]:
    """Return the active policy of a workload.

    Raises:
        TamperingError: there is none.
    """
    for policy in policies_of(tenant, workload):
        if policy["status"] != "inactive":
            return policy
    raise TamperingError(f"{tenant.domain} has no active policy among its {workload.policies}.")


def take_out(tenant: Tenant, actor: Person, workload: Workload, wanted: str | None) -> str:
    """Take something out of the active policy of a workload, by default the first, and return its id.

    Raises:
        TamperingError: it is in no active policy.
    """
    policy = active_policy(tenant, workload)
    for unit in tenant.store.all(workload.collection):
        name = str(unit[workload.names])
        if unit["policyId"] == policy["id"] and wanted in (None, name):
            unprotect(tenant, actor, workload, unit)
            return name
    raise TamperingError(f"{wanted or 'nothing'} is in the backup of {tenant.domain}.")
