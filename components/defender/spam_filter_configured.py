"""Spam and phishing stay out of the inbox, are taken back when they are found later, and no policy lets anybody past.

What is enforced: one rule over the spam filter policies that act on somebody, in the order in which the service asks
them: Strict preset, Standard preset, policies of the tenant's own by the priority of their rules, the default policy.
In each, spam leaves the inbox and phishing goes to quarantine, what is found later is taken back (zero-hour auto
purge), and no sender and no domain is let past. The default policy is set. A tenant whose presets reach everybody meets
this by them, and its other policies are not looked at: they act on nobody.

Why: phishing begins most attacks from outside, and a domain that is let past is one that attackers forge. A policy that
somebody made for a few people goes before the default one, so that alone says nothing of those few.

Who is affected: phishing is found in quarantine instead of the junk folder. Senders whom the default policy let past
are filtered again, and their mail may land in the junk folder.

How to roll back: the settings stay when the control is removed. By hand: `Set-HostedContentFilterPolicy -Identity
Default -PhishSpamAction MoveToJmf`, and `-AllowedSenderDomains` with the domains that stood there.

Licence: none beyond the mailbox. Limits: a weaker policy of the tenant's own, or of a preset, is told and left as it
is. Other ways past the filter are not looked at: what people allow in their own mailboxes, mailboxes and simulations of
the advanced delivery policy, and trusted ARC sealers. Addresses that are let past are
`defender.connection_filter_bounded`'s, entries of the Tenant Allow/Block List `defender.allow_entries_bounded`'s, rules
`exchange.transport_rules_safe`'s, and connectors that skip filtering `exchange.inbound_connectors_known`'s.
Source: https://learn.microsoft.com/defender-office-365/anti-spam-policies-configure (2026-11-27), and
preset-security-policies there; recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import SpamFilter

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `defender.spam_filter_configured`."""

    excluded_policies: Annotated[list[str], Narrows("spam filter policies", counted_as=Reason.EXCLUDED)] = []
    """Names of spam filter policies, such as that of whoever examines spam, that the rule leaves out."""


class SpamFilterConfigured(HardeningControl[Settings]):
    """One rule over all spam filter policies that act."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Spam and phishing stay out of the inbox, and no spam policy lets anybody past",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.harmful-mail-stopped",),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.SECURITYSUITE.6.1v1"),
            SCUBA_2026_08("MS.SECURITYSUITE.6.2v1"),
            CIS_M365_7_0("2.1.14", lacks="policies that act on nobody"),
            NIST_800_53_5("SI-8"),
            ISO_27001_2022("A.8.21"),
        ),
        licence="none",
        impact="Phishing goes to quarantine; senders whom the default policy let past are filtered again.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
        shares=(
            Share(
                "external-attack.harmful-mail-stopped",
                (
                    "defender.malware_filter_configured",
                    "defender.anti_phishing_configured",
                    "defender.connection_filter_bounded",
                ),
            ),
        ),
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        SpamFilter(
            self.child_name("policies"),
            excluded_policies=self.settings.excluded_policies or None,
            opts=self.child_options(protects_data=True),
        )
        return {}
