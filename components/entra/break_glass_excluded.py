"""The break-glass group exists, holds exactly the emergency accounts, and every sign-in control excludes it.

What is enforced: one security group whose members are the emergency accounts and nobody else. Every sign-in
control of Holdfast excludes this group; its settings cannot leave it out. Somebody else in the group would be
excused from every policy, so an additional member is drift. A new group is made role-assignable, so that only
administrators of roles can change it; one that is there already stays as it was made.

What is assessed besides, and never written: whether the accounts could open the door. They are two different ones at
least, enabled, of the cloud only and of this tenant (nobody who signs in elsewhere, guest or member), permanently
Global Administrator of the whole directory, and in the group directly; the group has no owners, person or application
(an owner can add himself), is assigned by hand, and is out of reach of lesser administrators: role-assignable, or in
a restricted management administrative unit. And no enabled policy of the tenant, whoever made it and whatever an
exception accepts of it, can reach the accounts without excluding the group, or each of them. And nobody holds a
role of what synchronises the directory but the accounts that Entra Connect and its cloud sync make: no portal shows who
does. Otherwise the control is not met, whatever its group looks like.

Why: a Conditional Access policy can lock every administrator out of the tenant. Two cloud-only accounts with
permanent Global Administrator rights and phishing-resistant keys are the way back in; and an exclusion group
that nobody watches is an attacker's way around MFA. With more than four accounts in it the outcomes are not true:
each is outside every rule (two are asked for; the number is ours).

Who is affected: nobody signs in differently.

How to roll back: remove the control; the group stays until it is removed by hand.

Licence: none for the group; Microsoft Entra ID P1 for a role-assignable one: without it, or with
`role_assignable: false`, `holdfast up` makes a plain one, which the assessment then tells. Limits: the apply needs
RoleManagement.ReadWrite.Directory to make a role-assignable group and to change its members. Nobody can tell from the
directory whether the keys are in the safe.
What synchronises is known by its name (`Sync_…`, `ADToAADSyncServiceAccount`) and by what the directory says of it
(`onPremisesSyncEnabled`: seen of Entra Connect's account by others, assumed of cloud sync's): what synchronises all the
same is accepted by name. An application with such a role is told as well: none has a reason to hold one.

Source:
https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access
(2026-11-25), and groups-concept there.
"""

from __future__ import annotations

from typing import Annotated

import pulumi
import pulumi_azuread as azuread
from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.emergency import EmergencyAccounts
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import EVERY_VALUE, FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.longest import GROUP_NAME
from holdfast.provider.resources import BreakGlassAccounts

_MOST = 4
"""Accounts: each is outside every sign-in rule. Two are asked for; that as many again are enough is ours."""


def _too_many(accounts: list[str]) -> str:
    return "" if len(accounts) <= _MOST else f"{len(accounts)} accounts, where {_MOST} are the most"


class Settings(ControlSettings):
    """Settings of `entra.break_glass_excluded`."""

    group: Annotated[str, KEEPS_ALL] = Field(min_length=1, max_length=GROUP_NAME)
    """Display name of the break-glass group."""
    accounts: Annotated[EmergencyAccounts, KEEPS_ALL, FallsShort(_too_many)] = Field(min_length=2)
    """User principal names of the emergency accounts: two different ones at least, so that one may fail."""
    role_assignable: Annotated[bool, KEEPS_ALL, EVERY_VALUE] = True
    """Whether a new group is made so that only administrators of roles can change its members."""


class BreakGlassExcluded(HardeningControl[Settings]):
    """One group with the emergency accounts as its only members, and the assessment of both."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Emergency accounts are never locked out, and nobody else is excused",
        duties=(Duty.ACCESS_CONTROL, Duty.INTERNAL_ATTACK),
        outcomes=(
            "access-control.emergency-access-kept",
            "internal-attack.exclusions-bounded",
        ),
        severity=Severity.CRITICAL,
        frameworks=(
            CIS_M365_7_0(
                "1.1.2", lacks="that the accounts are unlicensed, on .onmicrosoft.com, and have a key each"
            ),
            NIST_800_53_5("AC-2"),
            NIST_800_53_5("CP-2"),
            ISO_27001_2022("A.5.17"),
            ISO_27001_2022("A.8.2"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="none",
        impact="Nobody signs in differently. Further members of the group are removed from it.",
        rollback="Remove the control from the baseline; the group stays.",
        revision=2,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the group, make it known to the sign-in controls, and register the assessment."""
        group = azuread.Group(
            self.child_name("group"),
            display_name=self.settings.group,
            description="Emergency accounts: excluded from every Conditional Access policy. Managed by Holdfast.",
            security_enabled=True,
            assignable_to_role=True if self.settings.role_assignable else None,
            members=self.context.user_ids(self.settings.accounts),
            # Fixed when the group is made: an existing one would be replaced by another that nobody excludes.
            opts=pulumi.ResourceOptions.merge(
                self.child_options(keep=True), pulumi.ResourceOptions(ignore_changes=["assignableToRole"])
            ),
        )
        BreakGlassAccounts(
            self.child_name("accounts"),
            group=self.settings.group,
            accounts=self.settings.accounts,
            opts=self.child_options(),
        )
        self.context.declared_groups[self.settings.group] = group.object_id
        return {"groupId": group.object_id}
