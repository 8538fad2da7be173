"""Tampering with the retired MSOnline module of PowerShell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authorization_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def open_legacy_powershell(tenant: Tenant) -> str:
    """Open the retired MSOnline module.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(tenant, actor, POLICY, {"blockMsolPowerShell": False})
    return f"{actor.user_principal_name} opened the retired MSOnline module."


TAMPERINGS = (
    Tampering(
        "open-legacy-powershell",
        "The attacker opens the retired MSOnline module.",
        open_legacy_powershell,
    ),
)
