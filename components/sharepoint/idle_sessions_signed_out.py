"""A browser in which nobody does anything is signed out of files.

What is enforced: after `sign_out_after_minutes` without a request to SharePoint or OneDrive a browser is signed out;
five minutes before that, people are asked whether they are still there.

Why: a browser that was left open on a computer in a hotel, a library or a shared office opens the files to whoever
sits down at it.

Who is affected: people in browsers on computers that nobody manages. Managed computers, and browsers in which somebody
chose to stay signed in, are spared by the service.

How to roll back: the setting stays when the control is removed. By hand: SharePoint admin centre, Access control, Idle
session sign-out.

Licence: a plan of SharePoint or OneDrive; that the service knows managed computers needs Microsoft Entra ID P1.
Limits: to scroll and to move the
mouse is no request; that nobody chooses to stay signed in is `entra.persistent_browser_denied`. CIS 1.3.2 asks for the
newer timeout of all of Microsoft 365, `entra.idle_sessions_timed_out`, which goes before this. Source:
https://learn.microsoft.com/sharepoint/sign-out-inactive-users (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import TenantSettings

if TYPE_CHECKING:
    import pulumi

_LONGEST_MINUTES = 180
"""What CIS 1.3.2 allows of the newer timeout."""
_WARNED_MINUTES = 5
"""How long before it people are warned: what the admin centre offers first (recalled)."""
_MINUTE_SECONDS = 60


def _too_long(minutes: int) -> str:
    return "" if minutes <= _LONGEST_MINUTES else f"{minutes} minutes, where three hours are the most"


class Settings(ControlSettings):
    """Settings of `sharepoint.idle_sessions_signed_out`."""

    sign_out_after_minutes: Annotated[int, KEEPS_ALL, FallsShort(_too_long)] = Field(
        default=60, ge=5, le=1440
    )
    """Minutes without a request after which a browser is signed out."""


class IdleSessionsSignedOut(HardeningControl[Settings]):
    """The tenant's idle session sign-out of SharePoint and OneDrive."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Browsers left open are signed out of files",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.devices-and-sessions-bounded",),
        shares=(
            Share(
                "access-control.devices-and-sessions-bounded",
                ("entra.device_registration_requires_mfa", "entra.persistent_browser_denied"),
            ),
        ),
        severity=Severity.LOW,
        frameworks=(
            NIST_800_53_5("AC-2(5)"),
            NIST_800_53_5("AC-11"),
            NIST_800_53_5("AC-12"),
            ISO_27001_2022("A.5.14"),
            ISO_27001_2022("A.8.1"),
            ISO_27001_2022("A.8.3"),
            ISO_27001_2022("A.8.12"),
        ),
        licence="SHAREPOINTSTANDARD",
        impact="People in browsers on computers that nobody manages sign in again after a pause.",
        rollback="The setting stays when the control is removed; it is changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the settings."""
        after = self.settings.sign_out_after_minutes
        settings = TenantSettings(
            self.child_name("settings"),
            idle_session_sign_out={
                "isEnabled": True,
                "warnAfterInSeconds": max(after - _WARNED_MINUTES, 1) * _MINUTE_SECONDS,
                "signOutAfterInSeconds": after * _MINUTE_SECONDS,
            },
            opts=self.child_options(protects_data=True),
        )
        return {"idleSessionSignOut": settings.idle_session_sign_out}
