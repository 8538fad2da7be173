"""Codes by SMS, voice call and e-mail are not accepted.

What is enforced: the three methods are off in the authentication methods policy, for everybody. What people have
registered is kept, and is not accepted while a method is off.

Why: a phone number can be taken over, a call is answered by habit, and whoever reads somebody's mail has the code.

Who is affected: whoever has registered nothing better is asked at the next sign-in that takes a second factor to
register another method. Where `entra.security_info_registration_protected` is enabled they can do that from a managed
device or with a Temporary Access Pass only. Before you choose the control, look at `isMfaCapable` and
`methodsRegistered` of `/reports/authenticationMethods/userRegistrationDetails`, run a registration campaign, and see
that the emergency accounts have registered a passkey or a certificate: Microsoft's admin portals ask them as well.

How to roll back: set `enabled: false`, then switch the methods on by hand; what was registered works again.

Licence: none. Limits: what each user has registered is not read; the settings of per-user MFA and of self-service
password reset count beside this policy until `entra.method_migration_completed`. That methods are left on for some is
possible with an accepted deviation of the property alone. Source:
https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods-manage (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import (
    EmailAuthenticationMethodConfiguration,
    SmsAuthenticationMethodConfiguration,
    VoiceAuthenticationMethodConfiguration,
)

if TYPE_CHECKING:
    import pulumi

_OFF = "disabled"


class Settings(ChosenSettings):
    """Settings of `entra.weak_methods_disabled`."""


class WeakMethodsDisabled(ChosenControl[Settings]):
    """The three methods whose codes can be diverted, each switched off."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Codes by SMS, voice and e-mail are not accepted",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.weak-methods-off",),
        shares=(
            Share(
                "access-control.weak-methods-off",
                ("entra.enabled_methods_known", "entra.method_migration_completed"),
            ),
        ),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.AAD.3.5v2"),
            CIS_M365_7_0("5.2.3.5"),
            CIS_M365_7_0("5.2.3.7"),
            NIST_800_53_5("CM-7"),
            NIST_800_53_5("IA-5"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="none",
        impact="Whoever has registered nothing better is asked to register another method at the next sign-in.",
        rollback="Set `enabled: false` and switch the methods on by hand; what was registered works again.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the three methods, unless the control is off."""
        if not self.settings.enabled:
            return {}
        options = self.child_options(keep=True)
        sms = SmsAuthenticationMethodConfiguration(self.child_name("sms"), state=_OFF, opts=options)
        voice = VoiceAuthenticationMethodConfiguration(self.child_name("voice"), state=_OFF, opts=options)
        email = EmailAuthenticationMethodConfiguration(self.child_name("email"), state=_OFF, opts=options)
        return {"sms": sms.state, "voice": voice.state, "email": email.state}
