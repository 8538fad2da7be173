"""No browser stays signed in after it was closed.

What is enforced: one Conditional Access policy over all users and all applications by which the browser does not keep
the session when it is closed. It starts in report-only.

Why: on a machine that somebody else uses next, a kept session is an open door; and what is kept on the disk is what
malware steals.

Who is affected: people on devices that are not joined sign in each time they open the browser. On joined ones Windows
and macOS sign in for them.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1.

Limits: the service takes it together with all applications only.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-persistent-browser
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import pulumi_azuread as azuread

from holdfast.controls.control import HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    EverybodySettings,
    any_sign_in,
    sign_in_policy,
    users,
)
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi


class Settings(EverybodySettings):
    """Settings of `entra.persistent_browser_denied`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: no persistent browser sessions"
    """Display name of the policy in the tenant: its natural key."""


class PersistentBrowserDenied(HardeningControl[Settings]):
    """One policy: all users, all applications, no session that outlives the browser."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Browsers do not stay signed in",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.devices-and-sessions-bounded",),
        shares=(
            Share("access-control.devices-and-sessions-bounded", ("entra.device_registration_requires_mfa",)),
        ),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("AC-12"), ISO_27001_2022("A.8.1")),
        licence="AAD_PREMIUM",
        impact="People on devices that are not joined sign in each time they open the browser.",
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
            ),
            session_controls=azuread.ConditionalAccessPolicySessionControlsArgs(
                persistent_browser_mode="never"
            ),
        )
        return {"policyId": policy.object_id}
