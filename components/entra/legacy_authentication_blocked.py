"""Legacy authentication is blocked: protocols that cannot ask for a second factor do not get in.

What is enforced: one Conditional Access policy over all users and all applications that blocks the client types
`exchangeActiveSync` and `other` (POP, IMAP, SMTP AUTH, older Office). It starts in report-only.

Why: password spray goes through these protocols, because MFA does not reach them.

Who is affected: people and devices that still use them, such as scanners that send mail; exclude their accounts
until they are replaced. The break-glass group is excluded.

Where the tenant synchronises its directory, `directory_sync` excludes the account that does it, by role or by name.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-block-legacy-authentication
(2026-11-24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import pulumi_azuread as azuread

from holdfast.controls.control import HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    WITH_THE_SYNC_ROLE,
    EverybodySettings,
    every_application,
    grant,
    sign_in_policy,
    users,
)
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi


class Settings(EverybodySettings):
    """Settings of `entra.legacy_authentication_blocked`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: block legacy authentication"
    """Display name of the policy in the tenant: its natural key."""


class LegacyAuthenticationBlocked(HardeningControl[Settings]):
    """One policy: all users, all applications, legacy clients, block."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Legacy authentication is blocked",
        duties=(Duty.ACCESS_CONTROL, Duty.EXTERNAL_ATTACK),
        outcomes=(
            "access-control.legacy-sign-in-blocked",
            "external-attack.old-protocols-closed",
        ),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("5.2.2.3"),
            SCUBA_2026_08("MS.AAD.1.1v1", lacks=WITH_THE_SYNC_ROLE),
            NIST_800_53_5("CM-7"),
            ISO_27001_2022("A.5.17"),
        ),
        licence="AAD_PREMIUM",
        impact="Mail clients, scanners and scripts on POP, IMAP or basic SMTP stop once it is enabled.",
        rollback="Set `state: report-only` and apply.",
        revision=2,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy."""
        policy = sign_in_policy(
            self,
            azuread.ConditionalAccessPolicyConditionsArgs(
                client_app_types=["exchangeActiveSync", "other"],
                applications=every_application(),
                users=users(self.settings, self.context, included_users=["All"]),
            ),
            grant_controls=grant("block"),
        )
        return {"policyId": policy.object_id}
