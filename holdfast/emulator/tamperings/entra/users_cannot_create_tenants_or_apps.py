"""Tampering with what every user may create."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authorization_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_users_register_apps(tenant: Tenant) -> str:
    """Let every user register applications.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(tenant, actor, POLICY, {"defaultUserRolePermissions": {"allowedToCreateApps": True}})
    return f"{actor.user_principal_name} let every user register applications."


TAMPERINGS = (
    Tampering(
        "let-users-register-apps",
        "The attacker lets every user register applications.",
        let_users_register_apps,
    ),
)
