"""Recovery keys of BitLocker are read by administrators alone.

What is enforced: users do not read the recovery keys of the devices that they own.

Why: with the key a disk is read outside of its device, without a trace and without the protection of the system.
Whoever has a user's password, and the device, has the data.

Who is affected: people whose device asks for the key, at once: there is no report-only, so a client chooses this. They
ask the help desk, which has to be reachable for them.

How to roll back: the setting stays when the control is removed. By hand: Entra admin center, Devices, Device settings.

Licence: none. Limits: keys that somebody printed or saved before are not taken back. Source:
https://learn.microsoft.com/graph/api/resources/defaultuserrolepermissions (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AuthorizationPolicy

if TYPE_CHECKING:
    import pulumi


class Settings(ChosenSettings):
    """Settings of `entra.bitlocker_keys_restricted`."""


class BitlockerKeysRestricted(ChosenControl[Settings]):
    """One permission of every user."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Recovery keys of BitLocker are closed to users",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.devices-and-sessions-bounded",),
        shares=(
            Share(
                "access-control.devices-and-sessions-bounded",
                ("entra.device_registration_requires_mfa", "entra.persistent_browser_denied"),
            ),
        ),
        severity=Severity.LOW,
        frameworks=(CIS_M365_7_0("5.1.4.6"), NIST_800_53_5("AC-19"), ISO_27001_2022("A.8.1")),
        licence="none",
        impact="People whose device asks for its recovery key ask the help desk.",
        rollback="The setting stays when the control is removed; it is changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the permission, unless the control is off."""
        if not self.settings.enabled:
            return {}
        policy = AuthorizationPolicy(
            self.child_name("users"),
            allowed_to_read_bitlocker_keys_for_owned_device=False,
            opts=self.child_options(keep=True),
        )
        return {
            "allowedToReadBitlockerKeysForOwnedDevice": policy.allowed_to_read_bitlocker_keys_for_owned_device
        }
