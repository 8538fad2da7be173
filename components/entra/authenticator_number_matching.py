"""Microsoft Authenticator says what it is asked to approve: which application, and from where.

What is enforced: notifications of the app show the application and the place of the sign-in, to everybody. That the
number on the screen has to be typed is Microsoft's own since May 2023, for everybody, and cannot be set.

Why: who is asked to approve a sign-in often enough approves one that is not their own. A number, an application and a
place make that a choice.

Who is affected: users of the app see more. With `codes_disabled` its one-time codes count no longer, and whoever has
registered nothing else of it has to register notifications.

How to roll back: the settings stay when the control is removed. By hand: "Microsoft Authenticator" among the
authentication methods, Configure, state "Microsoft managed".

Licence: none. Limits: whether the app is offered, and to whom, is not decided here; neither is Authenticator Lite in
Outlook, which v1.0 of Graph does not show. Source:
https://learn.microsoft.com/entra/identity/authentication/how-to-mfa-additional-context (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import MicrosoftAuthenticatorAuthenticationMethodConfiguration

if TYPE_CHECKING:
    import pulumi

_SHOWN_TO_EVERYBODY = {
    "state": "enabled",
    "includeTarget": {"targetType": "group", "id": "all_users"},
    "excludeTarget": {"targetType": "group", "id": "00000000-0000-0000-0000-000000000000"},
}


class Settings(ControlSettings):
    """Settings of `entra.authenticator_number_matching`."""

    codes_disabled: Annotated[bool, KEEPS_ALL, EVERY_VALUE] = False
    """Whether the app's one-time codes are refused as well: they say nothing of what is approved. Look first who has
    registered nothing else. Else they are left as they are."""


class AuthenticatorNumberMatching(HardeningControl[Settings]):
    """What the app shows, to everybody."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Microsoft Authenticator shows what it is asked to approve",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.stolen-password-not-enough",),
        shares=(Share("external-attack.stolen-password-not-enough", ("entra.mfa_required",)),),
        severity=Severity.MEDIUM,
        frameworks=(
            SCUBA_2026_08(
                "MS.AAD.3.3v2", lacks="the app's one-time codes are off with `codes_disabled` only"
            ),
            CIS_M365_7_0("5.2.3.1", lacks="that the app is enabled for everybody"),
            NIST_800_53_5("IA-2(8)"),
            NIST_800_53_5("IA-2(13)"),
            NIST_800_53_5("IA-5"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="none",
        impact="Users of the app see which application they sign in to, and from where.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register what the app shows."""
        app = MicrosoftAuthenticatorAuthenticationMethodConfiguration(
            self.child_name("app"),
            feature_settings={
                "displayAppInformationRequiredState": _SHOWN_TO_EVERYBODY,
                "displayLocationInformationRequiredState": _SHOWN_TO_EVERYBODY,
            },
            software_oath_enabled=False if self.settings.codes_disabled else None,
            opts=self.child_options(keep=True),
        )
        return {"featureSettings": app.feature_settings}
