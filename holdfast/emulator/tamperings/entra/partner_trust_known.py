"""Tampering with what a partner is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.cross_tenant_partners.routes import add_partner
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_TENANT = "0badcafe-0000-4000-8000-000000000500"
"""The attacker's own; made up."""
_OTHER = "0badcafe-0000-4000-8000-000000000501"
"""Another of hers."""


def trust_own_tenant(tenant: Tenant) -> str:
    """Have the second factor of the attacker's own tenant count here.

    Args:
        tenant: where.
    """
    actor = attacker(tenant)
    trust = {
        "isMfaAccepted": True,
        "isCompliantDeviceAccepted": False,
        "isHybridAzureADJoinedDeviceAccepted": False,
    }
    add_partner(tenant, actor, {"tenantId": _TENANT, "inboundTrust": trust})
    return f"{actor.user_principal_name} had the second factor of her own tenant count here."


def take_guests_unasked(tenant: Tenant) -> str:
    """Have people of the attacker's other tenant become guests here without being asked.

    Args:
        tenant: where.
    """
    actor = attacker(tenant)
    unasked = {"inboundAllowed": True, "outboundAllowed": False}
    add_partner(tenant, actor, {"tenantId": _OTHER, "automaticUserConsentSettings": unasked})
    return f"{actor.user_principal_name} had guests from another tenant taken without being asked."


TAMPERINGS = (
    Tampering(
        "take-guests-unasked",
        "The attacker has people of a tenant of hers become guests without being asked.",
        take_guests_unasked,
    ),
    Tampering(
        "trust-own-tenant",
        "The attacker has the second factor of her own tenant count here.",
        trust_own_tenant,
    ),
)
