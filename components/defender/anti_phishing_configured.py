"""Forged senders are recognised, DMARC is heeded, and people see what is strange about a sender.

What is enforced: one rule over the anti-phishing policies that act on somebody, in the order in which the service asks
them: Strict preset, Standard preset, policies of the tenant's own by the priority of their rules, the default policy.
Each is on, recognises forged senders (spoof intelligence), does with a message what the sender's domain asks for by
DMARC, and shows who writes for the first time, who cannot be proved, and on whose behalf a message was sent. The
default policy is set. A tenant whose presets reach everybody meets this by them, and its other policies are not looked
at: they act on nobody.

Why: a message that seems to come from the bank or from the head of finance is believed. Whoever owns a domain says by
DMARC what shall become of forgeries, and that is worth nothing where it is not heeded.

Who is affected: everybody sees a line above the first message of a sender. Forged mail that a domain wants rejected is
rejected, some newsletters of badly configured senders among it.

How to roll back: the settings stay when the control is removed. By hand: `Set-AntiPhishPolicy -Identity "Office365
AntiPhish Default" -EnableFirstContactSafetyTips $false`.

Licence: none beyond the mailbox. Limits: mail that only looks like somebody's needs Defender for Office 365 and is for
`defender.impersonation_stopped`. Who is allowed to forge is for `defender.allow_entries_bounded`. A weaker policy of
the tenant's own, or of a preset, is told and left as it is. Source:
https://learn.microsoft.com/defender-office-365/anti-phishing-policies-about (2026-11-27), and preset-security-policies
there; recalled.
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
from holdfast.provider.resources import AntiPhishing

if TYPE_CHECKING:
    import pulumi


_LOOK_ALIKES = "which `defender.impersonation_stopped` sees to"


class Settings(ControlSettings):
    """Settings of `defender.anti_phishing_configured`."""

    excluded_policies: Annotated[
        list[str], Narrows("anti-phishing policies", counted_as=Reason.EXCLUDED)
    ] = []
    """Names of anti-phishing policies that the rule leaves out."""


class AntiPhishingConfigured(HardeningControl[Settings]):
    """One rule over all anti-phishing policies that act."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Forged senders are recognised, and people see what is strange",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.harmful-mail-stopped",),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.SECURITYSUITE.2.4v1", lacks=f"signs of look-alikes, {_LOOK_ALIKES}"),
            CIS_M365_7_0("2.1.7", lacks=f"impersonation, {_LOOK_ALIKES}"),
            NIST_800_53_5("SI-8"),
            NIST_800_53_5("AT-2"),
            ISO_27001_2022("A.8.12"),
        ),
        licence="none",
        impact="A line above the first message of a sender; mail that its domain wants rejected is rejected.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
        shares=(
            Share(
                "external-attack.harmful-mail-stopped",
                (
                    "defender.malware_filter_configured",
                    "defender.spam_filter_configured",
                    "defender.connection_filter_bounded",
                ),
            ),
        ),
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        AntiPhishing(
            self.child_name("policies"),
            excluded_policies=self.settings.excluded_policies or None,
            opts=self.child_options(protects_data=True),
        )
        return {}
