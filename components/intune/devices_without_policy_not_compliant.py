"""A device that no compliance policy reaches does not count as compliant.

What is enforced: Intune's own compliance policy, which is for every device, marks one that has no other policy assigned
as not compliant.

Why: without it, a device that nobody thought of counts as compliant: a new platform, a group that was forgotten. A
sign-in policy that asks for a compliant device lets it in, although nobody has asked anything of it.

Who is affected: people whose device has no compliance policy, where a sign-in policy asks for compliant devices: they
get in no longer, within hours and without a report first, so a client chooses this. Look first in Intune at the devices
without a compliance policy.

How to roll back: the setting stays when the control is removed. By hand: Intune admin center, Devices, Compliance,
Compliance settings.

Licence: Microsoft Intune. Limits: what a compliance policy asks of a device is not looked at, nor whether any policy
asks for compliant devices (`entra.managed_devices_required`); for how long a device counts without reporting stays as
it is. What people and Intune do is recalled. Source:
https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-devicemanagement (2026-11-25).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import DeviceManagement

if TYPE_CHECKING:
    import pulumi

_DEVICES = "access-control.devices-and-sessions-bounded"


class Settings(ChosenSettings):
    """Settings of `intune.devices_without_policy_not_compliant`."""


class DevicesWithoutPolicyNotCompliant(ChosenControl[Settings]):
    """One setting of the tenant's Intune."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Devices without a compliance policy are not compliant",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=(_DEVICES,),
        shares=(
            Share(_DEVICES, ("entra.device_registration_requires_mfa", "entra.persistent_browser_denied")),
        ),
        severity=Severity.MEDIUM,
        frameworks=(CIS_M365_7_0("4.1"), NIST_800_53_5("AC-19"), ISO_27001_2022("A.8.1")),
        licence="INTUNE_A",
        impact="Where sign-ins ask for a compliant device, one without a compliance policy gets in no longer.",
        rollback="The setting stays when the control is removed; it is changed in the Intune admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the setting, unless the control is off."""
        if not self.settings.enabled:
            return {}
        intune = DeviceManagement(
            self.child_name("settings"),
            settings={"secureByDefault": True},
            opts=self.child_options(keep=True),
        )
        return {"settings": intune.settings}
