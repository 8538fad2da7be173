"""A new link is for the organization or for named people, and lets them read.

What is enforced: nothing is; a named owner attests whom a link opens for when somebody presses Share and changes
nothing, and what they may do. It is attested, not checked: both stand in the SharePoint admin centre and in
`Get-SPOTenant` (`DefaultSharingLinkType`, `DefaultLinkPermission`), which take SharePoint's own interface (recalled);
Graph's `/admin/sharepoint/settings`, the only one of SharePoint's settings that Holdfast reads app-only, has neither.

Why: most people send the link that is offered. Where that opens for anybody, it is for anybody that files are shared.

Who is affected: nobody. Who wants a wider link chooses it, as far as the tenant has one.

How to roll back: nothing is written, so there is nothing to roll back.

Licence: a plan of SharePoint or OneDrive. Limits: nobody but the owner has looked, and every report says so. A site can
have a default of its own (recalled), and the attestation is of the tenant's. Source:
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


class Attested(AttestedValues):
    """What an attestation of `sharepoint.default_links_internal` says."""

    link: Literal["specific people", "organization", "anybody"]
    """Whom the link opens for that is offered first."""
    permission: Literal["view", "edit"]
    """What that link lets people do."""


class Settings(ChosenSettings):
    """Settings of `sharepoint.default_links_internal`."""


class DefaultLinksInternal(AttestedControl[Settings]):
    """One attestation of the tenant's default link."""

    Settings = Settings
    Attested = Attested
    metadata = attested_metadata(
        title="A new link is for the organization, to read",
        duties=(Duty.PRIVACY,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("sharepoint.anonymous_links_expire",)),),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("AC-6"), ISO_27001_2022("A.5.14"), ISO_27001_2022("A.8.3")),
        impact="Nobody notices; an owner looks at the default link, and attests it again before the attestation ends.",
        licence="SHAREPOINTSTANDARD",
        revision=1,
    )

    def asked(self) -> tuple[Asked, ...]:
        """Return what is asked of the default link (see `AttestedControl.asked`)."""
        return (
            Asked(value="link", one_of=("specific people", "organization")),
            Asked(value="permission", one_of=("view",)),
        )
