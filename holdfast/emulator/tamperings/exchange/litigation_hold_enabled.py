"""Tampering with the litigation holds of mailboxes, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant


def shorten_hold(tenant: Tenant, *, mailbox: str | None = None, days: int = 30) -> str:
    """Shorten the litigation hold of a mailbox, by default the first that is on hold.

    Args:
        tenant: where.
        mailbox: userPrincipalName, address or id.
        days: the new duration.

    Raises:
        TamperingError: no mailbox is on hold, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    name = mailbox or held_mailboxes(tenant, actor, 1)[0]
    change = {"Identity": name, "LitigationHoldEnabled": True, "LitigationHoldDuration": str(days)}
    run(tenant, actor, "Set-Mailbox", change)
    return f"{actor.user_principal_name} shortened the hold of {name} to {days} days."


def lift_hold(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Take a mailbox off litigation hold, by default the first that is on hold.

    Args:
        tenant: where.
        mailbox: userPrincipalName, address or id.

    Raises:
        TamperingError: no mailbox is on hold, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    name = mailbox or held_mailboxes(tenant, actor, 1)[0]
    run(tenant, actor, "Set-Mailbox", {"Identity": name, "LitigationHoldEnabled": False})
    return f"{actor.user_principal_name} lifted the hold of {name}."


def held_mailboxes(tenant: Tenant, actor: Person, needed: int) -> list[str]:
    """Return userPrincipalNames of mailboxes on litigation hold, `needed` of them, in the tenant's order.

    Raises:
        TamperingError: there are fewer.
    """
    asked = {"ResultSize": needed, "Filter": "LitigationHoldEnabled -eq 'True'"}
    names = [str(row["UserPrincipalName"]) for row in run(tenant, actor, "Get-Mailbox", asked)]
    if len(names) < needed:
        raise TamperingError(
            f"{tenant.domain} has {len(names)} mailboxes on litigation hold; this takes {needed}."
        )
    return names


TAMPERINGS = (
    Tampering("lift-hold", "The administrator takes a mailbox off litigation hold.", lift_hold, ("mailbox",)),
    Tampering(
        "shorten-hold",
        "The administrator shortens a litigation hold.",
        shorten_hold,
        (
            "days",
            "mailbox",
        ),
    ),
)
