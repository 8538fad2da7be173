"""Device code flow is blocked: nobody can be talked into typing an attacker's code.

What is enforced: one Conditional Access policy over all users and all applications that blocks sign-ins by device
code. It starts in report-only.

Why: the attacker starts the sign-in, the victim types the code on Microsoft's own page, and the attacker has the
session: nothing that people are taught to look at is wrong.

Who is affected: people who sign in on one device with another one's browser, such as command lines without a browser.
Rooms and Teams devices do that by design: name the groups of their accounts in `device_account_groups`, before it is
enabled. The account that synchronises the directory does not sign in like this.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Limits: the policy names this flow alone, because SCuBA asks for exactly that; the other flow has a control of its
own, `entra.authentication_transfer_blocked`.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-block-authentication-flows
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.control import HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    WITH_THE_SYNC_ROLE,
    DeviceAccountSettings,
    any_sign_in,
    grant,
    sign_in_policy,
    users,
)
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi


class Settings(DeviceAccountSettings):
    """Settings of `entra.device_code_flow_blocked`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: block device code flow"
    """Display name of the policy in the tenant: its natural key."""


class DeviceCodeFlowBlocked(HardeningControl[Settings]):
    """One policy: all users, all applications, device code flow, block."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Device code flow is blocked",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.risky-sign-ins-stopped",),
        shares=(Share("external-attack.risky-sign-ins-stopped", ("entra.risky_sign_ins_challenged",)),),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("5.2.2.12"),
            SCUBA_2026_08("MS.AAD.3.9v1", lacks=WITH_THE_SYNC_ROLE),
            NIST_800_53_5("CM-7"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="AAD_PREMIUM",
        impact="Command lines and devices without a browser of their own cannot sign in by a code any more.",
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
                authentication_flow_transfer_methods=["deviceCodeFlow"],
            ),
            grant_controls=grant("block"),
        )
        return {"policyId": policy.object_id}
