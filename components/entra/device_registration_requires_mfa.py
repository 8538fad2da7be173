"""A device joins with a second factor only: a stolen password does not bring the attacker's own computer in.

What is enforced: one Conditional Access policy over all users and the user action "register or join devices" that
grants it only after multifactor authentication. It starts in report-only.

Why: a joined device gets tokens that live long, and looks like one of the organization's own.

Who is affected: everybody who joins or registers a device. Windows Hello does not count as the proof here.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Limits: in report-only Microsoft does not evaluate policies over user actions, so the log shows nobody. The tenant's
own device setting "Require multifactor authentication to register or join devices" must be off, else this policy is
not enforced as it stands; nothing here reads it yet.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-registration
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import pulumi_azuread as azuread

from holdfast.controls.control import HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    SignInSettings,
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


class Settings(SignInSettings):
    """Settings of `entra.device_registration_requires_mfa`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: MFA to join devices"
    """Display name of the policy in the tenant: its natural key."""


class DeviceRegistrationRequiresMfa(HardeningControl[Settings]):
    """One policy: all users, registering or joining devices, grant with MFA."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Devices are joined with multifactor authentication",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.devices-and-sessions-bounded",),
        shares=(Share("access-control.devices-and-sessions-bounded", ("entra.persistent_browser_denied",)),),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("IA-3"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.1"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="AAD_PREMIUM",
        impact="Whoever joins or registers a device is asked for a second factor.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy."""
        policy = sign_in_policy(
            self,
            azuread.ConditionalAccessPolicyConditionsArgs(
                client_app_types=["all"],
                applications=azuread.ConditionalAccessPolicyConditionsApplicationsArgs(
                    included_user_actions=["urn:user:registerdevice"]
                ),
                users=users(self.settings, self.context, included_users=["All"]),
            ),
            grant_controls=grant("mfa"),
        )
        return {"policyId": policy.object_id}
