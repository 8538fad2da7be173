"""Nobody creates security groups but those whose role says so.

What is enforced: the permission of every user to create security groups, in portals and by Microsoft Graph, is off.

Why: groups open applications, sites and roles, and stand in policies. One that anybody made, with a name that looks
like one of the organization's, is put into a policy by mistake; its owner decides from then on who is in it.

Who is affected: people who make security groups for themselves, at once: there is no report-only, so a client chooses
this. They ask an administrator of groups. Groups that exist stay as they are, and their owners keep them.

How to roll back: the setting stays when the control is removed. By hand: Entra admin center, Groups, General.

Licence: none. Limits: Microsoft 365 groups and teams are another setting, and stay as they are. Source:
https://learn.microsoft.com/graph/api/resources/defaultuserrolepermissions (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AuthorizationPolicy

if TYPE_CHECKING:
    import pulumi


class Settings(ChosenSettings):
    """Settings of `entra.users_cannot_create_security_groups`."""


class UsersCannotCreateSecurityGroups(ChosenControl[Settings]):
    """One permission of every user."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Users create no security groups",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.administration-closed",),
        shares=(Share("access-control.administration-closed", ("entra.admin_portals_restricted",)),),
        severity=Severity.LOW,
        frameworks=(CIS_M365_7_0("5.1.3.1"), NIST_800_53_5("AC-6(10)"), ISO_27001_2022("A.5.15")),
        licence="none",
        impact="Users ask an administrator of groups for a new security group.",
        rollback="The setting stays when the control is removed; it is changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the permission, unless the control is off."""
        if not self.settings.enabled:
            return {}
        policy = AuthorizationPolicy(
            self.child_name("users"),
            allowed_to_create_security_groups=False,
            opts=self.child_options(keep=True),
        )
        return {"allowedToCreateSecurityGroups": policy.allowed_to_create_security_groups}
