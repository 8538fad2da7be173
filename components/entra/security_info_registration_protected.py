"""Proofs are registered from a managed device only: a stolen password does not enrol the attacker's own phone.

What is enforced: one Conditional Access policy over all users and the user action "register security information"
that grants it only on a device that is compliant or hybrid joined. It starts in report-only.

Why: who has no second factor yet is sent to register one after the password alone. Whoever guessed the password of a
new or a forgotten account registers his own.

Who is affected: everybody who registers or changes a method. Tenants without managed devices choose `proof: mfa`:
people prove a method that they have, and new ones begin with a temporary access pass. With `managed-device-or-mfa`
either will do, so that tenants with some managed devices leave nobody outside. Guests have no managed device
here and cannot register; `guests: excluded` lets them.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1; managed devices need Microsoft Intune besides.

Limits: in report-only Microsoft does not evaluate policies over user actions, so the log shows nobody. With `proof:
mfa` or `managed-device-or-mfa` neither CIS nor SCuBA counts it.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-security-info-registration
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import pulumi_azuread as azuread

from holdfast.controls.control import HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    ONLY_BREAK_GLASS,
    SignInSettings,
    grant,
    sign_in_policy,
    users,
)
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi

_PROOFS = {
    "managed-device": ("compliantDevice", "domainJoinedDevice"),
    "managed-device-or-mfa": ("mfa", "compliantDevice", "domainJoinedDevice"),
    "mfa": ("mfa",),
}


def _guests_left_out(guests: str) -> tuple[str, ...]:
    return ("guests and external users",) if guests == "excluded" else ()


class Settings(SignInSettings):
    """Settings of `entra.security_info_registration_protected`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: security info from managed devices only"
    """Display name of the policy in the tenant: its natural key."""
    proof: Annotated[Literal["managed-device", "managed-device-or-mfa", "mfa"], KEEPS_ALL, EVERY_VALUE] = (
        "managed-device"
    )
    """What registering takes: a device that is compliant or hybrid joined, another factor that is there, or either."""
    guests: Annotated[
        Literal["included", "excluded"], Narrows("guests", _guests_left_out, contradicts=ONLY_BREAK_GLASS)
    ] = "included"
    """Whether it is for guests and external users too."""


class SecurityInfoRegistrationProtected(HardeningControl[Settings]):
    """One policy: all users, registering security information, grant on a managed device."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Security information is registered with proof only",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.stolen-password-not-enough",),
        shares=(Share("external-attack.stolen-password-not-enough", ("entra.mfa_required",)),),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("5.2.2.10", lacks="managed devices alone, where `proof` is not `managed-device`"),
            SCUBA_2026_08(
                "MS.AAD.3.8v1", lacks="managed devices alone, where `proof` is not `managed-device`"
            ),
            NIST_800_53_5("AC-20"),
            NIST_800_53_5("IA-3"),
            ISO_27001_2022("A.8.1"),
        ),
        licence="AAD_PREMIUM",
        impact="Methods are registered on managed devices only; guests cannot register unless they are excluded.",
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
                    included_user_actions=["urn:user:registersecurityinfo"]
                ),
                users=users(
                    self.settings,
                    self.context,
                    included_users=["All"],
                    excluded_guests=self.settings.guests == "excluded",
                ),
            ),
            grant_controls=grant(*_PROOFS[self.settings.proof]),
        )
        return {"policyId": policy.object_id}
