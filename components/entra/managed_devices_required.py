"""Only devices that the organization manages get in: who has stolen a password, and even a session, has no such device.

What is enforced: one Conditional Access policy over all users and all applications that grants access only on a device
that is compliant or hybrid joined. It is off until a client chooses it, and then starts in report-only.

Why: a second factor that is phished along with the password opens the tenant on the attacker's computer. A device
that the organization manages cannot be sent to him.

Who is affected: everybody without a managed device, administrators too: look first at the log of report-only. With
`proof: managed-device-or-mfa` people prove a second factor where the device is not managed. Guests' devices are managed
elsewhere, which counts only where their tenant is trusted with it; `guests: excluded` lets them. Rooms and Teams
devices: name the groups of their accounts in `device_account_groups`. Private browser windows never show the device.

How to roll back: set `state: report-only`, then `pulumi up`.

Licence: Microsoft Entra ID P1; compliant devices need Microsoft Intune besides.

Limits: hybrid joined is for Windows alone. That a device counts as compliant only where a compliance policy says so is
set in Intune, which nothing here reads. In report-only people on macOS, iOS and Android may be asked for a certificate
of their device (recalled of Microsoft's page about report-only), which is why the control is chosen. With
`compliant-device` SCuBA does not count it; with `managed-device-or-mfa` neither SCuBA nor CIS does.

Source:
https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-compliance
(2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from holdfast.controls.chosen import ChosenControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sign_in import (
    EXCUSES_GROUPS_OF,
    NEEDS,
    WITH_THE_SYNC_ROLE,
    ChosenDeviceSettings,
    any_sign_in,
    grant,
    sign_in_policy,
    users,
)
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi

_PROOFS = {
    "managed-device": ("compliantDevice", "domainJoinedDevice"),
    "compliant-device": ("compliantDevice",),
    "managed-device-or-mfa": ("mfa", "compliantDevice", "domainJoinedDevice"),
}


class Settings(ChosenDeviceSettings):
    """Settings of `entra.managed_devices_required`."""

    name: Annotated[str, KEEPS_ALL] = "Holdfast: managed devices only"
    """Display name of the policy in the tenant: its natural key."""
    proof: Annotated[
        Literal["managed-device", "compliant-device", "managed-device-or-mfa"], KEEPS_ALL, EVERY_VALUE
    ] = "managed-device"
    """What gets in: a device that is compliant or hybrid joined, a compliant one alone, or else a second factor."""


class ManagedDevicesRequired(ChosenControl[Settings]):
    """One policy: all users, all applications, grant on a managed device."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Only managed devices get in",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.stolen-password-not-enough",),
        shares=(Share("external-attack.stolen-password-not-enough", ("entra.mfa_required",)),),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("5.2.2.9", lacks="managed devices, where `proof` is `managed-device-or-mfa`"),
            SCUBA_2026_08(
                "MS.AAD.3.7v1",
                lacks="both sorts of device alone, where `proof` is not `managed-device`; "
                f"{WITH_THE_SYNC_ROLE}",
            ),
            NIST_800_53_5("AC-20"),
            NIST_800_53_5("IA-3"),
            ISO_27001_2022("A.8.1"),
        ),
        licence="AAD_PREMIUM",
        impact="Nobody signs in from a device that is not managed; guests neither, unless they are excluded.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
        needs=NEEDS,
        excuses_groups_of=EXCUSES_GROUPS_OF,
    )

    @classmethod
    def brings_about(cls, settings: Any) -> tuple[str, ...]:
        """Return the outcomes while it is on: a second factor is required without it, so off it takes none away."""
        return cls.metadata.outcomes if settings.enabled else ()

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policy, unless the control is off."""
        if not self.settings.enabled:
            return {}
        policy = sign_in_policy(
            self,
            any_sign_in(
                users(
                    self.settings,
                    self.context,
                    included_users=["All"],
                    excluded_guests=self.settings.guests == "excluded",
                ),
            ),
            grant_controls=grant(*_PROOFS[self.settings.proof]),
        )
        return {"policyId": policy.object_id}
