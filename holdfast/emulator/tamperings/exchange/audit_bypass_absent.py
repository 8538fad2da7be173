"""Tampering with whose actions in mailboxes are recorded, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def excuse_account(tenant: Tenant, *, account: str = "mallory") -> str:
    """Have what an account does in mailboxes go unrecorded.

    Args:
        tenant: where.
        account: its name, or another identity of it.

    Raises:
        TamperingError: there is no such account.
    """
    actor = administrator(tenant)
    cmdlet = "Set-MailboxAuditBypassAssociation"
    run(tenant, actor, cmdlet, {"Identity": account, "AuditBypassEnabled": True})
    return f"{actor.user_principal_name} had what {account} does in mailboxes go unrecorded."


TAMPERINGS = (
    Tampering(
        "excuse-account",
        "The administrator excuses an account from the auditing of mailboxes.",
        excuse_account,
        ("account",),
    ),
)
