"""Other tenants are believed only what was agreed with them.

What is enforced: nothing; it is assessed, and never written. Of no other tenant a second factor, a compliant device or
a hybrid joined device counts here, by default or by settings for that tenant alone, but for what the client names. Nor
is an invitation from another tenant, or to one, taken without asking the person (automatic redemption), but for the
tenants that the client names.

Why: settings for one tenant go before the default ones. Whoever adds a tenant of his own as a partner, and has its
second factor count, gets past every policy that asks his guest account for one; the default still says no. And
with automatic redemption accounts appear as guests of whom nobody ever agreed to anything.

Who is affected: nobody; whoever is responsible for a partner is asked what was agreed.

How to roll back: remove the control; nothing was changed.

Licence: none. Limits: who of a partner may come in as a guest, and whom it synchronises here, are not looked at; what
else is open for it `entra.cross_tenant_access_bounded` looks at. Nor is whether it is a service provider of the tenant
(`isServiceProvider`): that says for whom the settings are, and what it may do here comes from the delegated
administration that was agreed with it. Source:
https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import ObjectIds
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.vouching import VOUCHERS, shared_by_others
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import PartnerTrust

if TYPE_CHECKING:
    import pulumi

_ID = "entra.partner_trust_known"


class Settings(ControlSettings):
    """Settings of `entra.partner_trust_known`."""

    second_factor_of: Annotated[ObjectIds, KEEPS_ALL] = Field(default=[], max_length=200)
    """Ids of the tenants whose second factor counts here; with none, none does."""
    compliant_devices_of: Annotated[ObjectIds, KEEPS_ALL] = Field(default=[], max_length=200)
    """The same of devices that they call compliant."""
    hybrid_joined_devices_of: Annotated[ObjectIds, KEEPS_ALL] = Field(default=[], max_length=200)
    """The same of devices that are joined to a directory of their own."""
    invitations_taken_from: Annotated[ObjectIds, KEEPS_ALL] = Field(default=[], max_length=200)
    """Ids of the tenants whose people become guests here without being asked; with none, all are asked."""
    invitations_taken_to: Annotated[ObjectIds, KEEPS_ALL] = Field(default=[], max_length=200)
    """The same of the tenants in which people from here become guests."""

    def partners(self) -> list[dict[str, Any]]:
        """Return what the resource declares of each tenant."""
        believed: dict[str, list[str]] = {}
        for claim, tenants in (
            ("isMfaAccepted", self.second_factor_of),
            ("isCompliantDeviceAccepted", self.compliant_devices_of),
            ("isHybridAzureADJoinedDeviceAccepted", self.hybrid_joined_devices_of),
            ("inboundAllowed", self.invitations_taken_from),
            ("outboundAllowed", self.invitations_taken_to),
        ):
            for one in dict.fromkeys(each.lower() for each in tenants):
                believed.setdefault(one, []).append(claim)
        return [{"tenantId": one, "accepted": claims} for one, claims in sorted(believed.items())]


class PartnerTrustKnown(HardeningControl[Settings]):
    """The assessment of every other tenant."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Other tenants are believed only what was agreed with them",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=(VOUCHERS,),
        shares=shared_by_others(_ID),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("AC-20", lacks="what of a partner's people may do here"),
            ISO_27001_2022("A.5.19", lacks="what was agreed besides"),
        ),
        licence="none",
        impact="Nothing changes by it; whoever is responsible for a partner is asked what was agreed.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        PartnerTrust(
            self.child_name("partners"),
            partners=self.settings.partners() or None,
            opts=self.child_options(),
        )
        return {}
