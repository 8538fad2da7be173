"""Tampering with self-service password reset of administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authorization_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_administrators_reset(tenant: Tenant) -> str:
    """Let administrators reset their own passwords.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(tenant, actor, POLICY, {"allowedToUseSSPR": True})
    return f"{actor.user_principal_name} let administrators reset their own passwords."


TAMPERINGS = (
    Tampering(
        "let-administrators-reset",
        "The attacker lets administrators reset their own passwords.",
        let_administrators_reset,
    ),
)
