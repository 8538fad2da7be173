"""Tampering with which settings decide over methods of signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authentication_methods_policy import SERVICE as METHODS_POLICY
from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_BACK = "migrationInProgress"


def reopen_migration(tenant: Tenant) -> str:
    """Have the older settings count again.

    Args:
        tenant: where.

    Raises:
        TamperingError: they count already.
    """
    actor = administrator(tenant)
    if METHODS_POLICY.value(tenant)["policyMigrationState"] == _BACK:
        raise TamperingError(f"The migration of {tenant.domain} is in progress already.")
    METHODS_POLICY.change(tenant, actor, {"policyMigrationState": _BACK})
    return f"{actor.user_principal_name} had the older settings of methods count again."


TAMPERINGS = (
    Tampering(
        "reopen-method-migration",
        "The administrator has the older settings of methods count again.",
        reopen_migration,
    ),
)
