"""Devices of an unknown platform do not get in.

What is enforced: one Conditional Access policy over all users and all applications that blocks every platform but
Android, iOS, Windows, macOS and, unless said otherwise, Linux. It starts in report-only.

Why: what calls itself none of them is mostly a script, and policies that name platforms do not apply to it.

Who is affected: ChromeOS and rare devices. Rooms and Teams devices that do not say what they are: name the groups of
their accounts in `device_account_groups`. Where the tenant synchronises its directory by an account, `directory_sync`
excludes it, by role or by name, because the machine that does it need not say what it is.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Limits: the platform is what the client says it is (the user agent), so it stops the careless and not the careful.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-unknown-unsupported
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
    DeviceAccountSettings,
    any_sign_in,
    grant,
    sign_in_policy,
    users,
)
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi

_KNOWN = ("android", "iOS", "windows", "macOS")


class Settings(DeviceAccountSettings):
    """Settings of `entra.unknown_platforms_blocked`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: block unknown platforms"
    """Display name of the policy in the tenant: its natural key."""
    linux: Annotated[bool, KEEPS_ALL, EVERY_VALUE] = True
    """Whether Linux is among the platforms that get in."""


class UnknownPlatformsBlocked(HardeningControl[Settings]):
    """One policy: all users, all applications, every platform but the known ones, block."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Devices of unknown platforms are blocked",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.risky-sign-ins-stopped",),
        shares=(
            Share(
                "external-attack.risky-sign-ins-stopped",
                ("entra.device_code_flow_blocked", "entra.risky_sign_ins_challenged"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            ISO_27001_2022("A.5.15"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.1"),
            ISO_27001_2022("A.8.3"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="AAD_PREMIUM",
        impact="ChromeOS, and what does not say on which platform it runs, cannot sign in.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy."""
        policy = sign_in_policy(
            self,
            any_sign_in(
                users(self.settings, self.context, included_users=["All"]),
                platforms=azuread.ConditionalAccessPolicyConditionsPlatformsArgs(
                    included_platforms=["all"],
                    excluded_platforms=[*_KNOWN, "linux"] if self.settings.linux else [*_KNOWN],
                ),
            ),
            grant_controls=grant("block"),
        )
        return {"policyId": policy.object_id}
