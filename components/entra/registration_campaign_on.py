"""Whoever has no strong method is asked at the sign-in to register one.

What is enforced: the registration campaign is on, for everybody but the break-glass group, and asks for Microsoft
Authenticator, which is on as well. Who is asked may put it off for the days that are set, three times.

Why: a method that nobody has registered replaces no code by SMS. People register when they are asked, not when they are
written to.

Who is affected: users without the app see a page after the sign-in, again each time that the days are over. Whoever
has put it off three times has to register. The emergency accounts are never asked.

How to roll back: campaign and app stay when the control is removed: what people have registered must go on working. By
hand: authentication methods, registration campaign, state "disabled".

Licence: none. Limits: whom the app is offered to is the client's own choice; guests are not asked by Microsoft; who has
registered what is not counted. Source:
https://learn.microsoft.com/entra/identity/authentication/how-to-mfa-registration-campaign (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import EXCUSES_GROUPS_OF
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.longest import GROUP_NAME
from holdfast.provider.resources import (
    AuthenticationMethodsPolicy,
    MicrosoftAuthenticatorAuthenticationMethodConfiguration,
)

if TYPE_CHECKING:
    import pulumi

_EVERYBODY = {
    "targetType": "group",
    "id": "all_users",
    "targetedAuthenticationMethod": "microsoftAuthenticator",
}
_SELDOM_DAYS = 7
"""More than a week between two questions is seldom enough to be forgotten; the choice is ours."""


def _too_rare(days: int) -> str:
    return (
        "" if days <= _SELDOM_DAYS else f"{days} days until somebody is asked again, more than {_SELDOM_DAYS}"
    )


class Settings(ControlSettings):
    """Settings of `entra.registration_campaign_on`."""

    break_glass_group: Annotated[str, KEEPS_ALL] = Field(min_length=1, max_length=GROUP_NAME)
    """Display name of the group of emergency accounts: they are never held up by a page."""
    snooze_days: Annotated[int, KEEPS_ALL, FallsShort(_too_rare)] = Field(default=1, ge=0, le=14)
    """Days for which somebody may put it off; 0 asks at every sign-in."""


class RegistrationCampaignOn(HardeningControl[Settings]):
    """The campaign, for everybody but the emergency accounts."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Whoever has no strong method is asked to register one",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.strong-methods-used",),
        shares=(
            Share(
                "access-control.strong-methods-used",
                (
                    "entra.passkeys_enabled",
                    "entra.system_preferred_method_on",
                    "entra.temporary_access_pass_bounded",
                ),
            ),
        ),
        severity=Severity.LOW,
        frameworks=(NIST_800_53_5("IA-5"), ISO_27001_2022("A.5.17")),
        licence="none",
        impact="Users without Microsoft Authenticator see a page after the sign-in, until they have registered it.",
        rollback="The campaign stays when the control is removed; it is switched off by hand.",
        revision=1,
        needs=EXCUSES_GROUPS_OF,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the campaign, and that what it asks for can be registered."""
        group = self.context.group_id(self.settings.break_glass_group)
        policy = AuthenticationMethodsPolicy(
            self.child_name("campaign"),
            registration_campaign={
                "state": "enabled",
                "snoozeDurationInDays": self.settings.snooze_days,
                "enforceRegistrationAfterAllowedSnoozes": True,
                "includeTargets": [_EVERYBODY],
                "excludeTargets": [{"targetType": "group", "id": group}],
            },
            opts=self.child_options(keep=True),
        )
        app = MicrosoftAuthenticatorAuthenticationMethodConfiguration(
            self.child_name("app"), state="enabled", opts=self.child_options(keep=True)
        )
        return {"registrationCampaign": policy.registration_campaign, "state": app.state}
