"""Tampering with the older, per-user MFA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.authentication_requirements.routes import COLLECTION
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, audit_target
from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def enforce_per_user_mfa(tenant: Tenant, *, user: str | None = None) -> str:
    """Enforce per-user MFA for an enabled account, by default that of the first person with a job.

    Args:
        tenant: where.
        user: userPrincipalName.

    Raises:
        TamperingError: there is no such account.
    """
    actor = administrator(tenant)
    enabled = [one for one in tenant.store.all("users") if one["accountEnabled"]]
    people = [
        one for one in enabled if user == one["userPrincipalName"] or (not user and one.get("jobTitle"))
    ]
    if not people:
        raise TamperingError(f"{tenant.domain} has no enabled account {user or 'of a person'}.")
    chosen = min(people, key=lambda one: str(one["userPrincipalName"]))
    tenant.store.put(COLLECTION, chosen["id"], {"perUserMfaState": "enforced"})
    # What the log calls the change is recalled.
    record_directory_change(
        tenant,
        actor,
        "Enable Strong Authentication",
        "UserManagement",
        "Core Directory",
        target=audit_target(DirectoryObject("user", chosen)),
    )
    return f"{actor.user_principal_name} enforced per-user MFA for {chosen['userPrincipalName']}."


TAMPERINGS = (
    Tampering(
        "enforce-per-user-mfa",
        "The administrator enforces per-user MFA for somebody, beside Conditional Access.",
        enforce_per_user_mfa,
        ("user",),
    ),
)
