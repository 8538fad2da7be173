"""Tampering with the methods that are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.qr_code_pin_authentication_method_configuration import SERVICE as QR_CODES
from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def accept_qr_codes(tenant: Tenant) -> str:
    """Have people sign in with a printed code and a PIN.

    Args:
        tenant: where.

    Raises:
        TamperingError: they do already.
    """
    actor = administrator(tenant)
    if QR_CODES.value(tenant)["state"] == "enabled":
        raise TamperingError(f"{tenant.domain} accepts printed codes already.")
    QR_CODES.change(tenant, actor, {"state": "enabled"})
    return f"{actor.user_principal_name} let people sign in with a printed code and a PIN."


TAMPERINGS = (
    Tampering(
        "accept-qr-codes",
        "The administrator lets people sign in with a printed code and a PIN.",
        accept_qr_codes,
    ),
)
