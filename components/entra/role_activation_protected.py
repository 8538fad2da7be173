"""Privileged roles are activated with a second factor and a reason, for some hours, and the highest by approval.

What is enforced: in Privileged Identity Management (PIM), for every role that Microsoft labels as privileged and for
Billing, Exchange and SharePoint Administrator: whoever activates it proves a second factor and gives a reason; it is
active for the hours that are set; a new active assignment has an end, but for Global Administrator and the roles that
are set. Where a group of approvers is set, one of it approves each activation of Global Administrator and of Privileged
Role Administrator, and nobody else does. Where addresses are set, PIM writes to them when one of the roles is assigned,
made eligible or activated. Who is told already stays told.

Why: whoever takes over an account with an eligible role has the role as soon as he activates it. A second factor stops
him, a second person even more, and the message shows that he tried.

Who is affected: administrators, at the next activation: a second factor, a reason, and for the two highest roles the
wait for somebody else. Approval is asked for only while two people at least in the group can sign in, since nobody
approves what he asked for himself; else it is told, and nothing about approval is changed. The emergency accounts hold
Global Administrator all the time and activate nothing, so that nothing here can stop them
(`entra.break_glass_excluded` assesses that).

How to roll back: the settings stay when the control is removed. By hand: Entra admin center, ID Governance, Privileged
Identity Management, Microsoft Entra roles, Settings.

Licence: Microsoft Entra ID P2, or ID Governance. It acts on administrators at once, so a client chooses it. Limits:
PIM for Groups and custom roles are not read; whoever owns the group of approvers decides who approves; an
authentication context in place of the second factor is told, and left; that a second factor proved at the sign-in
counts at the activation, and that no assignment ends by these settings that is there already, is recalled of
Microsoft's page on these settings. Source: https://learn.microsoft.com/graph/how-to-pim-update-rules (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.identifiers import Addresses, ObjectIds
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.roles import PRIVILEGED
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.essential_eight_2023_11 import ESSENTIAL_EIGHT_2023_11
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import RoleActivation

if TYPE_CHECKING:
    import pulumi

_HELD = "access-control.roles-held-when-needed"
_APPROVED = (
    "62e90394-69f5-4237-9190-012177145e10",  # Global Administrator
    "e8611ab8-c189-46e8-94e1-60213ab1f814",  # Privileged Role Administrator
)
_LONGEST_HOURS = 10
"""A working day; the choice is ours."""
_UNLESS_APPROVED = "approval, unless `approvers` names a group"
_UNLESS_WRITTEN_TO = "messages, unless `notified` names addresses"
_UNLESS_TOLD = f"PIM for Groups; {_UNLESS_WRITTEN_TO}"


def _too_long(hours: int) -> str:
    return "" if hours <= _LONGEST_HOURS else f"{hours} hours, which is longer than a working day"


def _nobody_approves(group: str) -> str:
    return "" if group else "nobody approves the activation of the highest roles"


def _nobody_is_told(addresses: list[str]) -> str:
    return "" if addresses else "nobody is named who is told"


class Settings(ChosenSettings):
    """Settings of `entra.role_activation_protected`."""

    activation_hours: Annotated[int, KEEPS_ALL, FallsShort(_too_long)] = Field(default=8, ge=1, le=24)
    """Hours for which a role is active at most once it was activated."""
    approvers: Annotated[str, KEEPS_ALL, FallsShort(_nobody_approves)] = ""
    """Display name of the group whose members approve the two highest roles; without one, approval stays as it is."""
    notified: Annotated[Addresses, KEEPS_ALL, FallsShort(_nobody_is_told)] = Field(
        default=[], examples=[["security@contoso.example"]]
    )
    """Addresses of mail to which PIM writes; without one, who is told stays as it is."""
    endless_roles: Annotated[ObjectIds, Narrows("roles")] = []
    """Template ids of roles that may be assigned actively without an end, besides Global Administrator."""


class RoleActivationProtected(ChosenControl[Settings]):
    """One rule over the policies of the privileged roles."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Privileged roles are activated with proof, for some hours, and by approval",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=(_HELD,),
        shares=(Share(_HELD, ("entra.privileged_roles_eligible_only",)),),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("5.3.4", lacks=_UNLESS_APPROVED),
            CIS_M365_7_0("5.3.5", lacks=_UNLESS_APPROVED),
            SCUBA_2026_08("MS.AAD.7.6v1", lacks=f"PIM for Groups; {_UNLESS_APPROVED}"),
            SCUBA_2026_08("MS.AAD.7.7v1", lacks=_UNLESS_TOLD),
            SCUBA_2026_08("MS.AAD.7.8v1", lacks=_UNLESS_TOLD),
            SCUBA_2026_08("MS.AAD.7.9v1", lacks=_UNLESS_TOLD),
            NIST_800_53_5("AC-2(1)", lacks=_UNLESS_WRITTEN_TO),
            NIST_800_53_5("AC-6(1)"),
            NIST_800_53_5("AC-6(9)", lacks=_UNLESS_WRITTEN_TO),
            ISO_27001_2022("A.8.2"),
            ESSENTIAL_EIGHT_2023_11("ISM-1507", lacks=_UNLESS_APPROVED),
        ),
        licence="Entra_Identity_Governance",
        impact="Administrators prove a second factor and give a reason before a role is active, and wait for approval.",
        rollback="The settings stay when the control is removed; they are changed in Privileged Identity Management.",
        revision=1,
        needs=("entra.break_glass_excluded",),
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule, unless the control is off."""
        settings = self.settings
        if settings.enabled:
            RoleActivation(
                self.child_name("rule"),
                roles=[*PRIVILEGED],
                longest_activation_hours=settings.activation_hours,
                approved_roles=[*_APPROVED] if settings.approvers else None,
                approver_group=settings.approvers or None,
                endless_roles=settings.endless_roles or None,
                notified=settings.notified or None,
                opts=self.child_options(keep=True),
            )
        return {}
