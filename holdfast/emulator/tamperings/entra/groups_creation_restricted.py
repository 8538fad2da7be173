"""Tampering with who makes Microsoft 365 groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.group_settings import UNIFIED
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.directory_settings import set_value
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_users_make_groups(tenant: Tenant) -> str:
    """Let everybody make Microsoft 365 groups.

    Args:
        tenant: where.

    Raises:
        TamperingError: there are no such settings.
    """
    actor = attacker(tenant)
    set_value(tenant, actor, UNIFIED, "EnableGroupCreation", "true")
    return f"{actor.user_principal_name} let everybody make Microsoft 365 groups."


def name_makers_of_groups(tenant: Tenant) -> str:
    """Name a group whose members make Microsoft 365 groups, whatever the switch says: the first that there is.

    Args:
        tenant: where.

    Raises:
        TamperingError: there are no such settings, or no group.
    """
    groups = tenant.store.all("groups")
    if not groups:
        raise TamperingError(f"{tenant.domain} has no group.")
    actor = attacker(tenant)
    set_value(tenant, actor, UNIFIED, "GroupCreationAllowedGroupId", str(groups[0]["id"]))
    return f"{actor.user_principal_name} let the members of {groups[0]['displayName']} make Microsoft 365 groups."


TAMPERINGS = (
    Tampering(
        "let-users-make-groups",
        "The attacker lets everybody make Microsoft 365 groups.",
        let_users_make_groups,
    ),
    Tampering(
        "name-makers-of-groups",
        "The attacker names a group whose members make Microsoft 365 groups.",
        name_makers_of_groups,
    ),
)
