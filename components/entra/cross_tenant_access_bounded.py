"""Other tenants are trusted with nothing by default, and single ones with no more than was agreed.

What is enforced: the defaults between this tenant and every other one. Nobody is let in or out by B2B direct connect;
a second factor, or a device, that another tenant vouches for does not count here; accounts are not shared between
tenants without the user's consent.

What is assessed, and never written: for no single tenant is a way open that the default closes (direct connect in
either direction, own people as guests where that is closed, trust of its people, connections of its applications), but
for those that the client names.

Why: a default is for every tenant of the world. Whoever makes a tenant with a second factor that always says yes is
let past the second factor here, where such proofs count by default. And settings for one tenant go before it: an
employee on the way out opens one tenant, his own, and carries out there what the default keeps in.

Who is affected: nobody where the defaults were never changed. Shared channels of Teams with another organization, and
its second factor, take settings for that organization alone.

How to roll back: the settings stay when the control is removed. By hand: Entra admin center, External Identities,
Cross-tenant access settings.

Licence: none (recalled: Microsoft asks for Entra ID P1 where trust is given, not where it is taken). Limits: settings
for single tenants go before these; what is believed of those, and whether their invitations are taken without a
question, `entra.partner_trust_known` looks at. For whom of a named tenant something is open is not looked at. Guests
are invited as before. Source:
https://learn.microsoft.com/entra/external-id/cross-tenant-access-overview (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import ObjectIds
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import CrossTenantAccessDefault, PartnerAccess

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `entra.cross_tenant_access_bounded`."""

    direct_connect_from: Annotated[ObjectIds, KEEPS_ALL] = Field(default=[], max_length=200)
    """Ids of the tenants whose people open things here without a guest account (shared channels of Teams)."""
    direct_connect_to: Annotated[ObjectIds, KEEPS_ALL] = Field(default=[], max_length=200)
    """The same of the tenants in which people from here do."""
    own_guests_at: Annotated[ObjectIds, KEEPS_ALL] = Field(default=[], max_length=200)
    """Ids of the tenants of which people from here may be guests, where that is closed by default."""
    people_trusted_of: Annotated[ObjectIds, KEEPS_ALL] = Field(default=[], max_length=200)
    """Ids of the tenants whose people are trusted here without a guest account, such as with calendars."""
    applications_connected_of: Annotated[ObjectIds, KEEPS_ALL] = Field(default=[], max_length=200)
    """Ids of the tenants whose applications connect to this one."""

    def partners(self) -> list[dict[str, Any]]:
        """Return what the resource declares of each tenant."""
        opened: dict[str, list[str]] = {}
        for way, tenants in (
            ("b2bDirectConnectInbound", self.direct_connect_from),
            ("b2bDirectConnectOutbound", self.direct_connect_to),
            ("b2bCollaborationOutbound", self.own_guests_at),
            ("m365CollaborationInbound", self.people_trusted_of),
            ("appServiceConnectInbound", self.applications_connected_of),
        ):
            for one in dict.fromkeys(each.lower() for each in tenants):
                opened.setdefault(one, []).append(way)
        return [{"tenantId": one, "opened": ways} for one, ways in sorted(opened.items())]


class CrossTenantAccessBounded(HardeningControl[Settings]):
    """The defaults for every other tenant, and the assessment of single ones."""

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
            NIST_800_53_5("AC-20", lacks="for whom of a named tenant something is open"),
            ISO_27001_2022("A.5.19", lacks="what was agreed besides"),
        ),
        licence="none",
        impact="Shared channels with another organization take settings for it, and its name in the client file.",
        rollback="The settings stay when the control is removed; they are changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the defaults and the assessment."""
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
        PartnerAccess(
            self.child_name("partners"),
            partners=self.settings.partners() or None,
            opts=self.child_options(),
        )
        return {"inboundTrust": defaults.inbound_trust}
