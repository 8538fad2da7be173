"""Guests and administrators are looked at again every month.

What is enforced: a series of access reviews for the guests in every Microsoft 365 group, and one for the holders of
each of six directory roles (Global, Privileged Role, Exchange, SharePoint, Teams and Security Administrator), active
and eligible. A round a month, without an end; those who are named decide within the days that are set, are told by
mail and reminded, and say why access stays. That the first rounds begin within a month, and that each query for those
who decide finds somebody who can sign in, is assessed. Decisions are carried out by the service. A guest about whom
nobody decided loses his place in the group; a role about which nobody decided stays.

Why: guests are invited for a project and stay for years, and whoever changed his post keeps his role. Nobody takes
either away who is not asked.

Who is affected: those who decide get mail every month. **A guest whom nobody confirms is out of his groups at the end
of the first round.** Administrators notice nothing unless somebody denies them.

How to roll back: the series stay when the control is removed, since with them their decisions would go. They are
deleted by hand: Entra admin center, Identity Governance, Access reviews. A guest who was removed is added to his
groups again.

Licence: Entra ID P2, or ID Governance. Limits: guests in security groups and applications alone are not looked at. What
is changed counts from the next round on. The service lets a reviewer deny an emergency account as any other holder:
that each of them knows these accounts is the client's to see to; a round that nobody answers takes no role. That those
who decide do not decide about themselves is not looked at. That an application may plan reviews of roles is recalled.
Source: https://learn.microsoft.com/graph/api/accessreviewset-post-definitions (2026-11-27).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.identifiers import Reviewers
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import AccessReview, AccessReviewStart

if TYPE_CHECKING:
    import pulumi

_GUESTS = "./members/microsoft.graph.user/?$count=true&$filter=(userType eq 'Guest')"
_GROUPS = "/groups?$filter=(groupTypes/any(c:c+eq+'Unified'))&$count=true"
_HOLDERS = ("/v1.0/users", "/v1.0/groups")
_ROLE = "/beta/roleManagement/directory/roleDefinitions/"
_ROLES = {
    "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
    "Privileged Role Administrator": "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "Exchange Administrator": "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "SharePoint Administrator": "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
    "Teams Administrator": "69091246-20e8-4a56-aa4d-066075b2a7a8",
    "Security Administrator": "194ae4cb-b126-40b2-bd5b-6091b380977d",
}
"""Those that CIS 5.3.3 names, by template id (../shared/frameworks.md 2.2)."""

_FEWEST_DAYS = 3
"""So that a round does not pass over a weekend; the choice is ours."""


def _nobody(reviewers: list[str]) -> str:
    return "" if reviewers else "nobody is named who decides: no review is planned"


def _a_day(day: str) -> str:
    """Accept a day as the service takes it, or none."""
    if day and date.fromisoformat(day).isoformat() != day:
        raise ValueError(f"{day!r} is no day such as 2026-12-01")
    return day


def _no_day(day: str) -> str:
    return "" if day else "no day is named on which the first round begins: no review is planned"


def _too_short(days: int) -> str:
    return "" if days >= _FEWEST_DAYS else f"{days} days, in which hardly anybody decides"


class Settings(ChosenSettings):
    """Settings of `entra.access_reviews_configured`."""

    reviewers: Annotated[Reviewers, KEEPS_ALL, FallsShort(_nobody)] = Field(
        default=[], examples=[["/groups/44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d/transitiveMembers"]]
    )
    """Who decides, as queries of Graph: `/users/ID`, `/groups/ID/transitiveMembers/microsoft.graph.user`."""
    starts_on: Annotated[str, AfterValidator(_a_day), KEEPS_ALL, FallsShort(_no_day)] = Field(
        default="", examples=["2026-12-01"]
    )
    """Day on which the first rounds begin, such as 2026-12-01."""
    round_days: Annotated[int, KEEPS_ALL, FallsShort(_too_short)] = Field(default=14, ge=1, le=14)
    """Days in which they decide; CIS allows 14."""


class AccessReviewsConfigured(ChosenControl[Settings]):
    """A series for guests, and one for each role."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Guests and administrators are looked at again every month",
        duties=(Duty.PRIVACY,),
        outcomes=("privacy.guests-reviewed",),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("5.3.2"),
            CIS_M365_7_0("5.3.3"),
            NIST_800_53_5("AC-2"),
            ISO_27001_2022("A.5.18"),
        ),
        licence="Entra_Identity_Governance",
        impact="Those who decide get mail every month; a guest whom nobody confirms loses his groups.",
        rollback="The series stay when the control is removed, with their decisions; they are deleted by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register each series, unless the control is off; none where nobody decides, or no day is named."""
        settings = self.settings
        if not (settings.enabled and settings.reviewers and settings.starts_on):
            return {}
        # A guest is out where nobody answers. Of administrators that could lock everybody out, and so could a proposal
        # to deny whoever has not signed in, as the emergency accounts have not.
        self._series("guests in groups", query=_GUESTS, groups=_GROUPS, unanswered="Deny", proposals=True)
        for role, template_id in _ROLES.items():
            resources = (f"{_ROLE}{template_id}",)
            self._series(role, principals=_HOLDERS, resources=resources, unanswered="None", proposals=False)
        AccessReviewStart(
            self.child_name("start"),
            reviewers=settings.reviewers,
            start_date=settings.starts_on,
            opts=self.child_options(),
        )
        return {}

    def _series(
        self,
        name: str,
        *,
        unanswered: str,
        proposals: bool,
        query: str | None = None,
        groups: str | None = None,
        principals: tuple[str, ...] = (),
        resources: tuple[str, ...] = (),
    ) -> None:
        AccessReview(
            self.child_name(name),
            display_name=f"Holdfast: {name}",
            query=query,
            groups=groups,
            principals=[*principals] or None,
            resources=[*resources] or None,
            reviewers=self.settings.reviewers,
            mail_notifications_enabled=True,
            reminder_notifications_enabled=True,
            justification_required_on_approval=True,
            recommendations_enabled=proposals,
            default_decision_enabled=True,
            default_decision=unanswered,
            auto_apply_decisions_enabled=True,
            instance_duration_in_days=self.settings.round_days,
            recurrence="absoluteMonthly",
            interval=1,
            ends="noEnd",
            start_date=self.settings.starts_on,
            opts=self.child_options(keep=True),
        )
