"""Tampering with what guests see of the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authorization_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def treat_guests_as_members(tenant: Tenant) -> str:
    """Let guests see as much of the directory as members.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(tenant, actor, POLICY, {"guestUserRoleId": "a0b1b346-4d3e-4e8b-98f8-753987be4970"})
    return f"{actor.user_principal_name} let guests see as much of the directory as members."


TAMPERINGS = (
    Tampering(
        "treat-guests-as-members",
        "The attacker lets guests see as much of the directory as members.",
        treat_guests_as_members,
    ),
)
