"""The break-glass group exists, holds exactly the emergency accounts, and every sign-in control excludes it.

What is enforced: one security group whose members are the emergency accounts and nobody else. Every sign-in
control of Holdfast excludes this group; its settings cannot leave it out. Somebody else in the group would be
excused from every policy, so an additional member is drift.

Why: a Conditional Access policy can lock every administrator out of the tenant. Two cloud-only accounts with
permanent Global Administrator rights and phishing-resistant keys are the way back in; and an exclusion group
that nobody watches is an attacker's way around MFA.

Who is affected: nobody signs in differently.

How to roll back: remove the control; the group stays until it is removed by hand.

Licence: none.

Source:
https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access
(2026-11-24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi_azuread as azuread
from pydantic import Field

from components.control import ControlSettings, HardeningControl
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `entra.break_glass_excluded`."""

    group: str = Field(min_length=1)
    """Display name of the break-glass group."""
    accounts: list[str] = Field(min_length=2)
    """User principal names of the emergency accounts: two at least, so that one may fail."""


class BreakGlassExcluded(HardeningControl[Settings]):
    """One group with the emergency accounts as its only members."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Emergency accounts are never locked out, and nobody else is excused",
        duties=(Duty.ACCESS_CONTROL, Duty.INTERNAL_ATTACK),
        outcomes=(
            "access-control.emergency-access-kept",
            "internal-attack.exclusions-bounded",
        ),
        severity=Severity.CRITICAL,
        frameworks=("CIS M365 1.1.2",),
        licence="none",
        impact="Nobody signs in differently. Further members of the group are removed from it.",
        rollback="Remove the control from the baseline; the group stays.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the group and make it known to the sign-in controls."""
        group = azuread.Group(
            self.child_name("group"),
            display_name=self.settings.group,
            description="Emergency accounts: excluded from every Conditional Access policy. Managed by Holdfast.",
            security_enabled=True,
            members=self.context.user_ids(self.settings.accounts),
            opts=self.child_options(keep=True),
        )
        self.context.declared_groups[self.settings.group] = group.object_id
        return {"groupId": group.object_id}
