"""Tampering with the auditing of mailboxes, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.cmdlets import named, run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def stop_mailbox_audit(tenant: Tenant) -> str:
    """Have the organization audit no mailbox any longer.

    Args:
        tenant: where.

    Raises:
        TamperingError: it audits none already.
    """
    actor = administrator(tenant)
    (row,) = run(tenant, actor, "Get-OrganizationConfig", {})
    if row["AuditDisabled"]:
        raise TamperingError(f"{tenant.domain} audits no mailbox already.")
    run(tenant, actor, "Set-OrganizationConfig", {"AuditDisabled": True})
    return f"{actor.user_principal_name} switched the auditing of mailboxes off."


def silence_mailbox(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Have a mailbox say that it is not audited.

    Args:
        tenant: where.
        mailbox: userPrincipalName, by default the first that is audited.

    Raises:
        TamperingError: no mailbox is audited, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    asked = {"ResultSize": "Unlimited", "Filter": "AuditEnabled -eq 'True'"}
    audited = [str(row["UserPrincipalName"]) for row in run(tenant, actor, "Get-Mailbox", asked)]
    name = named(audited, mailbox, f"{tenant.domain} has no audited mailbox")
    run(tenant, actor, "Set-Mailbox", {"Identity": name, "AuditEnabled": False})
    return f"{actor.user_principal_name} switched the auditing of {name} off."


TAMPERINGS = (
    Tampering(
        "silence-mailbox",
        "The administrator switches the auditing of a mailbox off.",
        silence_mailbox,
        ("mailbox",),
    ),
    Tampering(
        "stop-mailbox-audit",
        "The administrator has the organization audit no mailbox.",
        stop_mailbox_audit,
    ),
)
