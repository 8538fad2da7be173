"""Tampering with who makes Microsoft 365 groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.group_settings import SERVICE, UNIFIED
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant


def let_users_make_groups(tenant: Tenant) -> str:
    """Let everybody make Microsoft 365 groups.

    Args:
        tenant: where.

    Raises:
        TamperingError: there are no such settings.
    """
    actor = _set(tenant, "EnableGroupCreation", "true")
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
    actor = _set(tenant, "GroupCreationAllowedGroupId", str(groups[0]["id"]))
    return f"{actor.user_principal_name} let the members of {groups[0]['displayName']} make Microsoft 365 groups."


def _set(tenant: Tenant, name: str, value: str) -> Person:
    """Set one of the settings, and say who did."""
    actor = attacker(tenant)
    rows = [one for one in tenant.store.all(SERVICE.collection) if one["templateId"] == UNIFIED]
    if not rows:
        raise TamperingError(f"{tenant.domain} has no settings of Microsoft 365 groups.")
    before = rows[0]
    others = [one for one in before["values"] if one["name"] != name]
    after = {**before, "values": [*others, {"name": name, "value": value}]}
    tenant.store.put(SERVICE.collection, str(before["id"]), after)
    SERVICE.record(tenant, actor, "Update group settings", old=before, new=after)
    return actor


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
