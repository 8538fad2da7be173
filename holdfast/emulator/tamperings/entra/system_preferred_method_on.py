"""Tampering with which method is asked for first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authentication_methods_policy import SERVICE as METHODS_POLICY
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def prefer_nothing(tenant: Tenant) -> str:
    """Have nobody asked for the strongest method first.

    Args:
        tenant: where.

    Raises:
        TamperingError: nobody is asked for it already.
    """
    actor = attacker(tenant)
    preferences = METHODS_POLICY.value(tenant)["systemCredentialPreferences"]
    if preferences["state"] == "disabled":
        raise TamperingError(f"Nobody in {tenant.domain} is asked for the strongest method first.")
    METHODS_POLICY.change(
        tenant, actor, {"systemCredentialPreferences": {**preferences, "state": "disabled"}}
    )
    return f"{actor.user_principal_name} had nobody asked for the strongest method first."


TAMPERINGS = (
    Tampering(
        "prefer-no-method",
        "Mallory has nobody asked for the strongest method first.",
        prefer_nothing,
    ),
)
