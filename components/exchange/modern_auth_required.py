"""Mail programs can prove more than a password: modern authentication is on in Exchange.

What is enforced: the organization offers modern authentication to mail programs.

Why: without it Outlook falls back to a password alone, which no second factor guards, or does not sign in at all. It
is on in new tenants; an older one, or a hand that looks for a fault, may have it off.

Who is affected: nobody where it is on. Where it was off, programs ask everybody to sign in once more.

How to roll back: the setting stays when the control is removed. By hand: `Set-OrganizationConfig
-OAuth2ClientProfileEnabled $false`.

Licence: none. Limits: it offers the better way and does not close the others; what closes them are
`entra.legacy_authentication_blocked` and `exchange.smtp_auth_disabled`. Source:
https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/enable-or-disable-modern-authentication-in-exchange-online
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import OrganizationConfig

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "external-attack.mail-programs-prove-more"


class Settings(ControlSettings):
    """Settings of `exchange.modern_auth_required`: there is nothing to choose."""


class ModernAuthRequired(HardeningControl[Settings]):
    """One of the settings of the Exchange organization."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Modern authentication is on for mail programs",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("exchange.smtp_auth_disabled",)),),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("6.5.1"),
            NIST_800_53_5("IA-5"),
            NIST_800_53_5("SC-8"),
            ISO_27001_2022("A.5.14"),
            ISO_27001_2022("A.5.17"),
        ),
        licence="none",
        impact="Nobody notices where it is on; where it was off, people sign in once more.",
        rollback="The setting stays when the control is removed; it is changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the part of the organization's settings that is this control's."""
        organization = OrganizationConfig(
            self.child_name("organization"),
            modern_authentication=True,
            opts=self.child_options(protects_data=True),
        )
        return {"modern_authentication": organization.modern_authentication}
