"""Users ask for an application, and somebody decides.

What is enforced: whoever may not consent to an application can ask for it; reviewers are told by mail, reminded, and
the request expires after 30 days. Reviewers are the Global Administrators, or whom the settings name.

Why: where users may consent to nothing and cannot ask either, they take another way: a private account, a file in a
private cloud. A request leaves a trace and a decision.

Who is affected: reviewers get mail.

How to roll back: the settings stay when the control is removed. By hand: Entra admin center, Enterprise applications,
Consent and permissions, Admin consent settings.

Licence: none. Limits: a reviewer who lacks the role to consent can only deny; SCuBA's MS.AAD.5.3v1 reads another,
older setting of the same name, which this control does not write. Source:
https://learn.microsoft.com/entra/identity/enterprise-apps/configure-admin-consent-workflow (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import Reviewers
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AdminConsentRequestPolicy

if TYPE_CHECKING:
    import pulumi


_GLOBAL_ADMINISTRATORS = (
    "/beta/roleManagement/directory/roleAssignments?$filter="
    "roleDefinitionId eq '62e90394-69f5-4237-9190-012177145e10'"
)
"""Reviewers as the portal writes a role (recalled)."""


_EXPIRES_AFTER_DAYS = 30
"""As the portal proposes (recalled): a request that nobody decided is asked again after it."""


class Settings(ControlSettings):
    """Settings of `entra.admin_consent_workflow_enabled`."""

    reviewers: Annotated[Reviewers, KEEPS_ALL] = Field(
        default=[_GLOBAL_ADMINISTRATORS],
        min_length=1,
        examples=[["/users/44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d"]],
    )
    """Who decides, as queries of Graph: `/users/ID`, `/groups/ID/transitiveMembers/microsoft.graph.user`."""


class AdminConsentWorkflowEnabled(HardeningControl[Settings]):
    """The tenant's one workflow."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Users can ask for an application, and somebody decides",
        duties=(Duty.INTERNAL_ATTACK,),
        outcomes=("internal-attack.app-consent-bounded",),
        shares=(Share("internal-attack.app-consent-bounded", ("entra.app_consent_restricted",)),),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("5.1.5.2"),
            NIST_800_53_5("CM-4"),
            NIST_800_53_5("CM-11"),
            ISO_27001_2022("A.5.15"),
            ISO_27001_2022("A.8.19"),
        ),
        licence="none",
        impact="Reviewers get mail about requests, and reminders.",
        rollback="The settings stay when the control is removed; they are changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the workflow."""
        policy = AdminConsentRequestPolicy(
            self.child_name("workflow"),
            enabled=True,
            notify_reviewers=True,
            reminders_enabled=True,
            request_duration_in_days=_EXPIRES_AFTER_DAYS,
            reviewers=self.settings.reviewers,
            opts=self.child_options(keep=True),
        )
        return {"enabled": policy.enabled}
