"""The files of everybody who leaves stay for long after the account was deleted.

What is enforced: the drive of a deleted user is kept for at least `days`. A tenant that keeps drives longer obeys; none
is ever told to keep them for a shorter time. And it is assessed that no retention policy deletes what is in drives
sooner than that, unless another one keeps everything in all drives for as long: what deletes is told by name, and not
changed.

Why: from the day on which an account is deleted, its OneDrive is kept for 30 days, unless the tenant says otherwise.
Then it lies in the recycle bin for 93 days more, where no search for evidence reaches it, and is gone. Who needs a file
of somebody who left is often told of it later.

Who is affected: nobody notices. What drives of deleted users take counts against the tenant's storage (recalled).

How to roll back: the setting stays when the control is removed, because drives would be erased earlier without it. By
hand: SharePoint admin centre, Settings, OneDrive retention.

Licence: a plan of SharePoint or OneDrive.
Limits: the setting is for the whole tenant, and acts on drives of users who were deleted before as well.
A label that deletes, and a policy whose adaptive scope keeps, are not looked at. Drives of users who are
still there but have no licence any longer are archived or deleted by rules of their own, which no setting changes;
`holdfast horizon` counts with both. Source: https://learn.microsoft.com/sharepoint/set-retention (2024-04-09).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import LeaverDriveEndings, TenantSettings

if TYPE_CHECKING:
    import pulumi

_BY_DEFAULT = 30
_MAIL = "mail of leavers: this is about their files"


def _no_longer_than_usual(days: int) -> str:
    return (
        "" if days > _BY_DEFAULT else f"{days} days, which a tenant keeps drives of deleted users without it"
    )


class Settings(ControlSettings):
    """Settings of `onedrive.leaver_files_kept`."""

    days: Annotated[int, KEEPS_ALL, FallsShort(_no_longer_than_usual)] = Field(ge=30, le=3650)
    """For how many days the drive of a deleted user is kept at least."""


class LeaverFilesKept(HardeningControl[Settings]):
    """The tenant's time for drives of deleted users."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Files of leavers are kept for long after the account is deleted",
        duties=(Duty.INTERNAL_ATTACK,),
        outcomes=("internal-attack.leavers-files-kept",),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("SI-12", lacks=_MAIL),
            ISO_27001_2022("A.5.33", lacks=_MAIL),
        ),
        licence="SHAREPOINTSTANDARD",
        impact="Nobody notices; drives of people who left take storage for as long.",
        rollback="The setting stays when the control is removed, because it protects data.",
        revision=2,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the time, and the assessment of what ends sooner."""
        LeaverDriveEndings(self.child_name("endings"), days=self.settings.days, opts=self.child_options())
        settings = TenantSettings(
            self.child_name("settings"),
            deleted_user_personal_site_retention_period_in_days=self.settings.days,
            opts=self.child_options(protects_data=True),
        )
        days = settings.deleted_user_personal_site_retention_period_in_days
        return {"deletedUserPersonalSiteRetentionPeriodInDays": days}
