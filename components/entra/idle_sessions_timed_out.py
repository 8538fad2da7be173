"""A browser in which nobody does anything is signed out of Microsoft 365.

What is enforced: the tenant's one active timeout policy of web sessions ends them after `minutes` without activity:
Outlook, SharePoint, OneDrive, Office and the admin centers in browsers. Times that the policy has for single
applications stay as they are; a longer one is a finding.

Why: a browser that was left open in a hotel, a library or a shared office opens mail and files to whoever sits down at
it next, and a stolen session is worth less the sooner it ends.

Who is affected: everybody who works in a browser, on managed computers too, at once: there is no report-only, so a
client chooses this. People are asked first whether they are still there, and sign in again after a pause. Where
`entra.unmanaged_devices_restricted` is enforced, only devices that nobody manages are meant (recalled). Desktop and
mobile apps are not.

How to roll back: the policy stays when the control is removed. By hand: Microsoft 365 admin center, Org settings,
Security & privacy, Idle session timeout.

Licence: none; that the service knows managed devices needs Microsoft Entra ID P1 (recalled). Limits: it goes before
the older timeouts of SharePoint and of Outlook, `sharepoint.idle_sessions_signed_out` too; a page that plays or loads
by itself may count as active. CIS 1.3.2 asks besides for the Conditional Access policy that
`entra.unmanaged_devices_restricted` sets. Who is
asked, and which applications take part, is recalled. Source:
https://learn.microsoft.com/graph/api/resources/activitybasedtimeoutpolicy (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import ActivityBasedTimeoutPolicy

if TYPE_CHECKING:
    import pulumi

_BOUNDED = "access-control.devices-and-sessions-bounded"
_MINUTE_SECONDS = 60
_LONGEST_MINUTES = 180
"""What CIS 1.3.2 allows."""


def _too_long(minutes: int) -> str:
    return "" if minutes <= _LONGEST_MINUTES else f"{minutes} minutes, where three hours are the most"


class Settings(ChosenSettings):
    """Settings of `entra.idle_sessions_timed_out`."""

    minutes: Annotated[int, KEEPS_ALL, FallsShort(_too_long)] = Field(default=60, ge=5, le=1439)
    """Minutes without activity after which a browser is signed out."""


class IdleSessionsTimedOut(ChosenControl[Settings]):
    """The tenant's one active timeout policy of web sessions."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Browsers left open are signed out of Microsoft 365",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=(_BOUNDED,),
        shares=(
            Share(_BOUNDED, ("entra.device_registration_requires_mfa", "entra.persistent_browser_denied")),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0(
                "1.3.2",
                lacks="the Conditional Access policy for devices that are not managed",
            ),
            NIST_800_53_5("AC-2(5)"),
            NIST_800_53_5("AC-11"),
            NIST_800_53_5("AC-12"),
            ISO_27001_2022("A.8.1"),
            ISO_27001_2022("A.8.3"),
        ),
        licence="none",
        impact="People in browsers, on managed computers too, sign in again after a pause.",
        rollback="The policy stays when the control is removed; it is changed in the Microsoft 365 admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy, unless the control is off."""
        if not self.settings.enabled:
            return {}
        policy = ActivityBasedTimeoutPolicy(
            self.child_name("policy"),
            web_session_idle_timeout_in_seconds=self.settings.minutes * _MINUTE_SECONDS,
            opts=self.child_options(keep=True),
        )
        return {"webSessionIdleTimeoutInSeconds": policy.web_session_idle_timeout_in_seconds}
