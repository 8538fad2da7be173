"""Links that open for anybody end by themselves, and let nobody write.

What is enforced: nothing is; a named owner attests that links for anybody cannot be made, or end within 30 days and are
for reading, files and folders alike. It is attested, not checked: these limits stand in the SharePoint admin centre and
in `Get-SPOTenant` (`RequireAnonymousLinksExpireInDays`, `FileAnonymousLinkType`, `FolderAnonymousLinkType`), which take
SharePoint's own interface (recalled); Graph's `/admin/sharepoint/settings`, the only one of SharePoint's settings that
Holdfast reads app-only, has none of them.

Why: a link for anybody opens for whoever it is forwarded to. One without an end is open when nobody remembers it.

Who is affected: nobody.

How to roll back: nothing is written, so there is nothing to roll back.

Licence: a plan of SharePoint or OneDrive. Limits: nobody but the owner has looked, and every report says so. That there
are no such links at all, `sharepoint.external_sharing_restricted` sees to. A site can have a shorter period of its own
(recalled), and the attestation is of the tenant's. Source:
https://learn.microsoft.com/graph/api/resources/sharepointsettings (2026-11-26).
"""

from __future__ import annotations

from typing import Literal

from holdfast.controls.attested import Asked, AttestedControl, AttestedValues, attested_metadata
from holdfast.controls.chosen import ChosenSettings
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import Severity, Share
from holdfast.model.duty import Duty

_OUTCOME = "privacy.sharing-bounded"
_NONE = "no such links"


class Attested(AttestedValues):
    """What an attestation of `sharepoint.anonymous_links_expire` says."""

    end: Literal["no such links", "within 30 days", "later", "never"]
    """When a link for anybody ends, counted from the day on which it is made."""
    files: Literal["no such links", "view", "edit"]
    """What a link for anybody to a file lets people do at most."""
    folders: Literal["no such links", "view", "edit"]
    """What a link for anybody to a folder lets people do at most."""


class Settings(ChosenSettings):
    """Settings of `sharepoint.anonymous_links_expire`."""


class AnonymousLinksExpire(AttestedControl[Settings]):
    """One attestation of the links for anybody."""

    Settings = Settings
    Attested = Attested
    metadata = attested_metadata(
        title="Links for anybody end, and are for reading",
        duties=(Duty.PRIVACY,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("sharepoint.default_links_internal",)),),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("AC-3"),
            NIST_800_53_5("AC-6"),
            NIST_800_53_5("AC-21"),
            ISO_27001_2022("A.5.14"),
        ),
        impact="Nobody notices; an owner looks at the limits, and attests them again before the attestation ends.",
        licence="SHAREPOINTSTANDARD",
        revision=1,
    )

    def asked(self) -> tuple[Asked, ...]:
        """Return what is asked of links for anybody (see `AttestedControl.asked`)."""
        return (
            Asked(value="end", one_of=(_NONE, "within 30 days")),
            Asked(value="files", one_of=(_NONE, "view")),
            Asked(value="folders", one_of=(_NONE, "view")),
        )
