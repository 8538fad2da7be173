"""Everybody's OneDrive is backed up every day, by Microsoft 365 Backup.

What is enforced: Microsoft 365 Backup is on, one policy of OneDrive is active, weekly restore points are kept for at
least the days, and it protects all drives of everybody who is licensed for one: each has a restore point of the last
day. A drive that comes later breaks the rule, and shows as drift, until the next apply. What the service could not
protect is told by name, with its error. A policy that keeps points longer obeys the rule; no apply makes that shorter,
takes a drive out, or turns the backup off.

Why: replication copies a deletion, the recycle bin ends, and ransomware encrypts what is then faithfully replicated.
Only a copy from before brings that back.

Who is affected: nobody notices. The backup is billed by the protected gigabyte.

How to roll back: nothing is undone when the control is removed, or by `holdfast destroy`: policy, units and restore
points stay. Whoever wants to end the backup does so in the Microsoft 365 admin center, and has 90 days to think again.

Licence: a plan of SharePoint or OneDrive, and pay-as-you-go billing. Enabling the service is a step that nothing here
takes back: it is done with `enable_service` and an entry of `i_understand` only; without, a service that is off is
told, and stays off. Without billing the control is not applicable. Limits: a drive whose user is deleted or lost the
licence is not counted, and stays in its backup as it was; a user who never opened OneDrive has no drive, which shows as
an error of the unit. The backup is in Microsoft's hands as the tenant is, so it is no independent one. A restore point
whose day has no change in it may not be listed (not documented): such a drive is unknown while others have theirs.

Source: https://learn.microsoft.com/graph/api/resources/onedriveforbusinessprotectionpolicy (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.backups import BackupControl, BackupSettings
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.essential_eight_2023_11 import ESSENTIAL_EIGHT_2023_11
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import DriveBackup

if TYPE_CHECKING:
    import pulumi

_RESTORABLE = "external-attack.encrypted-files-restorable"


class Settings(BackupSettings):
    """Settings of `backup.onedrive_protected`."""

    excluded_users: Annotated[list[str], Narrows("users", counted_as=Reason.EXCLUDED)] = []
    """User principal names that the rule leaves out, or ids of users, which cannot be given to somebody else."""


class OnedriveProtected(BackupControl[Settings]):
    """One rule over all drives."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Everybody's OneDrive is backed up every day",
        duties=(Duty.ACCIDENTAL_DELETION, Duty.EXTERNAL_ATTACK),
        outcomes=("accidental-deletion.personal-files-backed-up", _RESTORABLE),
        shares=(Share(_RESTORABLE, ("backup.exchange_protected", "backup.sharepoint_protected")),),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("CP-9", lacks="mail and sites"),
            ISO_27001_2022("A.8.13", lacks="mail and sites"),
            ESSENTIAL_EIGHT_2023_11("ISM-1511", lacks="mail and sites"),
        ),
        licence="SHAREPOINTSTANDARD",
        impact="Nobody notices; Microsoft bills every protected gigabyte.",
        rollback="Policy, units and restore points stay when the control is removed, because they protect data.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule, unless the control is off."""
        if not self.settings.enabled:
            return {}
        rule = DriveBackup(
            self.child_name("rule"),
            policy_name=self.settings.policy_name,
            retention_days=self.settings.retention_days,
            enable_service=self.settings.enable_service or None,
            excluded_users=self.settings.excluded_users or None,
            opts=self.child_options(protects_data=True),
        )
        return {"retentionDays": rule.retention_days}
