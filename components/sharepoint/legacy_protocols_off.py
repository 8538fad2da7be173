"""Programs sign in to SharePoint and OneDrive by protocols that can ask for a second factor, or not at all.

What is enforced: SharePoint and OneDrive refuse sign-ins by protocols that know a name and a password only.

Why: such a protocol cannot ask for a second factor, so that a guessed password opens the files. Where
`entra.legacy_authentication_blocked` acts it stops them as well, but for whom its exclusions spare.

Who is affected: Office 2010 and older, and old programs of third parties; they stop.

How to roll back: the setting stays when the control is removed. By hand: SharePoint admin centre, Access control,
"Apps that don't use modern authentication".

Licence: a plan of SharePoint or OneDrive.
Limits: this is about SharePoint and OneDrive; mail has switches of its own. A change takes a day to act
in full (assumed). Source:
https://learn.microsoft.com/sharepoint/control-access-from-unmanaged-devices (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import TenantSettings

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `sharepoint.legacy_protocols_off`: there is nothing to choose."""


class LegacyProtocolsOff(HardeningControl[Settings]):
    """The tenant's switch for old protocols at SharePoint and OneDrive."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Files are closed to protocols that know a password only",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.old-protocols-closed",),
        shares=(Share("external-attack.old-protocols-closed", ("entra.legacy_authentication_blocked",)),),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("7.2.1"),
            NIST_800_53_5("IA-5"),
            NIST_800_53_5("SC-8"),
            ISO_27001_2022("A.5.14"),
            ISO_27001_2022("A.5.17"),
        ),
        licence="SHAREPOINTSTANDARD",
        impact="Office 2010 and older, and old programs of third parties, no longer open files.",
        rollback="The setting stays when the control is removed; it is changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the switch."""
        settings = TenantSettings(
            self.child_name("settings"),
            is_legacy_auth_protocols_enabled=False,
            opts=self.child_options(protects_data=True),
        )
        return {"isLegacyAuthProtocolsEnabled": settings.is_legacy_auth_protocols_enabled}
