"""Files are shared outside with named people who sign in, never by a link for anybody.

What is enforced: the tenant's widest way of sharing files and sites, in SharePoint and in OneDrive. As it stands, only
guests whom the directory has already get at anything; `sharing` also takes nobody at all, or new guests as well.
With `approved_domains` outsiders of those domains alone are shared with.

Why: a link for anybody opens for whoever it is forwarded to, without a sign-in and without a name in the log.

Who is affected: links for anybody stop working at once, and people cannot share with somebody new: a guest is invited
first. A tenant that shares less already stays as it is, and the report says so.

How to roll back: set `sharing` wider, agree to it in `i_understand`, and apply: links that were made before work again.
The setting stays when the control is removed.

Licence: a plan of SharePoint or OneDrive.
Limits: OneDrive cannot share more widely than this; that it shares less, the default link, when links
end and what a single site says are not in Graph: `sharepoint.default_links_internal` and
`sharepoint.anonymous_links_expire` rest upon what an owner attests. Source:
https://learn.microsoft.com/sharepoint/turn-external-sharing-on-or-off (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import Domains
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import TenantSettings

if TYPE_CHECKING:
    import pulumi

_CAPABILITIES = {
    "nobody": "disabled",
    "existing-guests": "existingExternalUserSharingOnly",
    "new-and-existing-guests": "externalUserSharingOnly",
}
_UNLESS_NOBODY = "what guests have to do besides, unless `sharing` is nobody"
_ANY_DOMAIN = "a list of domains, unless `approved_domains` names some or `sharing` is nobody"


class Settings(ControlSettings):
    """Settings of `sharepoint.external_sharing_restricted`."""

    sharing: Annotated[
        Literal["nobody", "existing-guests", "new-and-existing-guests"], KEEPS_ALL, EVERY_VALUE
    ] = "existing-guests"
    """With whom outside the organization files may be shared. None of the choices has links for anybody."""
    approved_domains: Annotated[Domains, KEEPS_ALL] = Field(default=[], examples=[["fabrikam.com"]])
    """Domains whose people may be shared with, and no others; with none, what the tenant says of domains stays."""


class ExternalSharingRestricted(HardeningControl[Settings]):
    """The tenant's widest way of sharing files."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Files are shared with named people who sign in",
        duties=(Duty.PRIVACY,),
        outcomes=("privacy.outsiders-named",),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.SHAREPOINT.1.1v1", lacks="`sharing` is new-and-existing-guests: new guests"),
            SCUBA_2026_08("MS.SHAREPOINT.1.3v1", lacks=_ANY_DOMAIN),
            SCUBA_2026_08("MS.SHAREPOINT.3.1v1"),
            SCUBA_2026_08("MS.SHAREPOINT.3.2v1"),
            SCUBA_2026_08("MS.SHAREPOINT.3.3v2", lacks=_UNLESS_NOBODY),
            CIS_M365_7_0("7.2.3"),
            CIS_M365_7_0("7.2.6", lacks=_ANY_DOMAIN),
            CIS_M365_7_0("7.2.8", lacks=_UNLESS_NOBODY),
            NIST_800_53_5("AC-2"),
            NIST_800_53_5("AC-3"),
            NIST_800_53_5("IA-8"),
            ISO_27001_2022("A.5.10"),
            ISO_27001_2022("A.5.14"),
            ISO_27001_2022("A.5.18"),
            ISO_27001_2022("A.6.7"),
            ISO_27001_2022("A.8.3"),
        ),
        licence="SHAREPOINTSTANDARD",
        impact="Links for anybody stop working, and people share with guests whom the directory has already.",
        rollback="Set `sharing` wider, agree to it in `i_understand`, and apply.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the settings."""
        domains = self.settings.approved_domains
        settings = TenantSettings(
            self.child_name("settings"),
            sharing_capability=_CAPABILITIES[self.settings.sharing],
            sharing_domain_restriction_mode="allowList" if domains else None,
            sharing_allowed_domain_list=domains or None,
            opts=self.child_options(protects_data=True),
        )
        return {"sharingCapability": settings.sharing_capability}
