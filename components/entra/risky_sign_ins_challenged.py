"""Sign-ins that look like an attack are challenged, and those that surely do are blocked.

What is enforced: two Conditional Access policies over all users and all applications. At medium and high sign-in risk
the first grants access only after multifactor authentication, anew at every sign-in; the second blocks at high risk.
Both start in report-only.

Why: Microsoft sees what a stolen session or a sprayed password looks like across all its tenants.

Who is affected: people on unusual networks are asked again. Who is at high risk gets in only when the risk is gone;
`blocked: medium-and-high` blocks at medium risk already, as CIS 5.2.2.8 asks, and leaves nothing to challenge. Guests
without a method in this tenant are blocked. Where the tenant synchronises its directory, `directory_sync` excludes
the account that does it.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P2, which sees the risk. Without it the control does not apply and protects nobody.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-risk-based-sign-in
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
    """Settings of `entra.risky_sign_ins_challenged`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: challenge risky sign-ins"
    """Display name of the policy in the tenant: its natural key."""
    block_name: Annotated[str, KEEPS_ALL] = "Holdfast: block high-risk sign-ins"
    """Display name of the policy that blocks."""
    blocked: Annotated[Literal["high", "medium-and-high"], KEEPS_ALL, EVERY_VALUE] = "high"
    """From which risk on a sign-in is blocked rather than challenged."""


class RiskySignInsChallenged(HardeningControl[Settings]):
    """Two policies: all users, all applications; MFA at medium and high risk, block at high."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Risky sign-ins are challenged or blocked",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.risky-sign-ins-stopped",),
        shares=(Share("external-attack.risky-sign-ins-stopped", ("entra.device_code_flow_blocked",)),),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("5.2.2.7"),
            CIS_M365_7_0("5.2.2.8", lacks="the block at medium risk, unless `blocked` is `medium-and-high`"),
            SCUBA_2026_08("MS.AAD.2.3v1", lacks=WITH_THE_SYNC_ROLE),
            NIST_800_53_5("AC-2(12)"),
            NIST_800_53_5("AC-2(13)"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="AAD_PREMIUM_P2",
        impact="People at medium risk prove a second factor at every sign-in, and at high risk they are stopped.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policies."""
        challenge = sign_in_policy(
            self,
            self._at(["high", "medium"]),
            key="challenge",
            grant_controls=grant("mfa"),
            session_controls=every_time(),
        )
        block = sign_in_policy(
            self,
            self._at(["high", "medium"] if self.settings.blocked == "medium-and-high" else ["high"]),
            key="block",
            name=self.settings.block_name,
            grant_controls=grant("block"),
        )
        return {"challengeId": challenge.object_id, "blockId": block.object_id}

    def _at(self, levels: list[str]) -> azuread.ConditionalAccessPolicyConditionsArgs:
        """Return the condition that anybody signs in to anything at such a risk."""
        return any_sign_in(
            users(self.settings, self.context, included_users=["All"]),
            sign_in_risk_levels=levels,
        )
