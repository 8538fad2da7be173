"""Tampering with devices that no compliance policy reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.device_management import SERVICE as INTUNE
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_LOOSE = {
    "deviceComplianceCheckinThresholdDays": 30,
    "isScheduledActionEnabled": True,
    "secureByDefault": False,
}


def trust_unknown_devices(tenant: Tenant) -> str:
    """Have every device count as compliant that no policy reaches.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(tenant, actor, INTUNE, {"settings": _LOOSE})
    return f"{actor.user_principal_name} lets devices without a compliance policy count as compliant."


TAMPERINGS = (
    Tampering(
        "trust-unknown-devices",
        "The attacker lets devices without a compliance policy count as compliant.",
        trust_unknown_devices,
    ),
)
