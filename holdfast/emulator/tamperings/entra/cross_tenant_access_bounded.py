"""Tampering with what other tenants are trusted with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.cross_tenant_access_default import SERVICE as SETTINGS
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


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


TAMPERINGS = (
    Tampering(
        "trust-foreign-mfa",
        "The attacker lets the second factor of every other tenant count here.",
        trust_foreign_mfa,
    ),
)
