"""Devices are joined by few, and administered by nobody in passing.

What is enforced: who joins devices to the directory: nobody, the members of groups, or, with `joined_by: [All]`,
everybody; at most 10 devices for each user; neither Global Administrators nor whoever joins a device become its local
administrators; the directory keeps the password of each device's local administrator (LAPS).

Why: a device that anybody joined looks like one of the organization's, and policies that ask for a managed device
start from it. Whoever administers a device takes the sign-ins of everybody who uses it.

Who is affected: whoever sets up a computer by hand, at once: there is no report-only, so a client chooses this. Devices
that are joined stay. Enrolment by Windows Autopilot in the user's name needs the user in `joined_by`.

How to roll back: the settings stay when the control is removed. By hand: Entra admin center, Devices, Device settings.

Licence: none. Limits: where Intune decides, the service refuses a change; the registration of personal devices is left
as it is. A membership that names users one by one is not understood. Source:
https://learn.microsoft.com/entra/identity/devices/manage-device-identities (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import DeviceRegistrationPolicy

if TYPE_CHECKING:
    import pulumi


_MOST_DEVICES = 10
"""CIS asks for no more for each user."""


def _members(groups: list[str]) -> str:
    """Return whom the groups mean, as the kind takes it."""
    return "all" if _is_everybody(groups) else ",".join(groups) or "nobody"


def _is_everybody(groups: list[str]) -> bool:
    return [one.casefold() for one in groups] == ["all"]


def _ids(groups: list[str]) -> list[str]:
    """Return ids as the service writes them, sorted and each once.

    Raises:
        ValueError: when one is no GUID.
    """
    if _is_everybody(groups):
        return groups
    try:
        return sorted({str(UUID(one)) for one in groups})
    except ValueError:
        told = "object ids of groups, or `All` alone"
        raise ValueError(f"expected {told}, found {', '.join(groups)}") from None


def _everybody(groups: list[str]) -> str:
    return "everybody may join devices" if _is_everybody(groups) else ""


class Settings(ChosenSettings):
    """Settings of `entra.device_join_restricted`."""

    joined_by: Annotated[list[str], AfterValidator(_ids), KEEPS_ALL, FallsShort(_everybody)] = Field(
        default=[], examples=[["44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d"]]
    )
    """Object ids of groups whose members join devices; with none, nobody joins; `All` alone is everybody."""


class DeviceJoinRestricted(ChosenControl[Settings]):
    """The tenant's one policy for devices."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Devices are joined by few, and administered by nobody in passing",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.devices-and-sessions-bounded",),
        shares=(
            Share(
                "access-control.devices-and-sessions-bounded",
                ("entra.device_registration_requires_mfa", "entra.persistent_browser_denied"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("5.1.4.1", lacks="`joined_by` other than everybody"),
            CIS_M365_7_0("5.1.4.2"),
            CIS_M365_7_0("5.1.4.3"),
            CIS_M365_7_0("5.1.4.4"),
            CIS_M365_7_0("5.1.4.5"),
            NIST_800_53_5("AC-19"),
            ISO_27001_2022("A.8.1"),
        ),
        licence="none",
        impact="Whoever sets up a computer by hand asks somebody who may join devices.",
        rollback="The settings stay when the control is removed; they are changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register who joins devices, how many, and who administers them, unless the control is off."""
        if not self.settings.enabled:
            return {}
        policy = DeviceRegistrationPolicy(
            self.child_name("devices"),
            allowed_to_join=_members(self.settings.joined_by),
            user_device_quota=_MOST_DEVICES,
            global_admins_are_local_admins=False,
            registering_users_are_local_admins="nobody",
            local_admin_password_enabled=True,
            opts=self.child_options(keep=True),
        )
        return {"userDeviceQuota": policy.user_device_quota}
