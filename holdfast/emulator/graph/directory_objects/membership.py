"""Who is in which group: members, owners, nested members, and the groups that hold an object.

Stored as lists of ids by group (`group_members`, `group_owners`), so a group's order is the order of joining.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from holdfast.emulator.graph.applications.types import APPLICATION_TABLE
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, existing, find_object, shown
from holdfast.emulator.graph.groups.types import GROUP_TABLE
from holdfast.emulator.graph.service_principals.types import SERVICE_PRINCIPAL_TABLE
from holdfast.emulator.graph.users.types import USER_TABLE
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing, context_url, list_reply, project, selected
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call

Relation = Literal["members", "owners"]
_HIDES_MEMBERS, _READS_HIDDEN = "hiddenmembership", "Member.Read.Hidden"
"""Visibility, in lower case, of a group that hides who is in it, and the application role that reads it."""

_MIXED = Listing(
    context="directoryObjects",
    entity="microsoft.graph.directoryObject",
    properties=frozenset({*USER_TABLE, *GROUP_TABLE, *SERVICE_PRINCIPAL_TABLE, *APPLICATION_TABLE})
    - {"signInActivity"}
    | {"roleTemplateId", "isMemberManagementRestricted", "membershipType"},
)
"""What any of the types has, activated roles and administrative units too."""
_REFERENCES = Listing(
    context="Collection($ref)", entity="microsoft.graph.directoryObject", properties=frozenset()
)


def ids_of(tenant: Tenant, group_id: str, relation: Relation) -> list[str]:
    """Return the ids of a group's direct members or owners, softly deleted ones included."""
    kept = tenant.store.get(f"group_{relation}", group_id)
    ids: list[str] = [] if kept is None else kept["ids"]
    return ids


def add(tenant: Tenant, group_id: str, relation: Relation, ids: Iterable[str]) -> None:
    """Add members or owners to a group.

    Raises:
        GraphError: 400 "references already exist" when one is there already, or comes twice.
    """
    present = ids_of(tenant, group_id, relation)
    known = {object_id.lower() for object_id in present}
    for object_id in ids:
        if object_id.lower() in known:
            raise bad_request(
                "One or more added object references already exist for the following modified properties: "
                f"'{relation}'."
            )
        known.add(object_id.lower())
        present.append(object_id)
    tenant.store.put(f"group_{relation}", group_id, {"ids": present})


def remove(tenant: Tenant, group_id: str, relation: Relation, object_id: str) -> None:
    """Take a member or owner out of a group.

    Raises:
        GraphError: 404 when it is not there.
    """
    present = ids_of(tenant, group_id, relation)
    left = [one for one in present if one.lower() != object_id.lower()]
    if len(left) == len(present):
        raise not_found(object_id)
    tenant.store.put(f"group_{relation}", group_id, {"ids": left})


def members_told(tenant: Tenant, group_id: str, roles: Collection[str]) -> list[DirectoryObject]:
    """Return the direct members of a group as an application with these roles is told them.

    A group may hide them from all who lack a right of its own (documented: https://learn.microsoft.com/powershell/
    module/microsoft.entra.groups/get-entragroupmember, read 2026-11-28); that nobody is told of then, and nothing is
    refused, is assumed.
    """
    group = tenant.store.get("groups", group_id) or {}
    hides = str(group.get("visibility")).casefold() == _HIDES_MEMBERS
    return (
        [] if hides and _READS_HIDDEN not in roles else existing(tenant, ids_of(tenant, group_id, "members"))
    )


def transitive_members(tenant: Tenant, group_id: str, roles: Collection[str]) -> list[DirectoryObject]:
    """Return everything in a group, nested groups and what they hold too, each once, nearest first (`members_told`)."""
    found: dict[str, DirectoryObject] = {}
    waiting = [group_id]
    while waiting:
        for item in members_told(tenant, waiting.pop(0), roles):
            if item.object_id not in found and item.object_id != group_id:
                found[item.object_id] = item
                if item.type == "group":
                    waiting.append(item.object_id)
    return list(found.values())


def groups_holding(tenant: Tenant, object_id: str) -> list[DirectoryObject]:
    """Return the groups of which an object is a direct member."""
    wanted = object_id.lower()
    return [
        DirectoryObject("group", group)
        for group in tenant.store.all("groups")
        if wanted in {one.lower() for one in ids_of(tenant, group["id"], "members")}
    ]


def transitive_groups_holding(tenant: Tenant, object_id: str) -> list[DirectoryObject]:
    """Return the groups that hold an object, directly or through other groups, each once."""
    found: dict[str, DirectoryObject] = {}
    waiting = [object_id]
    while waiting:
        for holder in groups_holding(tenant, waiting.pop(0)):
            if holder.object_id not in found:
                found[holder.object_id] = holder
                waiting.append(holder.object_id)
    return list(found.values())


def reference_reply(call: Call, object_id: str) -> Reply:
    """Answer that an object is among those of a relation: where it is."""
    return Reply(200, {"@odata.context": context_url(call, "$ref"), **_reference(call, object_id)})


def reference_list(call: Call, items: Iterable[DirectoryObject]) -> Reply:
    """Answer one page of where the objects of a relation are."""
    return list_reply(call, _REFERENCES, [_reference(call, item.object_id) for item in items])


def _reference(call: Call, object_id: str) -> dict[str, str]:
    return {"@odata.id": f"{call.base_url}/{call.version}/directoryObjects/{object_id}"}


def mixed_list(call: Call, items: Iterable[DirectoryObject]) -> Reply:
    """Answer one page of directory objects of several types, each with its `@odata.type`.

    `$select` may name a property of any of the types; an object shows those that it has.
    """
    return list_reply(call, _MIXED, [_unselected(call, item) for item in items])


def mixed_bodies(call: Call, items: Iterable[DirectoryObject]) -> list[dict[str, Any]]:
    """Return directory objects as `mixed_list` shows them, all at once.

    Raises:
        GraphError: 400 when `$select` names a property that none of the types has.
    """
    names = selected(call.query, _MIXED)
    return [project(_unselected(call, item), names) for item in items]


def _unselected(call: Call, item: DirectoryObject) -> dict[str, Any]:
    if "$select" not in call.query:
        return shown(item, call.version)
    return {"@odata.type": f"#microsoft.graph.{item.type}", **item.body, "signInActivity": None}


def require_object(tenant: Tenant, object_id: str) -> DirectoryObject:
    """Return the directory object of that id.

    Raises:
        GraphError: 404 when there is none.
    """
    item = find_object(tenant, object_id)
    if item is None:
        raise not_found(object_id)
    return item
