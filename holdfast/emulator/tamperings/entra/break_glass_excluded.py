"""Tampering with the break-glass group, which every policy excludes, and with a role that policies leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.directory_objects.membership import add
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, find_user
from holdfast.emulator.graph.group_members.routes import record_membership
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.roles import give_role
from holdfast.emulator.tamperings.tampering import Tampering
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from typing import Any

    from holdfast.emulator.tenant import Tenant

_SYNC_ROLE = "Directory Synchronization Accounts"


def add_break_glass_member(tenant: Tenant, *, group: str | None = None, user: str | None = None) -> str:
    """Put a user, by default the attacker herself, into the break-glass group that policies exclude.

    Args:
        tenant: where.
        group: display name or id; default: the first group with "BreakGlass" in its name, blanks and dashes
            not counted.
        user: userPrincipalName or id.

    Raises:
        TamperingError: no such group or user, or the user is in it already.
    """
    actor = attacker(tenant)
    chosen = _chosen(tenant, group)
    try:
        member = find_user(tenant, user or actor.object_id)
        add(tenant, chosen["id"], "members", [member["id"]])
    except GraphError as refusal:
        raise TamperingError(refusal.message) from refusal
    item = DirectoryObject("user", member)
    record_membership(tenant, actor, "Add member to group", item, chosen, joined=True)
    name = member["userPrincipalName"]
    return f"{actor.user_principal_name} added {name} to the group '{chosen['displayName']}'."


def _chosen(tenant: Tenant, wanted: str | None) -> dict[str, Any]:
    for group in tenant.store.all("groups"):
        name = str(group["displayName"])
        if wanted is None:
            if "breakglass" in name.lower().replace("-", "").replace(" ", ""):
                return group
        elif wanted.lower() in {name.lower(), group["id"].lower()}:
            return group
    raise TamperingError(f"{tenant.domain} has no group '{wanted or 'CA-BreakGlass'}'.")


def take_sync_role(tenant: Tenant) -> str:
    """Let the attacker hold the hidden role of what synchronises the directory.

    Args:
        tenant: where.

    Raises:
        TamperingError: the attacker is no user of the tenant.
    """
    actor = attacker(tenant)
    try:
        holder = DirectoryObject("user", find_user(tenant, actor.object_id))
    except GraphError as refusal:
        raise TamperingError(refusal.message) from refusal
    give_role(tenant, actor, holder, _SYNC_ROLE)
    return f"{actor.user_principal_name} took the hidden role {_SYNC_ROLE}."


TAMPERINGS = (
    Tampering(
        "take-sync-role",
        "The attacker takes the hidden role of what synchronises the directory.",
        take_sync_role,
    ),
    Tampering(
        "add-break-glass-member",
        "The attacker joins the break-glass group.",
        add_break_glass_member,
        (
            "group",
            "user",
        ),
    ),
)
