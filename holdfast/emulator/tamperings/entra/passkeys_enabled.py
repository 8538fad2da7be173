"""Tampering with passkeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.fido2_authentication_method_configuration import SERVICE as PASSKEYS
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def refuse_passkeys(tenant: Tenant) -> str:
    """Have passkeys accepted no longer.

    Args:
        tenant: where.

    Raises:
        TamperingError: they are off already.
    """
    actor = attacker(tenant)
    if PASSKEYS.value(tenant)["state"] == "disabled":
        raise TamperingError(f"Passkeys of {tenant.domain} are off already.")
    PASSKEYS.change(tenant, actor, {"state": "disabled"})
    return f"{actor.user_principal_name} switched passkeys off."


TAMPERINGS = (Tampering("refuse-passkeys", "Mallory switches passkeys off.", refuse_passkeys),)
