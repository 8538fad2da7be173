"""How `backup.exchange_protected` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    chosen={"microsoft_365_backup_may_be_enabled": True},
    found={
        "unprotect-mailbox": (
            Found(
                "MailboxBackup", f"members[admin@{CONTOSO}].status", expected="protected", found="unprotected"
            ),
        ),
        "shorten-backup": (
            Found("MailboxBackup", "members[Holdfast: backup].retentionDays", expected=365, found=90),
        ),
    },
)
