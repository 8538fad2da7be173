"""Tampering with what other tenants are trusted with, and with what is open for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.cross_tenant_access_default import SERVICE as SETTINGS
from holdfast.emulator.graph.cross_tenant_partners.routes import add_partner
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_TENANT = "0badcafe-0000-4000-8000-000000000502"
"""The attacker's own; made up."""


def trust_foreign_mfa(tenant: Tenant) -> str:
    """Take the second factor of every other tenant for ours.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(
        tenant,
        actor,
        SETTINGS,
        {
            "inboundTrust": {
                "isMfaAccepted": True,
                "isCompliantDeviceAccepted": False,
                "isHybridAzureADJoinedDeviceAccepted": False,
            }
        },
    )
    return f"{actor.user_principal_name} let the second factor of every other tenant count here."


def open_way_to_own_tenant(tenant: Tenant) -> str:
    """Have people of the attacker's own tenant, and people from here there, open things without a guest account.

    Args:
        tenant: where.
    """
    actor = attacker(tenant)
    opened = {
        "usersAndGroups": {
            "accessType": "allowed",
            "targets": [{"target": "AllUsers", "targetType": "user"}],
        },
        "applications": {
            "accessType": "allowed",
            "targets": [{"target": "Office365", "targetType": "application"}],
        },
    }
    ways = {"b2bDirectConnectInbound": opened, "b2bDirectConnectOutbound": opened}
    add_partner(tenant, actor, {"tenantId": _TENANT, **ways})
    return f"{actor.user_principal_name} opened direct connect with her own tenant."


TAMPERINGS = (
    Tampering(
        "open-way-to-own-tenant",
        "The attacker opens direct connect with a tenant of hers.",
        open_way_to_own_tenant,
    ),
    Tampering(
        "trust-foreign-mfa",
        "The attacker lets the second factor of every other tenant count here.",
        trust_foreign_mfa,
    ),
)
