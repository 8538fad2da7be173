"""Mail that names a sender of the organization is taken from those who proved it only: Direct Send is rejected.

What is enforced: the organization rejects Direct Send: mail that reaches it without any proof, by nobody's connector,
and names a sender of one of its own domains.

Why: Direct Send needs no password and no account. Attackers send in the name of a colleague, and it looks internal.

Who is affected: printers, scanners and programs that send so. Each is given an account, a connector, or another way
before the first apply; what they send until then is refused (550 5.7.68). Forwarders outside that keep the sender are
refused too, where their mail proves nothing.

How to roll back: the setting stays when the control is removed. By hand: `Set-OrganizationConfig -RejectDirectSend
$false`.

Licence: none. Limits: what is refused is Microsoft's own choice; that it acts within half an hour is recalled. A
cloud whose organization does not tell the setting yet is UNKNOWN. Source:
https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import OrganizationConfig

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `exchange.direct_send_rejected`: there is nothing to choose."""


class DirectSendRejected(HardeningControl[Settings]):
    """One of the settings of the Exchange organization."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Direct Send is rejected",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.own-senders-not-forged",),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("6.5.5"),
            NIST_800_53_5("AC-17"),
            NIST_800_53_5("SC-7"),
            ISO_27001_2022("A.5.14"),
            ISO_27001_2022("A.8.20"),
        ),
        licence="none",
        impact="Devices and programs that send without proof need a connector or an account before.",
        rollback="The setting stays when the control is removed; it is changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the part of the organization's settings that is this control's."""
        organization = OrganizationConfig(
            self.child_name("organization"),
            reject_direct_send=True,
            opts=self.child_options(protects_data=True),
        )
        return {"reject_direct_send": organization.reject_direct_send}
