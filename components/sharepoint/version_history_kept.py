"""Earlier versions of files are kept.

What is enforced: nothing is; a named owner attests that the tenant keeps at least `versions` versions of each file for
at least `kept_days`, and that libraries that were there before were brought to it. It is attested, not checked: the
limits of versions stand in the SharePoint admin centre and in `Get-SPOTenant` and `Get-SPOSite`, which take
SharePoint's own interface (recalled); Graph's `/admin/sharepoint/settings`, the only one of SharePoint's settings that
Holdfast reads app-only, has none of them.

Why: replication copies what ransomware or a mistake wrote over a file. Whoever wants the file as it was needs a version
from before.

Who is affected: nobody. Versions take space in the storage of a site.

How to roll back: nothing is written, so there is nothing to roll back.

Licence: a plan of SharePoint or OneDrive. Limits: nobody but the owner has looked, and every report says so. A change
of the tenant's limits is for new libraries; older ones keep theirs until a job brings them to it (recalled). A
retention policy keeps versions whatever their limit is. Fewer than 100 versions cannot be set by hand (recalled).
Source: https://learn.microsoft.com/graph/api/resources/sharepointsettings (2026-11-26).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from holdfast.controls.attested import Asked, AttestedControl, AttestedValues, attested_metadata
from holdfast.controls.chosen import ChosenSettings
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort, keeps_nothing_more
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import Severity
from holdfast.model.duty import Duty

_FEWEST = 100
"""What a library keeps at least once somebody limits it by hand (recalled)."""


def _too_few(versions: int) -> str:
    return (
        "" if versions >= _FEWEST else f"{versions} versions, where {_FEWEST} are the fewest that can be set"
    )


class Attested(AttestedValues):
    """What an attestation of `sharepoint.version_history_kept` says."""

    versions: Annotated[int, Field(ge=1, le=50_000)]
    """How many versions of a file are kept at most."""
    kept_days: Annotated[int, Field(ge=1)] | Literal["unlimited"]
    """After how many days a version ends; `unlimited` where none does."""
    libraries: Literal["all", "new"]
    """Whether every library keeps them, or only those that were made since the limits were set."""


class Settings(ChosenSettings):
    """Settings of `sharepoint.version_history_kept`."""

    versions: Annotated[int, KEEPS_ALL, FallsShort(_too_few)] = Field(default=100, ge=1, le=50_000)
    """How many versions of each file are to be kept at least."""
    kept_days: Annotated[int, KEEPS_ALL, FallsShort(keeps_nothing_more)] = Field(default=180, ge=1, le=36_500)
    """For how many days a version is to be kept at least."""


class VersionHistoryKept(AttestedControl[Settings]):
    """One attestation over all libraries."""

    Settings = Settings
    Attested = Attested
    metadata = attested_metadata(
        title="Earlier versions of files are kept",
        duties=(Duty.ACCIDENTAL_DELETION,),
        outcomes=("accidental-deletion.versions-kept",),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("CP-9", lacks="a copy apart: versions lie with their file, and go with it"),
            ISO_27001_2022("A.8.13", lacks="a copy apart: versions lie with their file, and go with it"),
        ),
        impact="Nobody notices; an owner looks at the limits, and attests them again before the attestation ends.",
        licence="SHAREPOINTSTANDARD",
        revision=1,
    )

    def asked(self) -> tuple[Asked, ...]:
        """Return what is asked of the limits (see `AttestedControl.asked`)."""
        return (
            Asked(value="versions", at_least=self.settings.versions),
            Asked(value="kept_days", at_least=self.settings.kept_days),
            Asked(value="libraries", one_of=("all",)),
        )
