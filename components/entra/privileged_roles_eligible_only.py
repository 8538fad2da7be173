"""Privileged roles are activated when they are needed, and nobody holds one all the time.

What is enforced: nothing; it is assessed, and never written. Nobody has an active assignment without an end to a role
that Microsoft or the tenant labels as privileged, custom roles among them, nor to Billing, Exchange or SharePoint
Administrator, over the directory or over a part of it. An end later than 180 days from now, the longest that PIM allows
by default, is none. Who is in a group that has such a role holds it as well. The emergency accounts may be Global
Administrators all the time, and nothing more; other accounts are left out by name. Applications, which cannot activate
a role, are told as of another type.

Why: whoever takes over an account has what it holds at that moment. A role that is activated for some hours, with a
second factor and a reason, is mostly not there to be taken, and each use of it is in the log.

Who is affected: nobody until somebody makes assignments eligible, by hand; then administrators activate their roles.

How to roll back: remove the control; nothing was changed.

Licence: Microsoft Entra ID P2, or ID Governance. Most tenants have standing holders at first, so it is off until the
client chooses it. Limits: who has activated the membership of a group that has a role (PIM for Groups) looks like any
member for that time; custom roles that the tenant does not call privileged, and who owns such a group, are not read.
Source:
https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentscheduleinstance (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.emergency import EmergencyAccounts
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.roles import PRIVILEGED
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.essential_eight_2023_11 import ESSENTIAL_EIGHT_2023_11
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import StandingRoleHolders

if TYPE_CHECKING:
    import pulumi


class Settings(ChosenSettings):
    """Settings of `entra.privileged_roles_eligible_only`."""

    emergency_accounts: Annotated[EmergencyAccounts, KEEPS_ALL] = Field(min_length=2)
    """User principal names of the emergency accounts, which are Global Administrators all the time."""
    excluded_accounts: Annotated[list[str], Narrows("accounts", counted_as=Reason.EXCLUDED)] = []
    """User principal names, or ids of users, of accounts that the rule leaves out."""


class PrivilegedRolesEligibleOnly(ChosenControl[Settings]):
    """The assessment of everybody who holds a privileged role."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Privileged roles are activated, and held by nobody all the time",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.roles-held-when-needed",),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0(
                "5.3.1", lacks="assignments that end, applications, more than two emergency accounts"
            ),
            SCUBA_2026_08("MS.AAD.7.4v1", lacks="applications, and groups that nobody is in"),
            NIST_800_53_5("AC-2", lacks="accounts without privileged roles"),
            ISO_27001_2022("A.8.2"),
            ESSENTIAL_EIGHT_2023_11("ISM-1649", lacks="applications"),
        ),
        licence="Entra_Identity_Governance",
        impact="Nothing changes by it; administrators whose roles are made eligible activate them before they work.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment, unless the control is off."""
        if self.settings.enabled:
            StandingRoleHolders(
                self.child_name("holders"),
                roles=[*PRIVILEGED],
                emergency_accounts=self.settings.emergency_accounts,
                excluded_accounts=self.settings.excluded_accounts or None,
                opts=self.child_options(),
            )
        return {}
