"""Administrators sign in with phishing-resistant methods only.

What is enforced: one Conditional Access policy over the privileged directory roles and all applications that
grants access only with Microsoft's built-in strength "Phishing-resistant MFA": passkeys (FIDO2), Windows Hello
for Business or certificates. It starts in report-only.

Why: codes and push approvals can be relayed by a phishing page; an administrator's session opens everything.

Who is affected: holders of the listed roles; the break-glass group and the listed exclusions are not.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-admin-phish-resistant-mfa
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
    SignInSettings,
    every_application,
    policy_options,
    policy_state,
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

_PHISHING_RESISTANT = "/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004"
_PRIVILEGED_ROLES = (
    "62e90394-69f5-4237-9190-012177145e10",  # Global Administrator
    "e8611ab8-c189-46e8-94e1-60213ab1f814",  # Privileged Role Administrator
    "194ae4cb-b126-40b2-bd5b-6091b380977d",  # Security Administrator
    "29232cdf-9323-42fd-ade2-1d097af3e4de",  # Exchange Administrator
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",  # SharePoint Administrator
    "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",  # Conditional Access Administrator
    "fe930be7-5e62-47db-91af-98c3a49a38b1",  # User Administrator
    "729827e3-9c14-49f7-bb1b-9608f156bbb8",  # Helpdesk Administrator
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",  # Application Administrator
    "158c047a-c907-4556-b7ef-446551a6b5f7",  # Cloud Application Administrator
    "c4e39bd9-1100-46d3-8c65-fb160da0071f",  # Authentication Administrator
    "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",  # Privileged Authentication Administrator
)
"""Role template ids, the same in every tenant.

Source: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference (2026-11-24).
"""


class Settings(SignInSettings):
    """Settings of `entra.admins_phishing_resistant_mfa`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: phishing-resistant MFA for administrators"
    """Display name of the policy in the tenant: its natural key."""


class AdminsPhishingResistantMfa(HardeningControl[Settings]):
    """One policy: privileged roles, all applications, grant with the phishing-resistant strength."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Administrators sign in with phishing-resistant methods only",
        duties=(Duty.ACCESS_CONTROL, Duty.EXTERNAL_ATTACK),
        outcomes=(
            "access-control.administrators-strongly-proved",
            "external-attack.administrators-not-phishable",
        ),
        severity=Severity.CRITICAL,
        frameworks=(
            CIS_M365_7_0(
                "5.2.2.5", lacks="the roles Billing Administrator, Global Reader and Password Administrator"
            ),
            SCUBA_2026_08("MS.AAD.3.6v1", lacks="the role Hybrid Identity Administrator"),
            NIST_800_53_5("IA-2(1)"),
            NIST_800_53_5("IA-2(8)"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.2"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="AAD_PREMIUM",
        impact="Administrators without a passkey, Windows Hello or certificate cannot sign in once it is enabled.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy."""
        policy = azuread.ConditionalAccessPolicy(
            self.child_name("policy"),
            display_name=self.settings.name,
            state=policy_state(self.settings),
            conditions=azuread.ConditionalAccessPolicyConditionsArgs(
                client_app_types=["all"],
                applications=every_application(),
                users=users(self.settings, self.context, included_roles=list(_PRIVILEGED_ROLES)),
            ),
            grant_controls=azuread.ConditionalAccessPolicyGrantControlsArgs(
                operator="OR", authentication_strength_policy_id=_PHISHING_RESISTANT
            ),
            opts=policy_options(self),
        )
        return {"policyId": policy.object_id}
