"""A device is enrolled in Intune with a second factor that is proved at that very moment.

What is enforced: one Conditional Access policy over all users and the application "Microsoft Intune Enrollment" that
grants it only after multifactor authentication, asked for every time. It starts in report-only.

Why: an enrolled device becomes a managed one, which policies trust. Whoever has stolen a session enrols his own with
the proof that its owner gave hours ago.

Who is affected: everybody who enrols a device is asked for a second factor then. Accounts that enrol many devices, and
prove nothing, are named in `excluded_users` or `excluded_groups`.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1; to enrol takes Microsoft Intune besides.

Limits: a tenant that never used Intune may lack the application; the service then refuses the policy until somebody has
made its service principal (recalled). To join devices is `entra.device_registration_requires_mfa`.

Source:
https://learn.microsoft.com/mem/intune/enrollment/multi-factor-authentication
(2026-11-27); the application's id is that of CIS 5.2.2.11 (2026-11-25).
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
    every_time,
    grant,
    sign_in_policy,
    users,
)
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi

_INTUNE_ENROLLMENT = "d4ebce55-015a-49b5-a083-c84d1797ae8c"
"""Application id of Microsoft Intune Enrollment, in every tenant (CIS 5.2.2.11)."""


class Settings(SignInSettings):
    """Settings of `entra.device_enrollment_every_time`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: MFA every time a device is enrolled"
    """Display name of the policy in the tenant: its natural key."""


class DeviceEnrollmentEveryTime(HardeningControl[Settings]):
    """One policy: all users, Intune enrolment, grant with MFA every time."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Devices are enrolled with a second factor every time",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.devices-and-sessions-bounded",),
        shares=(
            Share(
                "access-control.devices-and-sessions-bounded",
                ("entra.device_registration_requires_mfa", "entra.persistent_browser_denied"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("5.2.2.11"),
            NIST_800_53_5("IA-3"),
            NIST_800_53_5("IA-11"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.1"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="AAD_PREMIUM",
        impact="Whoever enrols a device in Intune is asked for a second factor then.",
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
                    included_applications=[_INTUNE_ENROLLMENT]
                ),
                users=users(self.settings, self.context, included_users=["All"]),
            ),
            grant_controls=grant("mfa"),
            session_controls=every_time(),
        )
        return {"policyId": policy.object_id}
