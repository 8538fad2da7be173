"""Mailboxes are backed up every day, by Microsoft 365 Backup.

What is enforced: Microsoft 365 Backup is on, one policy of Exchange is active, weekly restore points are kept for at
least the days, and it protects all mailboxes of the listed types: each has a restore point of the last day. A mailbox
that comes later breaks the rule, and shows as drift, until the next apply. What the service could not protect is told
by name, with its error. A policy that keeps points longer obeys the rule; no apply makes that shorter, takes a mailbox
out, or turns the backup off.

Why: replication copies a deletion, the recycle bin ends, and ransomware encrypts what is then faithfully replicated.
Only a copy from before brings that back.

Who is affected: nobody notices. The backup is billed by the protected gigabyte.

How to roll back: nothing is undone when the control is removed, or by `holdfast destroy`: policy, units and restore
points stay. Whoever wants to end the backup does so in the Microsoft 365 admin center, and has 90 days to think again.

Licence: none, and pay-as-you-go billing. Enabling the service is a step that nothing here takes back: it is done with
`enable_service` and an entry of `i_understand` only; without, a service that is off is told, and stays off. Without
billing the control is not applicable. Limits: drafts, items that are only in Deleted Items, rooms and equipment are in
no backup, and neither are inactive mailboxes and those of groups (the first recalled): they are left out by name, but
for those that a hold of their own, or a retention policy over Microsoft 365 groups, keeps for as long. The backup is in
Microsoft's hands as the tenant is, so it is no independent one. A restore point whose day has no change in it may not
be listed (not documented): such a mailbox is unknown while others have theirs.

Source: https://learn.microsoft.com/graph/api/resources/exchangeprotectionpolicy (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from holdfast.controls.backups import BackupControl, BackupSettings
from holdfast.controls.narrowing import Narrows, all_but
from holdfast.frameworks.essential_eight_2023_11 import ESSENTIAL_EIGHT_2023_11
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import MailboxBackup

if TYPE_CHECKING:
    import pulumi

_TYPES = {"user": "UserMailbox", "shared": "SharedMailbox"}

_RESTORABLE = "external-attack.encrypted-files-restorable"


class Settings(BackupSettings):
    """Settings of `backup.exchange_protected`."""

    mailbox_types: Annotated[
        list[Literal["user", "shared"]],
        Narrows("types of mailboxes", all_but(*_TYPES), counted_as=Reason.TYPE),
    ] = Field(default=["user", "shared"], min_length=1)
    """Which mailboxes the rule is for; rooms and equipment cannot be backed up."""
    excluded_mailboxes: Annotated[list[str], Narrows("mailboxes", counted_as=Reason.EXCLUDED)] = []
    """User principal names that the rule leaves out, or ids of users, which cannot be given to somebody else."""


class ExchangeProtected(BackupControl[Settings]):
    """One rule over all mailboxes."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Mailboxes are backed up every day",
        duties=(Duty.ACCIDENTAL_DELETION, Duty.EXTERNAL_ATTACK),
        outcomes=("accidental-deletion.mail-backed-up", _RESTORABLE),
        shares=(Share(_RESTORABLE, ("backup.onedrive_protected", "backup.sharepoint_protected")),),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("CP-9", lacks="files"),
            ISO_27001_2022("A.8.13", lacks="files"),
            ESSENTIAL_EIGHT_2023_11("ISM-1511", lacks="files"),
        ),
        licence="none",
        impact="Nobody notices; Microsoft bills every protected gigabyte.",
        rollback="Policy, units and restore points stay when the control is removed, because they protect data.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule, unless the control is off."""
        if not self.settings.enabled:
            return {}
        rule = MailboxBackup(
            self.child_name("rule"),
            policy_name=self.settings.policy_name,
            retention_days=self.settings.retention_days,
            enable_service=self.settings.enable_service or None,
            mailbox_types=[_TYPES[one] for one in self.settings.mailbox_types],
            excluded_mailboxes=self.settings.excluded_mailboxes or None,
            opts=self.child_options(protects_data=True),
        )
        return {"retentionDays": rule.retention_days}
