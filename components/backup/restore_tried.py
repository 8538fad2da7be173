"""A restore from the backup was tried.

What is enforced: nothing is; a named owner attests that mail and files were restored from the backup within the last
`within_days`, and that all of it came back. It is attested, not checked: what came back, and whether somebody could
work with it, no interface tells. With `sessions` it is read besides, and never written, that Microsoft 365 Backup
completed a restore within the same days; one that is completed with an error does not count.

Why: a backup that nobody has restored from is a hope. Whether it works is found out on a quiet day, or on the worst.

Who is affected: whoever tries the restore, and keeps what shows it.

How to roll back: nothing is written, so there is nothing to roll back.

Licence: none. Limits: nobody but the owner has looked at what came back, and every report says so. A session does not
tell whether it restored mail or files. Source:
https://learn.microsoft.com/microsoft-365/backup/backup-overview (2026-11-25).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from holdfast.controls.attested import Asked, AttestedControl, AttestedValues, Day, attested_metadata
from holdfast.controls.chosen import ChosenSettings
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import EVERY_VALUE, FallsShort, tried_too_long_ago
from holdfast.frameworks.essential_eight_2023_11 import ESSENTIAL_EIGHT_2023_11
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import RestoreSessions

if TYPE_CHECKING:
    import pulumi


class Attested(AttestedValues):
    """What an attestation of `backup.restore_tried` says."""

    mail_restored_on: Day
    """The day on which mail was last restored to try it."""
    files_restored_on: Day
    """The day on which files were last restored to try it."""
    came_back: Literal["all", "in part", "nothing"]
    """How much of what was to be restored came back and could be used."""


class Settings(ChosenSettings):
    """Settings of `backup.restore_tried`."""

    within_days: Annotated[int, KEEPS_ALL, FallsShort(tried_too_long_ago)] = Field(default=180, ge=1, le=1095)
    """How many days ago the last restore may have been tried at most."""
    sessions: Annotated[bool, KEEPS_ALL, EVERY_VALUE] = False
    """Whether the backup is Microsoft 365 Backup, whose sessions are read: one has to be completed as lately."""


class RestoreTried(AttestedControl[Settings]):
    """One attestation of the last restore, and the assessment of the sessions of Microsoft 365 Backup."""

    Settings = Settings
    Attested = Attested
    metadata = attested_metadata(
        title="A restore from the backup was tried",
        duties=(Duty.ACCIDENTAL_DELETION,),
        outcomes=("accidental-deletion.restore-tried",),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("CP-9(1)"),
            ISO_27001_2022("A.8.13", lacks="that there is a backup"),
            ESSENTIAL_EIGHT_2023_11("ISM-1515"),
        ),
        impact="Nobody notices but whoever tries the restore, and attests it again before the attestation ends.",
        revision=1,
    )

    def asked(self) -> tuple[Asked, ...]:
        """Return what is asked of the last restore (see `AttestedControl.asked`)."""
        return (
            Asked(value="mail_restored_on", within_days=self.settings.within_days),
            Asked(value="files_restored_on", within_days=self.settings.within_days),
            Asked(value="came_back", one_of=("all",)),
        )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the attestation and, where they are read, the sessions; nothing while the control is off."""
        if self.settings.enabled and self.settings.sessions:
            RestoreSessions(
                self.child_name("sessions"),
                within_days=self.settings.within_days,
                opts=self.child_options(),
            )
        return super().declare()
