"""Tampering with who creates security groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authorization_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_users_create_security_groups(tenant: Tenant) -> str:
    """Let every user create security groups.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(tenant, actor, POLICY, {"defaultUserRolePermissions": {"allowedToCreateSecurityGroups": True}})
    return f"{actor.user_principal_name} let every user create security groups."


TAMPERINGS = (
    Tampering(
        "let-users-create-security-groups",
        "The attacker lets every user create security groups.",
        let_users_create_security_groups,
    ),
)
