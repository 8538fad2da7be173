"""Microsoft 365 groups, and the teams and sites that come with them, are made by those who are named.

What is enforced: not everybody makes Microsoft 365 groups: those whose role says so do, and the members of the one
group that `made_by` names, if any. Another group that is named in the tenant is drift, and is taken out: a group of
everybody, named there, lets everybody make groups while the switch says that nobody may.

Why: each such group is a mailbox, a site and often a team, to which its owner invites whom he likes, guests too. Where
everybody makes them, nobody knows which data lies where, and who left has owned half of them.

Who is affected: people who make teams, groups, sites and plans for themselves, at once: there is no report-only, so a
client chooses this. They ask a member of that group, or an administrator. Look first which group the tenant names, and
give it: its members lose it otherwise. Groups that exist stay as they are.

How to roll back: the setting stays when the control is removed. By hand: Entra admin center, Groups, General, or set
EnableGroupCreation by Microsoft Graph.

Licence: Microsoft Entra ID P1, or Basic for education; who is in the group that `made_by` names needs one as well.
Limits: security groups are another setting; who is in that group is not looked at; a change takes half an hour and
more. The page was read as a public copy. Source:
https://learn.microsoft.com/microsoft-365/solutions/manage-creation-of-groups (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.identifiers import ObjectIds
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import GroupUnifiedSettings

if TYPE_CHECKING:
    import pulumi


_NOBODY = "nobody"
"""What the kind calls it when no group is named."""


class Settings(ChosenSettings):
    """Settings of `entra.groups_creation_restricted`."""

    made_by: Annotated[ObjectIds, KEEPS_ALL] = Field(
        default=[], max_length=1, examples=[["44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d"]]
    )
    """Object id of the one group whose members make them; with none, only those whose role says so."""


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
        licence="AAD_BASIC_EDU",
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
            group_creation_allowed_group_id=next(iter(self.settings.made_by), _NOBODY),
            opts=self.child_options(keep=True),
        )
        return {"enableGroupCreation": settings.enable_group_creation}
