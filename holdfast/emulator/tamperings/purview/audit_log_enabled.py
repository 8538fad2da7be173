"""Tampering with the audit log itself, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_INGESTION = "UnifiedAuditLogIngestionEnabled"


def stop_audit(tenant: Tenant) -> str:
    """Switch the unified audit log off; that this was done is recorded all the same.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is off already.
    """
    actor = administrator(tenant)
    (row,) = run(tenant, actor, "Get-AdminAuditLogConfig", {})
    if not row[_INGESTION]:
        raise TamperingError(f"The audit log of {tenant.domain} is off already.")
    run(tenant, actor, "Set-AdminAuditLogConfig", {_INGESTION: False})
    return f"{actor.user_principal_name} switched the audit log off."


TAMPERINGS = (Tampering("stop-audit", "The administrator switches the audit log off.", stop_audit),)
