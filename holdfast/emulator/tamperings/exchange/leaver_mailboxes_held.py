"""Tampering with the mailboxes of people who leave, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import named, run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def release_leaver(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Disable the account of somebody whose mailbox is on litigation hold, and lift the hold, by default Mallory's.

    Args:
        tenant: where.
        mailbox: userPrincipalName.

    Raises:
        TamperingError: it is no mailbox on litigation hold, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    asked = {"ResultSize": "Unlimited", "Filter": "LitigationHoldEnabled -eq 'True'"}
    held = [str(row["UserPrincipalName"]) for row in run(tenant, actor, "Get-Mailbox", asked)]
    leaver = mailbox or f"mallory@{tenant.domain}"
    name = named(held, leaver, f"{tenant.domain} has on litigation hold no mailbox")
    run(tenant, actor, "Set-Mailbox", {"Identity": name, "AccountDisabled": True})
    run(tenant, actor, "Set-Mailbox", {"Identity": name, "LitigationHoldEnabled": False})
    return f"{actor.user_principal_name} disabled {name} and lifted the hold of the mailbox."


TAMPERINGS = (
    Tampering(
        "release-leaver",
        "The administrator disables an account and lifts the hold of its mailbox.",
        release_leaver,
        ("mailbox",),
    ),
)
