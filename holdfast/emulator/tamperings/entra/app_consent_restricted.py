"""Tampering with what users may consent to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authorization_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_users_consent(tenant: Tenant) -> str:
    """Let users consent to applications as Microsoft's legacy policy has it.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(
        tenant,
        actor,
        POLICY,
        {
            "defaultUserRolePermissions": {
                "permissionGrantPoliciesAssigned": [
                    "ManagePermissionGrantsForSelf.microsoft-user-default-legacy"
                ]
            }
        },
    )
    return f"{actor.user_principal_name} let users consent to applications."


TAMPERINGS = (
    Tampering("let-users-consent", "The attacker lets users consent to applications.", let_users_consent),
)
