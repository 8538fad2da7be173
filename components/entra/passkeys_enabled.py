"""Passkeys are on, and people register them themselves.

What is enforced: the method is on in the authentication methods policy, and may be registered without an administrator.

Why: a passkey works for the true sign-in page only, so that nobody can be talked into giving it away. Policies that ask
for phishing-resistant methods, such as that of `entra.admins_phishing_resistant_mfa`, let nobody in who could not
register one.

Who is affected: users find one more method to register. Nothing is asked of them.

How to roll back: the method stays on when the control is removed: what people have registered must go on working. By
hand: authentication methods, passkey, state "disabled".

Licence: none. Limits: that they are offered to nobody is told, and mended by hand. To whom else, which keys may be
registered, and whether their make is proved is the client's own choice and not compared; whether a group to which they
are offered has members, and whether any make of key is allowed, is what `entra.strong_methods_offered` looks at.
Source: https://learn.microsoft.com/entra/identity/authentication/how-to-enable-passkey-fido2 (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import Fido2AuthenticationMethodConfiguration

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `entra.passkeys_enabled`: there is nothing to choose."""


class PasskeysEnabled(HardeningControl[Settings]):
    """The method, switched on."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Passkeys are on, and people register them themselves",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.strong-methods-used",),
        shares=(
            Share(
                "access-control.strong-methods-used",
                (
                    "entra.registration_campaign_on",
                    "entra.system_preferred_method_on",
                    "entra.temporary_access_pass_bounded",
                ),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("IA-2(8)"),
            NIST_800_53_5("IA-5"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="none",
        impact="Users find passkeys among the methods that they can register.",
        rollback="The method stays on when the control is removed; it is switched off by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the method."""
        passkeys = Fido2AuthenticationMethodConfiguration(
            self.child_name("passkeys"),
            state="enabled",
            self_service_registration_allowed=True,
            opts=self.child_options(keep=True),
        )
        return {"state": passkeys.state}
