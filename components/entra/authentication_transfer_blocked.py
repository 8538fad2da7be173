"""Authentication transfer is blocked: a session is not handed from one device to another.

What is enforced: one Conditional Access policy over all users and all applications that blocks sign-ins that another
device hands over, by a code that is scanned. It starts in report-only.

Why: a code that is scanned carries a proven session to a device that has proven nothing, and whoever shows the code
chooses the device.

Who is affected: people who take their session from the computer to the phone by scanning a code sign in on the phone
instead. Rooms and Teams devices that are set up like this: name the groups of their accounts in
`device_account_groups`.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

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
    DeviceAccountSettings,
    any_sign_in,
    grant,
    sign_in_policy,
    users,
)
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi


class Settings(DeviceAccountSettings):
    """Settings of `entra.authentication_transfer_blocked`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: block authentication transfer"
    """Display name of the policy in the tenant: its natural key."""


class AuthenticationTransferBlocked(HardeningControl[Settings]):
    """One policy: all users, all applications, authentication transfer, block."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Authentication transfer is blocked",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.risky-sign-ins-stopped",),
        shares=(
            Share(
                "external-attack.risky-sign-ins-stopped",
                ("entra.device_code_flow_blocked", "entra.risky_sign_ins_challenged"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(CIS_M365_7_0("5.2.2.17"), NIST_800_53_5("CM-7"), ISO_27001_2022("A.8.5")),
        licence="AAD_PREMIUM",
        impact="A session is not taken to the phone by scanning a code: people sign in there.",
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
                authentication_flow_transfer_methods=["authenticationTransfer"],
            ),
            grant_controls=grant("block"),
        )
        return {"policyId": policy.object_id}
