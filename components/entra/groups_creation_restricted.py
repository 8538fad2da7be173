"""Microsoft 365 groups, and the teams and sites that come with them, are made by those who are named.

What is enforced: not everybody makes Microsoft 365 groups: those whose role says so do, and the members of the one
group that the tenant names for it, if any; which that is stays as it is.

Why: each such group is a mailbox, a site and often a team, to which its owner invites whom he likes, guests too. Where
everybody makes them, nobody knows which data lies where, and who left has owned half of them.

Who is affected: people who make teams, groups, sites and plans for themselves, at once: there is no report-only, so a
client chooses this. They ask a member of that group, or an administrator. Groups that exist stay as they are.

How to roll back: the setting stays when the control is removed. By hand: Entra admin center, Groups, General, or set
EnableGroupCreation by Microsoft Graph.

Licence: Microsoft Entra ID P1 (recalled: of the members of the group). Limits: security groups are another setting; who
is named for it is not looked at; a change takes half an hour and more. What Microsoft's page says is recalled, but for
the names of the settings. Source:
https://learn.microsoft.com/microsoft-365/solutions/manage-creation-of-groups (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import GroupUnifiedSettings

if TYPE_CHECKING:
    import pulumi


class Settings(ChosenSettings):
    """Settings of `entra.groups_creation_restricted`."""


class GroupsCreationRestricted(ChosenControl[Settings]):
    """The tenant's one object of settings of Microsoft 365 groups."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Microsoft 365 groups are made by those who are named",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.administration-closed",),
        shares=(Share("access-control.administration-closed", ("entra.admin_portals_restricted",)),),
        severity=Severity.LOW,
        frameworks=(CIS_M365_7_0("5.1.3.4"), NIST_800_53_5("AC-6(10)"), ISO_27001_2022("A.5.15")),
        licence="AAD_PREMIUM",
        impact="People ask a member of the group, or an administrator, for a new team or Microsoft 365 group.",
        rollback="The setting stays when the control is removed; it is changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the setting, unless the control is off."""
        if not self.settings.enabled:
            return {}
        settings = GroupUnifiedSettings(
            self.child_name("settings"),
            enable_group_creation=False,
            opts=self.child_options(keep=True),
        )
        return {"enableGroupCreation": settings.enable_group_creation}
