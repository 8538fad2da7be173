"""On devices that nobody manages, sessions are short, and Exchange and SharePoint give less.

What is enforced: two Conditional Access policies over all users. One tells Exchange, SharePoint and OneDrive about the
device, so that they restrict what it may do (application-enforced restrictions). The other, over all applications and
devices that are neither compliant nor hybrid joined, has people sign in again after `hours`. Both start in report-only.

Why: what is downloaded to a computer that nobody manages stays on it, and a session that stays open there is whoever's
sits down next, or steals it.

Who is affected: people on their own devices, and guests, sign in again after the hours that are set. Nobody is shut out
by either: both only bound the session. Private browser windows count as devices that nobody manages.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Limits: what the applications restrict is their own setting (in SharePoint, Access control, unmanaged devices; in
Exchange, `ConditionalAccessPolicy` of `Set-OwaMailboxPolicy`), which nothing here sets or reads: while they are open,
the first policy changes nothing. CIS 1.3.2 asks besides for the timeout of `entra.idle_sessions_timed_out`.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-app-enforced-restrictions
(2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import pulumi_azuread as azuread

from holdfast.controls.control import HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    DeviceAccountSettings,
    any_sign_in,
    sign_in_policy,
    users,
)
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi

_OFFICE = "Office365"
"""Exchange, SharePoint and OneDrive among others: the service takes the suite for these restrictions."""
_UNMANAGED = 'device.isCompliant -ne True -and device.trustType -ne "ServerAD"'
"""Neither compliant nor hybrid joined. Of a device that the directory does not know every property is empty, so that
both are true (../shared/ca-semantics.md S-DEV-2); with `-or` a compliant one would be meant too (S-DEV-6)."""


class Settings(DeviceAccountSettings):
    """Settings of `entra.unmanaged_devices_restricted`."""

    restrictions_name: Annotated[str, KEEPS_ALL] = "Holdfast: less on unmanaged devices"
    """Display name in the tenant of the policy by which applications restrict: its natural key."""
    sessions_name: Annotated[str, KEEPS_ALL] = "Holdfast: short sessions on unmanaged devices"
    """Display name in the tenant of the policy about sessions: its natural key."""
    hours: Annotated[Literal[1, 2, 4, 8, 12], KEEPS_ALL, EVERY_VALUE] = 8
    """Hours after which people sign in again on a device that is not managed."""


class UnmanagedDevicesRestricted(HardeningControl[Settings]):
    """Two policies: all users, restrictions by Exchange and SharePoint; and short sessions on unmanaged devices."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Unmanaged devices get less, and for a short time",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.devices-and-sessions-bounded",),
        shares=(
            Share(
                "access-control.devices-and-sessions-bounded",
                ("entra.device_registration_requires_mfa", "entra.persistent_browser_denied"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("AC-12"), ISO_27001_2022("A.8.1")),
        licence="AAD_PREMIUM",
        impact="People on devices that are not managed sign in again after the hours that are set.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register both policies."""
        who = users(self.settings, self.context, included_users=["All"])
        restrictions = sign_in_policy(
            self,
            azuread.ConditionalAccessPolicyConditionsArgs(
                client_app_types=["all"],
                applications=azuread.ConditionalAccessPolicyConditionsApplicationsArgs(
                    included_applications=[_OFFICE]
                ),
                users=who,
            ),
            key="restrictions",
            name=self.settings.restrictions_name,
            session_controls=azuread.ConditionalAccessPolicySessionControlsArgs(
                application_enforced_restrictions_enabled=True
            ),
        )
        sessions = sign_in_policy(
            self,
            any_sign_in(who, devices=_unmanaged()),
            key="sessions",
            name=self.settings.sessions_name,
            session_controls=azuread.ConditionalAccessPolicySessionControlsArgs(
                sign_in_frequency=self.settings.hours,
                # Said although they are the plugin's own defaults: who reads the policy back may not know them.
                sign_in_frequency_authentication_type="primaryAndSecondaryAuthentication",
                sign_in_frequency_interval="timeBased",
                sign_in_frequency_period="hours",
            ),
        )
        return {"restrictionsPolicyId": restrictions.object_id, "sessionsPolicyId": sessions.object_id}


def _unmanaged() -> azuread.ConditionalAccessPolicyConditionsDevicesArgs:
    return azuread.ConditionalAccessPolicyConditionsDevicesArgs(
        filter=azuread.ConditionalAccessPolicyConditionsDevicesFilterArgs(mode="include", rule=_UNMANAGED)
    )
