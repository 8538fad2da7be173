"""Tampering with the rules for credentials of applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.default_app_management_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def allow_app_passwords(tenant: Tenant) -> str:
    """Let applications have passwords again.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(tenant, actor, POLICY, {"isEnabled": False})
    return f"{actor.user_principal_name} let applications have passwords again."


TAMPERINGS = (
    Tampering(
        "allow-app-passwords", "The attacker lets applications have passwords again.", allow_app_passwords
    ),
)
