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


def offer_passkeys_to_nobody(tenant: Tenant) -> str:
    """Leave passkeys on, and offer them to nobody.

    Args:
        tenant: where.

    Raises:
        TamperingError: they are offered to nobody already.
    """
    actor = attacker(tenant)
    if not PASSKEYS.value(tenant)["includeTargets"]:
        raise TamperingError(f"Passkeys of {tenant.domain} are offered to nobody already.")
    PASSKEYS.change(tenant, actor, {"includeTargets": []})
    return f"{actor.user_principal_name} left passkeys on, and offers them to nobody."


TAMPERINGS = (
    Tampering("refuse-passkeys", "Mallory switches passkeys off.", refuse_passkeys),
    Tampering(
        "offer-passkeys-to-nobody",
        "Mallory leaves passkeys on, and offers them to nobody.",
        offer_passkeys_to_nobody,
    ),
)
