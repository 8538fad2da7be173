"""Members and owners of groups: added and removed by reference; relations.py lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.directory_objects import membership
from holdfast.emulator.graph.directory_objects.state import (
    DirectoryObject,
    audit_target,
    existing,
    referenced_object,
)
from holdfast.emulator.graph.groups.routes import require_group
from holdfast.emulator.graph.groups.rules import (
    check_members,
    check_owner_leaves,
    check_owners,
    require_assigned,
    require_group_writable,
)
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from typing import Any

    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_WRITE_MEMBERS = ("GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All")
_WRITE_OWNERS = ("Group.ReadWrite.All", "Directory.ReadWrite.All")


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
