"""Tampering with the backup of mailboxes: one is taken out, the periods are shortened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.backup_restore.changes import change_policy
from holdfast.emulator.tamperings.backups import EXCHANGE, active_policy, take_out
from holdfast.emulator.tamperings.cast import administrator, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def unprotect_mailbox(tenant: Tenant, *, user: str | None = None) -> str:
    """Take a mailbox out of the backup.

    Args:
        tenant: where.
        user: id of its user, by default of the first that is protected.

    Raises:
        TamperingError: it is not in the backup.
    """
    actor = attacker(tenant)
    name = take_out(tenant, actor, EXCHANGE, user)
    return f"{actor.user_principal_name} took the mailbox of the user {name} out of the backup."


def shorten_backup(tenant: Tenant, *, days: int = 90) -> str:
    """Have restore points of mailboxes kept for a shorter time.

    Args:
        tenant: where.
        days: the new time, one that the service offers.

    Raises:
        TamperingError: no policy is active.
    """
    actor = administrator(tenant)
    weekly = [{"interval": "R/P1W", "period": f"P{days}D"}]
    change_policy(
        tenant, actor, active_policy(tenant, EXCHANGE), "BackupPolicyEdited", retentionSettings=weekly
    )
    return f"{actor.user_principal_name} has the backup of mailboxes kept for {days} days only."


TAMPERINGS = (
    Tampering(
        "unprotect-mailbox", "The attacker takes a mailbox out of the backup.", unprotect_mailbox, ("user",)
    ),
    Tampering(
        "shorten-backup",
        "The administrator has the backup of mailboxes kept for 90 days only.",
        shorten_backup,
        ("days",),
    ),
)
