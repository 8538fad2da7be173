"""Tampering with who invites guests, and whether they need to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authentication_flows_policy import SERVICE as FLOWS
from holdfast.emulator.graph.authorization_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_everybody_invite(tenant: Tenant) -> str:
    """Let everybody invite guests, guests too.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    loosen(tenant, actor, POLICY, {"allowInvitesFrom": "everyone"})
    return f"{actor.user_principal_name} let everybody invite guests."


def let_everybody_sign_up(tenant: Tenant) -> str:
    """Let people outside sign up as guests by themselves.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    loosen(tenant, actor, FLOWS, {"selfServiceSignUp": {"isEnabled": True}})
    return f"{actor.user_principal_name} let people outside sign up as guests by themselves."


TAMPERINGS = (
    Tampering(
        "let-everybody-invite", "The administrator lets everybody invite guests.", let_everybody_invite
    ),
    Tampering(
        "let-everybody-sign-up",
        "The administrator lets people outside sign up as guests by themselves.",
        let_everybody_sign_up,
    ),
)
