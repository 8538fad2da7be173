"""Guests do not pass on what is not theirs.

What is enforced: a guest cannot share files, folders and sites of which he is not the owner.

Why: whom somebody of the organization invites is that person's choice. Whom a guest invites is nobody's: access
spreads to people whom no one here has ever named.

Who is affected: guests who share with colleagues of their own; they ask somebody of the organization instead.

How to roll back: the setting stays when the control is removed. By hand: SharePoint admin centre, Sharing, "Allow
guests to share items they don't own".

Licence: a plan of SharePoint or OneDrive.
Limits: what guests have shared before stays shared. Source:
https://learn.microsoft.com/sharepoint/turn-external-sharing-on-or-off (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import TenantSettings

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `sharepoint.resharing_prevented`: there is nothing to choose."""


class ResharingPrevented(HardeningControl[Settings]):
    """The tenant's switch for sharing by guests."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Guests do not share what is not theirs",
        duties=(Duty.PRIVACY,),
        outcomes=("privacy.nothing-passed-on",),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("7.2.5"),
            NIST_800_53_5("AC-3"),
            NIST_800_53_5("AC-6"),
            ISO_27001_2022("A.5.14"),
            ISO_27001_2022("A.5.18"),
        ),
        licence="SHAREPOINTSTANDARD",
        impact="Guests cannot share on; somebody of the organization does it for them.",
        rollback="The setting stays when the control is removed; it is changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the switch."""
        settings = TenantSettings(
            self.child_name("settings"),
            is_resharing_by_external_users_enabled=False,
            opts=self.child_options(protects_data=True),
        )
        return {"isResharingByExternalUsersEnabled": settings.is_resharing_by_external_users_enabled}
