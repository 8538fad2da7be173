"""Guests and external users sign in with multifactor authentication.

What is enforced: one Conditional Access policy over all six types of guests and external users of every tenant, and
all applications, that grants access only after multifactor authentication. It starts in report-only.

Why: a guest's account is protected by somebody else's rules, or by none; what it reaches here is this tenant's data.
`entra.mfa_required` covers guests as well, as long as nobody is excluded there; this policy stays when somebody is.

Who is affected: guests prove a second factor here, unless the cross-tenant access settings trust the proof of their
home. Users of shared channels (B2B direct connect) are blocked where they do not, and partners who administer the
tenant (service providers) are asked as well.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Limits: which tenants' proofs are trusted is not looked at, but for the default (`entra.cross_tenant_access_bounded`).
What else stands in for a second factor is in the limits of `entra.mfa_required`.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-guests-mfa-strength
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.control import HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    SignInSettings,
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


class Settings(SignInSettings):
    """Settings of `entra.guests_require_mfa`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: MFA for guests"
    """Display name of the policy in the tenant: its natural key."""


class GuestsRequireMfa(HardeningControl[Settings]):
    """One policy: guests of every type and tenant, all applications, grant with MFA."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Guests sign in with multifactor authentication",
        duties=(Duty.ACCESS_CONTROL, Duty.EXTERNAL_ATTACK),
        outcomes=("access-control.second-factor-required", "external-attack.stolen-password-not-enough"),
        shares=(
            Share("access-control.second-factor-required", ("entra.mfa_required",)),
            Share("external-attack.stolen-password-not-enough", ("entra.mfa_required",)),
        ),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("IA-2(2)", lacks="members of the organization"),
            NIST_800_53_5("IA-8"),
            ISO_27001_2022("A.5.15"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.3"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="AAD_PREMIUM",
        impact="Guests are asked for a second factor; users of shared channels whose proof is not trusted are blocked.",
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
                users(self.settings, self.context, included_guests=True),
            ),
            grant_controls=grant("mfa"),
        )
        return {"policyId": policy.object_id}
