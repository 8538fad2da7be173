"""Accounts that are probably in somebody else's hands are secured before anybody works with them.

What is enforced: at high user risk one Conditional Access policy over all users and all applications grants access
only after multifactor authentication and a change of the password, anew at every sign-in. With `response: block`
another one blocks at high risk, so that an administrator decides. Both start in report-only.

Why: the password stands in a leaked list, or the account does what attackers do. Who comes next with it is not who it
belongs to.

Who is affected: with `block`, whoever is at high risk cannot sign in until an administrator has dismissed the risk:
block wins over the change of the password, and both stand there because SCuBA asks for the one and CIS for the other.
With `password-change`, people help themselves, if they have a method registered. Guests cannot change a password here
and are blocked either way.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P2, which sees the risk. Without it the control does not apply and protects nobody.
Limits: where passwords come from another directory, changing one here takes password writeback.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-risk-based-user
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from holdfast.controls.control import HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    WITH_THE_SYNC_ROLE,
    EverybodySettings,
    any_sign_in,
    every_time,
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
    import pulumi_azuread as azuread


class Settings(EverybodySettings):
    """Settings of `entra.risky_users_secured`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: new password at high user risk"
    """Display name of the policy in the tenant: its natural key."""
    block_name: Annotated[str, KEEPS_ALL] = "Holdfast: block users at high risk"
    """Display name of the policy that blocks."""
    response: Annotated[Literal["block", "password-change"], KEEPS_ALL, EVERY_VALUE] = "block"
    """What happens at high risk: `block` until an administrator decides, or `password-change` by the user."""


class RiskyUsersSecured(HardeningControl[Settings]):
    """Two policies, or the first alone: all users, all applications, high risk; MFA and a new password, and block."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Users at high risk are secured",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.risky-sign-ins-stopped",),
        shares=(
            Share(
                "external-attack.risky-sign-ins-stopped",
                ("entra.device_code_flow_blocked", "entra.risky_sign_ins_challenged"),
            ),
        ),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("5.2.2.6"),
            SCUBA_2026_08(
                "MS.AAD.2.1v1",
                lacks=f"the block, where `response` is `password-change`; {WITH_THE_SYNC_ROLE}",
            ),
            NIST_800_53_5("AC-2(12)"),
            NIST_800_53_5("AC-2(13)"),
            ISO_27001_2022("A.5.7"),
        ),
        licence="AAD_PREMIUM_P2",
        impact="Users at high risk are stopped until an administrator decides, or change their password.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policies."""
        change = sign_in_policy(
            self,
            self._at_high_risk(),
            key="password-change",
            grant_controls=grant("mfa", "passwordChange", operator="AND"),
            session_controls=every_time(),
        )
        if self.settings.response == "password-change":
            return {"passwordChangeId": change.object_id}
        block = sign_in_policy(
            self,
            self._at_high_risk(),
            key="block",
            name=self.settings.block_name,
            grant_controls=grant("block"),
        )
        return {"passwordChangeId": change.object_id, "blockId": block.object_id}

    def _at_high_risk(self) -> azuread.ConditionalAccessPolicyConditionsArgs:
        """Return the condition that anybody signs in to anything at such a risk."""
        return any_sign_in(
            users(self.settings, self.context, included_users=["All"]),
            user_risk_levels=["high"],
        )
