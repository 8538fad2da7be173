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
    actor, name = _changed(tenant, mailbox, {"AuditEnabled": False}, only="AuditEnabled -eq 'True'")
    return f"{actor} switched the auditing of {name} off."


def unrecord_mailbox(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Have nobody recorded any more who reads mail of a mailbox, which goes on saying that it is audited.

    Args:
        tenant: where.
        mailbox: userPrincipalName, by default the first.

    Raises:
        TamperingError: there is no mailbox, or the cmdlet refuses.
    """
    less = {"@odata.type": "#Exchange.GenericHashTable", "Remove": ["MailItemsAccessed"]}
    actor, name = _changed(tenant, mailbox, {"AuditDelegate": less})
    return f"{actor} had no longer recorded which delegates read mail of {name}."


def forget_mailbox_audit(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Have a mailbox keep nothing of what is recorded in it, while it goes on saying that it is audited.

    Args:
        tenant: where.
        mailbox: userPrincipalName, by default the first.

    Raises:
        TamperingError: there is no mailbox, or the cmdlet refuses.
    """
    actor, name = _changed(tenant, mailbox, {"AuditLogAgeLimit": "00:00:00"})
    return f"{actor} had the records of {name} removed, and kept for no day."


def _changed(
    tenant: Tenant, mailbox: str | None, parameters: dict[str, object], *, only: str = ""
) -> tuple[str, str]:
    """Return who changed which mailbox: the one asked for, or the first that the filter `only` leaves."""
    actor = administrator(tenant)
    asked = {"ResultSize": "Unlimited"} | ({"Filter": only} if only else {})
    mailboxes = [str(row["UserPrincipalName"]) for row in run(tenant, actor, "Get-Mailbox", asked)]
    name = named(mailboxes, mailbox, f"{tenant.domain} has no mailbox to change")
    run(tenant, actor, "Set-Mailbox", {"Identity": name, **parameters})
    return actor.user_principal_name, name


TAMPERINGS = (
    Tampering(
        "silence-mailbox",
        "The administrator switches the auditing of a mailbox off.",
        silence_mailbox,
        ("mailbox",),
    ),
    Tampering(
        "forget-mailbox-audit",
        "The administrator has a mailbox keep its records for no day.",
        forget_mailbox_audit,
        ("mailbox",),
    ),
    Tampering(
        "unrecord-mailbox",
        "The administrator has it no longer recorded which delegates read mail of a mailbox.",
        unrecord_mailbox,
        ("mailbox",),
    ),
    Tampering(
        "stop-mailbox-audit",
        "The administrator has the organization audit no mailbox.",
        stop_mailbox_audit,
    ),
)
