"""Tampering with the tenant's one switch for security defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.security_defaults import COLLECTION, security_defaults
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
    old = security_defaults(tenant)
    if old["isEnabled"]:
        raise TamperingError(f"Security defaults of {tenant.domain} are on already.")
    new = old | {"isEnabled": True}
    tenant.store.put(COLLECTION, new["id"], new)
    target = {"id": new["id"], "displayName": new["displayName"], "type": "Policy"}
    record_directory_change(
        tenant, actor, "Update security defaults", "Policy", "Core Directory", target=target, old=old, new=new
    )
    return f"{actor.user_principal_name} switched security defaults on."


TAMPERINGS = (
    Tampering(
        "enable-security-defaults",
        "The administrator switches security defaults on.",
        enable_security_defaults,
    ),
)
