"""Tampering with who joins devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.device_registration_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def widen_device_quota(tenant: Tenant) -> str:
    """Let everybody have as many devices as they like.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    loosen(tenant, actor, POLICY, {"userDeviceQuota": 100})
    return f"{actor.user_principal_name} let everybody have a hundred devices."


TAMPERINGS = (
    Tampering(
        "widen-device-quota", "The administrator lets everybody have a hundred devices.", widen_device_quota
    ),
)
