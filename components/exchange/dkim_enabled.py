"""What every domain of the tenant sends is signed, so that a receiver can tell it from what only names the domain.

What is enforced: one rule over every domain that the tenant gets mail for, those that are added later among them: its
mail is signed (DKIM), and the service has seen the published keys. Keys are made for a domain that has none. A domain
of Microsoft's, below onmicrosoft.com, is enabled at once. One of the tenant's own needs two CNAME records, which nobody
but who keeps its DNS can publish: it is told with their values, and it stays drift until they are there and somebody
has enabled it. No write is tried before.

Why: whoever forges mail of the organization needs nothing but its name. Receivers who find a signature can tell the
true mail, and with DMARC refuse the other; without, an invoice with another account number looks like any of yours.

Who is affected: nobody notices. Mail that other services send in the organization's name is not signed by this.

How to roll back: the settings stay when the control is removed. By hand: `Set-DkimSigningConfig -Enabled $false`.

Licence: none beyond the mailbox. Limits: what DNS answers is not asked, the service's own look at it is taken; a key of
1024 bits that is there already stays. A shorter one, of which receivers take no signature, is told and left. A domain
from which nobody sends is excluded by name. Source:
https://learn.microsoft.com/defender-office-365/email-authentication-dkim-configure (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import Domains
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import DkimSigning

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `exchange.dkim_enabled`."""

    excluded_domains: Annotated[Domains, Narrows("domains", counted_as=Reason.EXCLUDED)] = Field(
        default=[], examples=[["parked.example"]]
    )
    """Domains from which nobody sends, or whose mail something else signs, that the rule leaves out."""


class DkimEnabled(HardeningControl[Settings]):
    """One rule over all domains."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Mail of every domain is signed",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.own-mail-signed",),
        severity=Severity.MEDIUM,
        frameworks=(
            SCUBA_2026_08("MS.EXO.3.1v1", lacks="what DNS answers, which the service alone looks at"),
            CIS_M365_7_0("2.1.9"),
            NIST_800_53_5("SC-8"),
            ISO_27001_2022("A.8.21"),
        ),
        licence="none",
        impact="Nobody notices; the records of a domain of your own are published by who keeps its DNS.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        DkimSigning(
            self.child_name("domains"),
            excluded_domains=self.settings.excluded_domains or None,
            opts=self.child_options(protects_data=True),
        )
        return {}
