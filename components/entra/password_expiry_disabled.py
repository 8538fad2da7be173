"""Passwords do not expire by the calendar.

What is enforced: in every verified domain of the tenant whose passwords the directory keeps itself, passwords are good
until somebody has a reason to change them. A domain that is added later is told, and put right by the next apply.

Why: who has to choose a new password every few weeks counts the old one up, and an attacker who knows one guesses the
next. A password is changed when it is known to be stolen (`entra.risky_users_secured`), not when a month is over.

Who is affected: nobody is asked for a new password any more because of the date.

How to roll back: the setting stays when the control is removed. By hand: Microsoft 365 admin center, Settings, Org
settings, Security & privacy, Password expiration policy.

Licence: none. Limits: passwords that an Active Directory keeps expire by its own rule, unless they are synchronised
without it; those of federated domains are kept elsewhere, and are told apart. A user to whom somebody gave a password
that never expires stays as he is. What the page says of the Active Directory is recalled. Source:
https://learn.microsoft.com/microsoft-365/admin/manage/set-password-expiration-policy (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import PasswordExpiry

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `entra.password_expiry_disabled`: there is nothing to choose."""


class PasswordExpiryDisabled(HardeningControl[Settings]):
    """One rule over all domains."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Passwords do not expire by the calendar",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.passwords-not-guessed",),
        shares=(Share("external-attack.passwords-not-guessed", ("entra.password_protection_configured",)),),
        severity=Severity.LOW,
        frameworks=(
            CIS_M365_7_0("1.3.1", lacks="federated domains, whose passwords are kept elsewhere"),
            SCUBA_2026_08("MS.AAD.6.1v1"),
            NIST_800_53_5("IA-5(1)"),
            ISO_27001_2022("A.5.16"),
            ISO_27001_2022("A.5.17"),
        ),
        licence="none",
        impact="Nobody is asked for a new password any more because of the date.",
        rollback="The setting stays when the control is removed; it is changed in the Microsoft 365 admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        PasswordExpiry(self.child_name("rule"), opts=self.child_options(keep=True))
        return {}
