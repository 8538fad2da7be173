"""Tampering with how long mailboxes keep what was deleted, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import named, run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant


def stop_recovery(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Switch single item recovery of a mailbox off: what its user purges from now on is gone at once.

    Args:
        tenant: where.
        mailbox: userPrincipalName, by default the first that has it on.

    Raises:
        TamperingError: no mailbox has it on, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    on = _mailboxes(tenant, actor, "SingleItemRecoveryEnabled -eq 'True'")
    name = named(on, mailbox, f"{tenant.domain} has no mailbox with single item recovery")
    run(tenant, actor, "Set-Mailbox", {"Identity": name, "SingleItemRecoveryEnabled": False})
    return f"{actor.user_principal_name} switched single item recovery of {name} off."


def shorten_recovery(tenant: Tenant, *, mailbox: str | None = None, days: int = 1) -> str:
    """Shorten the time for which a mailbox keeps deleted items.

    Args:
        tenant: where.
        mailbox: userPrincipalName, by default the first there is.
        days: the new time.

    Raises:
        TamperingError: there is no mailbox, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    name = named(_mailboxes(tenant, actor, ""), mailbox, f"{tenant.domain} has no mailbox")
    run(tenant, actor, "Set-Mailbox", {"Identity": name, "RetainDeletedItemsFor": f"{days}.00:00:00"})
    return f"{actor.user_principal_name} has {name} keep deleted items for {days} days only."


def _mailboxes(tenant: Tenant, actor: Person, condition: str) -> list[str]:
    """Return the userPrincipalNames of the mailboxes that meet a condition, in the tenant's order."""
    asked = {"ResultSize": "Unlimited", **({"Filter": condition} if condition else {})}
    return [str(row["UserPrincipalName"]) for row in run(tenant, actor, "Get-Mailbox", asked)]


TAMPERINGS = (
    Tampering(
        "stop-recovery",
        "The administrator switches single item recovery of a mailbox off.",
        stop_recovery,
        ("mailbox",),
    ),
    Tampering(
        "shorten-recovery",
        "The administrator has a mailbox keep deleted items for a day only.",
        shorten_recovery,
        ("days", "mailbox"),
    ),
)
