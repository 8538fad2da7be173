"""Multifactor authentication is required for every user and every application.

What is enforced: one Conditional Access policy over all users and all applications that grants access only
after multifactor authentication. It starts in report-only: nobody is asked for anything until `state` is set
to `enabled`.

Why: a stolen password alone must not open the tenant.

Who is affected: every user; the break-glass group and the listed exclusions are not.

Where the tenant synchronises its directory, `directory_sync` excludes the account that does it, by role or by name.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Limits: whose word counts as the second factor other controls look at. The service believes that of a federated domain's
own sign-in where `federatedIdpMfaBehavior` says so (`entra.federated_domains_known`), that of an external method
(`entra.external_methods_known`), that of an authority whose certificates count as several factors
(`entra.certificate_authorities_known`), and for guests that of a tenant whose proofs are trusted
(`entra.partner_trust_known`): whoever can set one of these up passes (recalled). Who leaves one of these controls out
does not see that.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-mfa-strength
(2026-11-24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.control import HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    WITH_THE_SYNC_ROLE,
    EverybodySettings,
    any_sign_in,
    grant,
    sign_in_policy,
    users,
)
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.essential_eight_2023_11 import ESSENTIAL_EIGHT_2023_11
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi


class Settings(EverybodySettings):
    """Settings of `entra.mfa_required`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: MFA for all users"
    """Display name of the policy in the tenant: its natural key."""


class MfaRequired(HardeningControl[Settings]):
    """One policy: all users, all applications, grant with MFA."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Multifactor authentication is required for every user",
        duties=(Duty.ACCESS_CONTROL, Duty.EXTERNAL_ATTACK),
        outcomes=(
            "access-control.second-factor-required",
            "external-attack.stolen-password-not-enough",
        ),
        severity=Severity.CRITICAL,
        frameworks=(
            CIS_M365_7_0("5.2.2.2"),
            SCUBA_2026_08("MS.AAD.3.2v2", lacks=WITH_THE_SYNC_ROLE),
            NIST_800_53_5("IA-2(1)"),
            NIST_800_53_5("IA-2(2)"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.5"),
            ESSENTIAL_EIGHT_2023_11("ISM-1504"),
            ESSENTIAL_EIGHT_2023_11("ISM-1173"),
            ESSENTIAL_EIGHT_2023_11("ISM-0974"),
        ),
        licence="AAD_PREMIUM",
        impact="Every user is asked for a second factor once the policy is enabled; report-only asks nobody.",
        rollback="Set `state: report-only` and apply.",
        revision=2,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy."""
        policy = sign_in_policy(
            self,
            any_sign_in(
                users(self.settings, self.context, included_users=["All"]),
            ),
            grant_controls=grant("mfa"),
        )
        return {"policyId": policy.object_id}
