"""Members and owners of groups: list them, add and remove them by reference, and the groups above a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph import membership
from holdfast.emulator.graph.directory import DirectoryObject, audit_target, existing, referenced_object
from holdfast.emulator.graph.errors import bad_request
from holdfast.emulator.graph.group_rules import (
    check_members,
    check_owner_leaves,
    check_owners,
    require_assigned,
    require_group_writable,
)
from holdfast.emulator.graph.groups import require_group
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_READ = (
    "GroupMember.Read.All",
    "GroupMember.ReadWrite.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_WRITE_MEMBERS = ("GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All")
_WRITE_OWNERS = ("Group.ReadWrite.All", "Directory.ReadWrite.All")


def _listing_of(relation: membership.Relation) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        group = require_group(tenant, call.params["id"])
        return membership.mixed_list(call, existing(tenant, membership.ids_of(tenant, group["id"], relation)))

    return listed


def _transitive_members(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    group = require_group(tenant, call.params["id"])
    return membership.mixed_list(call, membership.transitive_members(tenant, group["id"]))


def _above(
    holders: Callable[[Tenant, str], list[DirectoryObject]],
) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        group = require_group(tenant, call.params["id"])
        return membership.mixed_list(call, holders(tenant, group["id"]))

    return listed


def _adder(relation: membership.Relation, activity: str) -> Handler:
    def added(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        group = require_group(tenant, call.params["id"])
        if not isinstance(call.body, dict) or set(call.body) != {"@odata.id"}:
            raise bad_request("The body must hold the one property '@odata.id'.")
        require_group_writable(principal, group)
        item = referenced_object(tenant, call.body["@odata.id"])
        if relation == "owners":
            check_owners(_owners(tenant, group), [item])
        else:
            check_members(group, [item])
        membership.add(tenant, group["id"], relation, [item.object_id])
        record_membership(tenant, principal, activity, item, group, joined=True)
        return Reply(204)

    return added


def _remover(relation: membership.Relation, activity: str) -> Handler:
    def removed(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        group = require_group(tenant, call.params["id"])
        require_group_writable(principal, group)
        item = membership.require_object(tenant, call.params["object_id"])
        if relation == "owners":
            check_owner_leaves(_owners(tenant, group), item)
        else:
            require_assigned(group)
        membership.remove(tenant, group["id"], relation, item.object_id)
        record_membership(tenant, principal, activity, item, group, joined=False)
        return Reply(204)

    return removed


def _owners(tenant: Tenant, group: dict[str, Any]) -> list[DirectoryObject]:
    return existing(tenant, membership.ids_of(tenant, group["id"], "owners"))


def record_membership(
    tenant: Tenant,
    actor: Principal | Person,
    activity: str,
    item: DirectoryObject,
    group: dict[str, Any],
    *,
    joined: bool,
) -> None:
    """Write the event of a member or owner who came or went: targets are that object, then the group."""
    side = "newValue" if joined else "oldValue"
    empty: dict[str, Any] = {"oldValue": None, "newValue": None}
    properties = [
        {"displayName": "Group.ObjectID", **empty, side: f'"{group["id"]}"'},
        {"displayName": "Group.DisplayName", **empty, side: f'"{group["displayName"]}"'},
    ]
    record_directory_change(
        tenant,
        actor,
        activity,
        "GroupManagement",
        "Core Directory",
        target=audit_target(item) | {"modifiedProperties": properties},
        also=audit_target(DirectoryObject("group", group)),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/groups/{id}/members", _listing_of("members"), "Direct members.", any_of=_READ),
    Route("GET", "/groups/{id}/owners", _listing_of("owners"), "Owners.", any_of=_READ),
    Route("GET", "/groups/{id}/transitiveMembers", _transitive_members, "Members, nested too.", any_of=_READ),
    Route("GET", "/groups/{id}/memberOf", _above(membership.groups_holding), "Groups above.", any_of=_READ),
    Route(
        "GET",
        "/groups/{id}/transitiveMemberOf",
        _above(membership.transitive_groups_holding),
        "Groups above, nested too.",
        any_of=_READ,
    ),
    Route(
        "POST",
        "/groups/{id}/members/$ref",
        _adder("members", "Add member to group"),
        "Add a member by reference.",
        any_of=_WRITE_MEMBERS,
    ),
    Route(
        "DELETE",
        "/groups/{id}/members/{object_id}/$ref",
        _remover("members", "Remove member from group"),
        "Remove a member.",
        any_of=_WRITE_MEMBERS,
    ),
    Route(
        "POST",
        "/groups/{id}/owners/$ref",
        _adder("owners", "Add owner to group"),
        "Add an owner by reference.",
        any_of=_WRITE_OWNERS,
    ),
    Route(
        "DELETE",
        "/groups/{id}/owners/{object_id}/$ref",
        _remover("owners", "Remove owner from group"),
        "Remove an owner.",
        any_of=_WRITE_OWNERS,
    ),
)
"""Routes below a group."""
