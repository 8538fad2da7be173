"""Mail that only names a domain of the organization is refused by receivers elsewhere, by what DNS says of each domain.

What is enforced: nothing; it is assessed. Every domain that the tenant gets mail for publishes one SPF record, which
ends in a refusal and asks DNS ten times at most, and a DMARC record, its own or that of a domain above, that has
receivers refuse what is not proved: all of it, of subdomains as well, with an address that gets the reports. A domain
that does not is drift until who keeps its DNS publishes what is missing.

Why: whoever forges mail needs nothing but the name of a domain. SPF says who may send for it, DKIM
(`exchange.dkim_enabled`) proves who did, and DMARC is what makes receivers act on it.

Who is affected: nobody; nothing is changed. Before a record asks for rejection, reports should show that everything
that sends in the organization's name, such as a newsletter service, is proved.

How to roll back: there is nothing to undo.

Licence: none. Limits: DNS is asked from the machine that checks, by its own resolver; what that does not hear, or hears
otherwise than the world, the check does too. What an SPF record reaches by a macro is counted and not followed. Domains
below onmicrosoft.com are left out unless `microsoft_domains` says otherwise: Microsoft publishes their SPF record, and
a DMARC record of theirs is made in the admin center (recalled). A domain from which nobody sends needs both records as
well (`v=spf1 -all`). The records are those of RFC 7208 and RFC 7489 (recalled).
Source: https://learn.microsoft.com/defender-office-365/email-authentication-dmarc-configure (2026-11-27)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.identifiers import Domains
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import SendingDomains

if TYPE_CHECKING:
    import pulumi

_ENDS = {"fail": "-all", "softfail": "~all"}
_INCLUDED = "domains below onmicrosoft.com, unless `microsoft_domains` is `included`"


def _of_microsoft(judged: str) -> list[str]:
    return [] if judged == "included" else ["every domain below onmicrosoft.com"]


class Settings(ChosenSettings):
    """Settings of `exchange.spf_dmarc_published`."""

    spf_ends: Annotated[Literal["fail", "softfail"], KEEPS_ALL, EVERY_VALUE] = "fail"
    """How an SPF record has to end at least: with `softfail` a receiver may take a message, and DMARC decides."""
    dmarc_policy: Annotated[Literal["reject", "quarantine"], KEEPS_ALL, EVERY_VALUE] = "reject"
    """What a DMARC record has to ask for at least: with `quarantine` a message reaches the folder for junk."""
    microsoft_domains: Annotated[
        Literal["excluded", "included"],
        Narrows("domains", names=_of_microsoft, counted_as=Reason.TYPE),
    ] = "excluded"
    """Whether domains below onmicrosoft.com are judged as well; that of coexistence never is."""
    excluded_domains: Annotated[Domains, Narrows("domains", counted_as=Reason.EXCLUDED)] = Field(
        default=[], examples=[["parked.example"]]
    )
    """Domains that the assessment leaves out."""


class SpfDmarcPublished(ChosenControl[Settings]):
    """The assessment of all domains."""

    Settings = Settings
    metadata = ControlMetadata(
        title="SPF and DMARC refuse forged mail of every domain",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.forged-mail-stopped-elsewhere",),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.EXO.2.2v3", lacks=f"{_INCLUDED}, and that of coexistence"),
            SCUBA_2026_08("MS.EXO.4.1v1", lacks=_INCLUDED),
            SCUBA_2026_08(
                "MS.EXO.4.2v1",
                lacks=f"a semicolon after `p=reject`, `dmarc_policy: quarantine`, and {_INCLUDED}",
            ),
            CIS_M365_7_0("2.1.8", lacks="that the record names Exchange Online, and `spf_ends: softfail`"),
            CIS_M365_7_0("2.1.10", lacks="an address for reports on single messages (`ruf`)"),
            NIST_800_53_5("SI-8"),
            ISO_27001_2022("A.8.21"),
        ),
        licence="none",
        impact="Nobody notices; nothing is changed.",
        rollback="There is nothing to undo.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment, unless the control is off."""
        if self.settings.enabled:
            SendingDomains(
                self.child_name("domains"),
                spf_ends=_ENDS[self.settings.spf_ends],
                dmarc_policy=self.settings.dmarc_policy,
                include_microsoft_domains=True if self.settings.microsoft_domains == "included" else None,
                excluded_domains=self.settings.excluded_domains or None,
                opts=self.child_options(),
            )
        return {}
