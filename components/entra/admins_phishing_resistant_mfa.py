"""Administrators sign in with phishing-resistant methods only.

What is enforced: one Conditional Access policy over the privileged directory roles and all applications that
grants access only with Microsoft's built-in strength "Phishing-resistant MFA": passkeys (FIDO2), Windows Hello
for Business or certificates. It starts in report-only. The roles are those that Microsoft labels as privileged, and
those that CIS and SCuBA name besides, as of the day on which the list was made, and those of `roles_besides`.

With `roles_assessed` the tenant is asked which roles it calls privileged. One that the policy is not for is told by
name, with the id to put into `roles_besides`; it is drift that no apply puts right, because a policy that took roles by
itself would shut people out on a day that nobody chose. A custom role, which no policy can name, is told as of another
type, and so is whoever holds a privileged role over an administrative unit alone, for which the service holds nobody to
the policy: then the outcome is met, but not for all. Where the tenant does not say which roles are privileged, that is
unknown, and the policy has its own list.

Why: codes and push approvals can be relayed by a phishing page; an administrator's session opens everything.

Who is affected: holders of these roles; the break-glass group and the listed exclusions are not.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Limits: the service holds nobody to the policy for a role over an administrative unit, nor for a custom role; who is
only eligible for one over a unit is not told before he activates it. A certificate counts as phishing-resistant where
the method says that it is several factors: which authorities the tenant trusts to issue one is not looked at. For
guests the proof of a trusted tenant counts. All of that is recalled.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-admin-phish-resistant-mfa
(2026-11-24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import pulumi_azuread as azuread

from holdfast.controls.control import HardeningControl
from holdfast.controls.identifiers import ObjectIds
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.roles import PRIVILEGED
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    SignInSettings,
    any_sign_in,
    sign_in_policy,
    users,
)
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.essential_eight_2023_11 import ESSENTIAL_EIGHT_2023_11
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import PrivilegedRoles

if TYPE_CHECKING:
    import pulumi

_PHISHING_RESISTANT = "/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004"


class Settings(SignInSettings):
    """Settings of `entra.admins_phishing_resistant_mfa`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: phishing-resistant MFA for administrators"
    """Display name of the policy in the tenant: its natural key."""
    roles_besides: Annotated[ObjectIds, KEEPS_ALL] = []
    """Template ids of built-in roles that the policy is for besides, such as one that Microsoft labelled since."""
    roles_assessed: Annotated[bool, KEEPS_ALL, EVERY_VALUE] = False
    """Whether the roles that the tenant calls privileged are held against those of the policy."""


class AdminsPhishingResistantMfa(HardeningControl[Settings]):
    """One policy: privileged roles, all applications, grant with the phishing-resistant strength; and an assessment."""

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
            CIS_M365_7_0("5.2.2.1"),
            CIS_M365_7_0("5.2.2.5"),
            SCUBA_2026_08("MS.AAD.3.6v1"),
            NIST_800_53_5("IA-2(1)"),
            NIST_800_53_5("IA-2(8)"),
            ISO_27001_2022("A.5.15"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.2"),
            ISO_27001_2022("A.8.5"),
            ESSENTIAL_EIGHT_2023_11("ISM-1173"),
            ESSENTIAL_EIGHT_2023_11("ISM-1872", lacks="users without privileged roles"),
            ESSENTIAL_EIGHT_2023_11("ISM-1682", lacks="users without privileged roles"),
        ),
        licence="AAD_PREMIUM",
        impact="Administrators without a passkey, Windows Hello or certificate cannot sign in once it is enabled.",
        rollback="Set `state: report-only` and apply.",
        revision=2,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy, and the assessment of its roles."""
        roles = [
            *PRIVILEGED,
            *(one for one in self.settings.roles_besides if one.casefold() not in PRIVILEGED),
        ]
        if self.settings.roles_assessed:
            PrivilegedRoles(self.child_name("roles"), roles=roles, opts=self.child_options())
        policy = sign_in_policy(
            self,
            any_sign_in(
                users(self.settings, self.context, included_roles=roles),
            ),
            grant_controls=azuread.ConditionalAccessPolicyGrantControlsArgs(
                operator="OR", authentication_strength_policy_id=_PHISHING_RESISTANT
            ),
        )
        return {"policyId": policy.object_id}
