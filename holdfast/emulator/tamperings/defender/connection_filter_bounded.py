"""Tampering with the connection filter, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_SENDER = "203.0.113.66"


def allow_address(tenant: Tenant) -> str:
    """Have everything from one address let past the spam filter, and from the service's safe list.

    Args:
        tenant: where.

    Raises:
        TamperingError: the cmdlet refuses.
    """
    actor = administrator(tenant)
    wanted = {"Identity": "Default", "IPAllowList": [_SENDER], "EnableSafeList": True}
    run(tenant, actor, "Set-HostedConnectionFilterPolicy", wanted)
    return f"{actor.user_principal_name} had everything from {_SENDER} and the safe list let past the spam filter."


TAMPERINGS = (
    Tampering(
        "allow-address",
        "The administrator has everything from one address, and from the safe list, let past the spam filter.",
        allow_address,
    ),
)
