"""Calendars are not open to everybody: who is outside and not named by domain sees at most when somebody is busy.

What is enforced: one rule over every sharing policy. None shares calendars or contacts with every organization (`*`),
and whoever has a published link (`Anonymous`) sees when somebody is busy and nothing more. Domains that a policy names
stay as they are. A policy that is added later breaks the rule, and shows as drift, until the next apply.

Why: a calendar says who meets whom, where and about what. As delivered, everybody at every organization may be shown
when people are busy, and a link that somebody publishes shows whole entries to whoever finds it.

Who is affected: people who share with organizations that no policy names, at once: what was shared with them ends. So
the client chooses it, by `calendars_bounded`. A partner is given an entry of its own in a policy first.

How to roll back: the settings stay when the control is removed. By hand: `Set-SharingPolicy -Domains`.

Licence: none. Limits: a policy that is off is held as well, because SCuBA looks at its entries all the same; CIS asks
that the default policy is off, which this does not do. Who a person has given rights on a folder is another thing, and
so is what an organization relationship tells a partner of when somebody is busy.
Source: https://learn.microsoft.com/exchange/sharing/sharing-policies/sharing-policies (2026-11-27); recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import CalendarSharing

if TYPE_CHECKING:
    import pulumi


class Settings(ChosenSettings):
    """Settings of `exchange.calendar_sharing_bounded`."""

    excluded_policies: Annotated[list[str], Narrows("sharing policies", counted_as=Reason.EXCLUDED)] = []
    """Names of sharing policies, of those who have to share more, that the rule leaves out."""


class CalendarSharingBounded(ChosenControl[Settings]):
    """One rule over all sharing policies."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Calendars are not open to everybody",
        duties=(Duty.PRIVACY,),
        outcomes=("privacy.calendars-bounded",),
        severity=Severity.MEDIUM,
        frameworks=(
            SCUBA_2026_08("MS.EXO.6.1v1"),
            SCUBA_2026_08("MS.EXO.6.2v1"),
            NIST_800_53_5("AC-3"),
            NIST_800_53_5("SC-7(10)"),
        ),
        licence="none",
        impact="Organizations that no policy names see calendars no longer, at once.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule, unless the control is off."""
        if not self.settings.enabled:
            return {}
        CalendarSharing(
            self.child_name("policies"),
            excluded_policies=self.settings.excluded_policies or None,
            opts=self.child_options(protects_data=True),
        )
        return {}
