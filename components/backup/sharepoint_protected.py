"""Every SharePoint site is backed up every day, by Microsoft 365 Backup.

What is enforced: Microsoft 365 Backup is on, one policy of SharePoint is active, weekly restore points are kept for at
least the days, and it protects all sites but those that are somebody's OneDrive: each has a restore point of the last
day. A site that comes later breaks the rule, and shows as drift, until the next apply. What the service could not
protect is told by name, with its error. A policy that keeps points longer obeys the rule; no apply makes that shorter,
takes a site out, or turns the backup off.

Why: replication copies a deletion, the recycle bin ends, and ransomware encrypts what is then faithfully replicated.
Only a copy from before brings that back.

Who is affected: nobody notices. The backup is billed by the protected gigabyte.

How to roll back: nothing is undone when the control is removed, or by `holdfast destroy`: policy, units and restore
points stay. Whoever wants to end the backup does so in the Microsoft 365 admin center, and has 90 days to think again.

Licence: a plan of SharePoint or OneDrive, and pay-as-you-go billing. Enabling the service is a step that nothing here
takes back: it is done with `enable_service` and an entry of `i_understand` only; without, a service that is off is
told, and stays off. Without billing the control is not applicable. Limits: Teams chats and Planner are in no backup; a
site collection is protected as a whole, its subsites with it. The backup is in Microsoft's hands as the tenant is, so
it is no independent one. A restore point whose day has no change in it may not be listed (not documented): such a site
is unknown while others have theirs.

Source: https://learn.microsoft.com/graph/api/resources/sharepointprotectionpolicy (2026-11-26).
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
from holdfast.provider.resources import SiteBackup

if TYPE_CHECKING:
    import pulumi

_RESTORABLE = "external-attack.encrypted-files-restorable"


class Settings(BackupSettings):
    """Settings of `backup.sharepoint_protected`."""

    excluded_sites: Annotated[list[str], Narrows("sites", counted_as=Reason.EXCLUDED)] = []
    """Addresses of sites that the rule leaves out, or their ids, which stay when a site is moved."""


class SharepointProtected(BackupControl[Settings]):
    """One rule over all sites."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Every SharePoint site is backed up every day",
        duties=(Duty.ACCIDENTAL_DELETION, Duty.EXTERNAL_ATTACK),
        outcomes=("accidental-deletion.sites-backed-up", _RESTORABLE),
        shares=(Share(_RESTORABLE, ("backup.exchange_protected", "backup.onedrive_protected")),),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("CP-9", lacks="mail and personal files"),
            ISO_27001_2022("A.8.13", lacks="mail and personal files"),
            ESSENTIAL_EIGHT_2023_11("ISM-1511", lacks="mail and personal files"),
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
        rule = SiteBackup(
            self.child_name("rule"),
            policy_name=self.settings.policy_name,
            retention_days=self.settings.retention_days,
            enable_service=self.settings.enable_service or None,
            excluded_sites=self.settings.excluded_sites or None,
            opts=self.child_options(protects_data=True),
        )
        return {"retentionDays": rule.retention_days}
