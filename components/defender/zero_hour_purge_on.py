"""Messages in Teams that turn out to be harmful are taken back.

What is enforced: zero-hour auto purge is on in Teams: a message that is found to be malware or certain phishing after
it was delivered is taken out of its chat or channel, and waits in quarantine. That nobody is left out of it but those
who are named here is assessed: why a rule leaves somebody out is not known, so none is changed. Mail is not the matter
of this control: there the same is asked of each policy by `defender.malware_filter_configured` and
`defender.spam_filter_configured`.

Why: what nobody knew in the morning is known at noon. A harmful link in a chat is followed for as long as it stands
there, and people trust a chat more than mail.

Who is affected: whoever is in the chat no longer sees the message; administrators find it in quarantine.

How to roll back: the setting stays when the control is removed. By hand: `Get-TeamsProtectionPolicy |
Set-TeamsProtectionPolicy -ZapEnabled $false`.

Licence: Defender for Office 365 Plan 1 (ATP_ENTERPRISE), which had to be Plan 2 before; the control does not apply to a
tenant without. Limits: who is in an excluded group or
domain is not looked at. A tenant has no rule until somebody leaves somebody out. The service takes messages back from
internal chats and channels.
Source: https://learn.microsoft.com/defender-office-365/mdo-support-teams-about (2026-11-27), page of 2026-10-05.
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
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import TeamsProtectionPolicy, TeamsProtectionRules

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `defender.zero_hour_purge_on`."""

    excluded_users: Annotated[list[str], Narrows("users")] = []
    """Addresses of users whom a rule may leave out."""
    excluded_groups: Annotated[list[str], Narrows("groups")] = []
    """Addresses of groups whose members a rule may leave out."""
    excluded_domains: Annotated[Domains, Narrows("domains")] = Field(
        default=[], examples=[["research.fabrikam.example"]]
    )
    """Domains of recipients whom a rule may leave out."""


class ZeroHourPurgeOn(HardeningControl[Settings]):
    """The one policy of Teams protection."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Harmful messages in Teams are taken back",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.harmful-messages-taken-back",),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("2.4.4"),
            NIST_800_53_5("SI-3"),
            ISO_27001_2022("A.8.7"),
        ),
        licence="ATP_ENTERPRISE",
        impact="A message that is found harmful disappears from its chat or channel into quarantine.",
        rollback="The setting stays when the control is removed; it is changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy, and the assessment of whom it leaves out."""
        TeamsProtectionPolicy(
            self.child_name("policy"), zap_enabled=True, opts=self.child_options(protects_data=True)
        )
        TeamsProtectionRules(
            self.child_name("rules"),
            excluded_users=self.settings.excluded_users or None,
            excluded_groups=self.settings.excluded_groups or None,
            excluded_domains=self.settings.excluded_domains or None,
            opts=self.child_options(),
        )
        return {}
