"""A backup of somebody else's is there, and can still read what it backs up.

What is enforced: nothing is; the tenant is assessed, and never written, and the rest is attested. Assessed: every
application of the backup that the client names is in the tenant and enabled, has consent to each permission that the
client names, and is still of the tenant and of the verified publisher that the client wrote down. Attested by a named
owner: copies are made daily, are kept for at least `kept_days`, a restore was tried within the last `within_days`, and
no administrator of the tenant can delete them.

Why: what Microsoft keeps, whoever rules the tenant can end, and ransomware with an administrator's rights does. A copy
in other hands is out of reach. It ends quietly: somebody tidies an application up, and the vendor's mail goes unread.

Who is affected: nobody; whoever keeps the backup looks at it, and attests it again before the attestation ends.

How to roll back: nothing is written, so there is nothing to roll back.

Licence: none. Limits: consent proves access and no backup; that copies are made is attested, and nobody but the owner
has looked. Two makers may bear one name: `publisher_id` says which is meant. Vendors publish no list of their
application ids, so the client reads them in its own tenant. What else the applications may do is not judged. With no
application named nothing is assessed, and no outcome is met. Source:
https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from holdfast.controls.applications import BackupApplication, each_once
from holdfast.controls.attested import Asked, AttestedValues, Day, attestation, attested_metadata
from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort, keeps_nothing_more, tried_too_long_ago
from holdfast.frameworks.essential_eight_2023_11 import ESSENTIAL_EIGHT_2023_11
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import BackupApplications

if TYPE_CHECKING:
    import pulumi

_READ_MAIL = frozenset(
    {"Mail.Read", "Mail.ReadWrite", "MailboxItem.Read.All", "MailboxItem.ImportExport.All"}
)
"""Without `full_access_as_app`: it is for Exchange Web Services, which end from 2026-10-01 on (vendors' guides,
recalled)."""
_READ_FILES = frozenset(
    {
        "Files.Read.All",
        "Files.ReadWrite.All",
        "Sites.Read.All",
        "Sites.ReadWrite.All",
        "Sites.Manage.All",
        "Sites.FullControl.All",
    }
)


def _reach_too_little(applications: list[BackupApplication]) -> str:
    """Return what the applications that are named cannot read; the empty text where they read mail and files."""
    if not applications:
        return "no application is named: nothing shows that the backup is there"
    named = {name for one in applications for name in one.everything()}
    unread = [what for what, by in (("mail", _READ_MAIL), ("files", _READ_FILES)) if not named & by]
    return f"no permission is named that reads {' or '.join(unread)}" if unread else ""


class Attested(AttestedValues):
    """What an attestation of `backup.third_party_present` says."""

    schedule: Literal["several-times-a-day", "daily", "less-often"]
    """How often copies are made."""
    restored_on: Day
    """The day on which something was last restored from it to try it."""
    kept_days: Annotated[int, Field(ge=1)] | Literal["unlimited"]
    """For how many days a copy is kept; `unlimited` where it does not end."""
    reach: Literal["apart", "within-reach"]
    """Whether copies are apart from the tenant, or within reach: its administrators can delete them."""


class Settings(ChosenSettings):
    """Settings of `backup.third_party_present`."""

    applications: Annotated[
        list[BackupApplication], AfterValidator(each_once), KEEPS_ALL, FallsShort(_reach_too_little)
    ] = Field(default=[], max_length=12)
    """The applications with which the backup signs in, 12 at most."""
    within_days: Annotated[int, KEEPS_ALL, FallsShort(tried_too_long_ago)] = Field(default=180, ge=1, le=1095)
    """How many days ago the last restore may have been tried at most."""
    kept_days: Annotated[int, KEEPS_ALL, FallsShort(keeps_nothing_more)] = Field(default=365, ge=1, le=36_500)
    """For how many days copies are to be kept at least."""


class ThirdPartyPresent(ChosenControl[Settings]):
    """The assessment of its applications, and one attestation."""

    Settings = Settings
    Attested = Attested
    metadata = attested_metadata(
        title="A backup of somebody else's is there",
        duties=(Duty.ACCIDENTAL_DELETION,),
        outcomes=("accidental-deletion.independent-daily-backup",),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("CP-9", lacks="what the application leaves out"),
            ISO_27001_2022("A.8.13", lacks="what the application leaves out"),
            ESSENTIAL_EIGHT_2023_11("ISM-1511", lacks="what the application leaves out"),
            ESSENTIAL_EIGHT_2023_11("ISM-1707", lacks="administrators of the backup itself"),
        ),
        impact="Nobody notices but the owner of the backup, who attests it again before the attestation ends.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment of what is named, and the attestation, unless the control is off."""
        if not self.settings.enabled:
            return {}
        if self.settings.applications:
            BackupApplications(
                self.child_name("applications"),
                applications=[one.inputs() for one in self.settings.applications],
                opts=self.child_options(),
            )
        attestation(
            self,
            (
                Asked(value="schedule", one_of=("several-times-a-day", "daily")),
                Asked(value="restored_on", within_days=self.settings.within_days),
                Asked(value="kept_days", at_least=self.settings.kept_days),
                Asked(value="reach", one_of=("apart",)),
            ),
        )
        return {}
