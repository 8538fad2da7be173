"""Tampering with how long the audit log is kept, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import named, run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_NOUN = "UnifiedAuditLogRetentionPolicy"


def shorten_audit(tenant: Tenant, *, audit_policy: str | None = None) -> str:
    """Have the records of an audit log retention policy go after seven days, by default of the first that there is.

    Args:
        tenant: where.
        audit_policy: its name.

    Raises:
        TamperingError: there is no such policy.
    """
    actor = administrator(tenant)
    policies = {str(row["Name"]): row for row in run(tenant, actor, f"Get-{_NOUN}", {})}
    name = named(list(policies), audit_policy, f"{tenant.domain} has no audit log retention policy")
    short = {"Identity": name, "Priority": policies[name]["Priority"], "RetentionDuration": "SevenDays"}
    run(tenant, actor, f"Set-{_NOUN}", short)
    return f"{actor.user_principal_name} had the records of '{name}' go after seven days."


TAMPERINGS = (
    Tampering(
        "shorten-audit",
        "The administrator has records of the audit log go after seven days.",
        shorten_audit,
        ("audit_policy",),
    ),
)
