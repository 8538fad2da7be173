"""On phones and tablets mail and files are opened in apps that Intune protects: there they can be taken back.

What is enforced: one Conditional Access policy over all users and all applications that, on iOS and Android, grants
access only to apps with an app protection policy. It is off until a client chooses it, and then starts in report-only.

Why: on a phone of somebody's own, mail and files lie beside everything else, can be copied out, and stay when the
phone is lost or its owner leaves. A protected app keeps them apart, and gives them up when it is told.

Who is affected: everybody who works on a phone or tablet with an app that cannot be protected, such as the built-in
mail app, or in a browser other than a protected one. Guests cannot have such a policy here and are shut out on phones;
`guests: excluded` lets them. Phones as room devices: name the groups of their accounts in `device_account_groups`.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1, and Microsoft Intune for the app protection policies, which nothing here makes or reads:
without any, nobody passes on a phone.

Limits: the platform is what the client says it is; `entra.unknown_platforms_blocked` stops those that say none. The
older "approved client app" is not asked for: Microsoft retired it on 2026-06-30 and takes it for not selected.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/migrate-approved-client-app
(2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import pulumi_azuread as azuread

from holdfast.controls.chosen import ChosenControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    ChosenDeviceSettings,
    any_sign_in,
    grant,
    sign_in_policy,
    users,
)
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi


class Settings(ChosenDeviceSettings):
    """Settings of `entra.app_protection_on_phones_required`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: protected apps on phones"
    """Display name of the policy in the tenant: its natural key."""


class AppProtectionOnPhonesRequired(ChosenControl[Settings]):
    """One policy: all users, all applications, iOS and Android, grant to protected apps."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Phones work with protected apps only",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.devices-and-sessions-bounded",),
        shares=(
            Share(
                "access-control.devices-and-sessions-bounded",
                ("entra.device_registration_requires_mfa", "entra.persistent_browser_denied"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("AC-19"), ISO_27001_2022("A.8.1"), ISO_27001_2022("A.8.3")),
        licence="AAD_PREMIUM",
        impact="On phones and tablets only apps with an app protection policy get in; guests do not, unless excluded.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    @classmethod
    def brings_about(cls, settings: Any) -> tuple[str, ...]:
        """Return the outcomes while it is on: sessions are bounded without it too, so off it takes none away."""
        return cls.metadata.outcomes if settings.enabled else ()

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy, unless the control is off."""
        if not self.settings.enabled:
            return {}
        policy = sign_in_policy(
            self,
            any_sign_in(
                users(
                    self.settings,
                    self.context,
                    included_users=["All"],
                    excluded_guests=self.settings.guests == "excluded",
                ),
                platforms=azuread.ConditionalAccessPolicyConditionsPlatformsArgs(
                    included_platforms=["android", "iOS"]
                ),
            ),
            grant_controls=grant("compliantApplication"),
        )
        return {"policyId": policy.object_id}
