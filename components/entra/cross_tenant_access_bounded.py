"""Other tenants are trusted with nothing by default.

What is enforced: the defaults between this tenant and every other one. Nobody is let in or out by B2B direct connect;
a second factor, or a device, that another tenant vouches for does not count here; accounts are not shared between
tenants without the user's consent.

Why: a default is for every tenant of the world. Whoever makes a tenant with a second factor that always says yes is
let past the second factor here, where such proofs count by default.

Who is affected: nobody where the defaults were never changed. Shared channels of Teams with another organization, and
its second factor, take settings for that organization alone.

How to roll back: the settings stay when the control is removed. By hand: Entra admin center, External Identities,
Cross-tenant access settings.

Licence: none (recalled: Microsoft asks for Entra ID P1 where trust is given, not where it is taken). Limits: settings
for single tenants go before these; what is believed of those, and whether their invitations are taken without a
question, `entra.partner_trust_known` looks at, and nobody at the rest of them. Guests are invited as before. Source:
https://learn.microsoft.com/entra/external-id/cross-tenant-access-overview (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import CrossTenantAccessDefault

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `entra.cross_tenant_access_bounded`: none."""


class CrossTenantAccessBounded(HardeningControl[Settings]):
    """The defaults for every other tenant."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Other tenants are trusted with nothing by default",
        duties=(Duty.PRIVACY,),
        outcomes=("privacy.guests-bounded",),
        shares=(
            Share(
                "privacy.guests-bounded",
                ("entra.guest_access_restricted", "entra.guest_invitations_restricted"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("AC-20", lacks="settings for single tenants"),
            ISO_27001_2022("A.5.19", lacks="settings for single tenants"),
        ),
        licence="none",
        impact="Shared channels with another organization take settings for that organization.",
        rollback="The settings stay when the control is removed; they are changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the defaults."""
        blocked = {
            "usersAndGroups": {
                "accessType": "blocked",
                "targets": [{"target": "AllUsers", "targetType": "user"}],
            },
            "applications": {
                "accessType": "blocked",
                "targets": [{"target": "AllApplications", "targetType": "application"}],
            },
        }
        defaults = CrossTenantAccessDefault(
            self.child_name("defaults"),
            inbound_trust={
                "isMfaAccepted": False,
                "isCompliantDeviceAccepted": False,
                "isHybridAzureADJoinedDeviceAccepted": False,
            },
            automatic_user_consent_settings={"inboundAllowed": False, "outboundAllowed": False},
            b2b_direct_connect_inbound=blocked,
            b2b_direct_connect_outbound=blocked,
            opts=self.child_options(keep=True),
        )
        return {"inboundTrust": defaults.inbound_trust}
