"""Tampering with the tenant's one switch for security defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.security_defaults import SERVICE as SECURITY_DEFAULTS
from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def enable_security_defaults(tenant: Tenant) -> str:
    """Switch security defaults on, past the rule that enabled policies forbid it.

    Args:
        tenant: where.

    Raises:
        TamperingError: they are on already.
    """
    actor = administrator(tenant)
    if SECURITY_DEFAULTS.value(tenant)["isEnabled"]:
        raise TamperingError(f"Security defaults of {tenant.domain} are on already.")
    SECURITY_DEFAULTS.change(tenant, actor, {"isEnabled": True})
    return f"{actor.user_principal_name} switched security defaults on."


TAMPERINGS = (
    Tampering(
        "enable-security-defaults",
        "The administrator switches security defaults on.",
        enable_security_defaults,
    ),
)
