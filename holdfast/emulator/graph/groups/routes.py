"""Groups: list, count, read, create, change, delete softly.

The exact requests of the azuread plugin work (azuread-plugin.md section 5): POST to beta with owners bound,
renamed to and fro, then read by id. Members and owners are in `group_members`, the service's rules in
`rules.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.directory_objects import membership
from holdfast.emulator.graph.directory_objects.state import (
    DirectoryObject,
    default_names,
    delete_softly,
    existing,
    record,
    referenced_objects,
)
from holdfast.emulator.graph.groups.rules import (
    check_group,
    check_members,
    check_owners,
    check_room_for_assignable,
    require_group_writable,
)
from holdfast.emulator.graph.groups.types import GROUP_TABLE, GROUP_TABLE_OF_BETA, TAKEN_WHEN_MADE, new_group
from holdfast.emulator.odata.advanced_query import counting, directory_count, directory_list
from holdfast.emulator.odata.directory_types import checked_body
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.expansion import Relation, expanded, unselective
from holdfast.emulator.odata.query import Listing, entity, object_reply, project
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.emulator.odata.directory_types import DirectoryProperty
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_TEXT = frozenset({"eq", "ne", "in", "startswith", "endswith", "not eq", "not in", "not startswith"})
_EXACT = frozenset({"eq", "ne", "in", "not eq", "not in"})
GROUP_FILTERS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("displayName", "mail", "mailNickname", "description"), _TEXT),
    **dict.fromkeys(("id", "mailEnabled", "securityEnabled", "isAssignableToRole", "visibility"), _EXACT),
    **dict.fromkeys(("onPremisesSyncEnabled", "membershipRuleProcessingState", "uniqueName"), _EXACT),
    **dict.fromkeys(("groupTypes/any", "resourceProvisioningOptions/any"), _EXACT),
    **dict.fromkeys(("hasMembersWithLicenseErrors", "isManagementRestricted"), frozenset({"eq"})),
    "createdDateTime": frozenset({"eq", "ge", "le", "gt", "lt"}),
}
"""What groups are filtered by."""

_READ = (
    "Group.Read.All",
    "Group.ReadWrite.All",
    "GroupMember.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_WRITE = ("Group.ReadWrite.All", "Directory.ReadWrite.All")
_LONGEST_NAME = 256
_MAKES_ITS_KIND = frozenset(
    {
        "groupTypes",
        "mailEnabled",
        "membershipRule",
        "membershipRuleProcessingState",
        "securityEnabled",
        "visibility",
    }
)
_FIXED_AT_CREATION = ("isAssignableToRole", "resourceProvisioningOptions", "resourceBehaviorOptions")
_LISTING = Listing(
    context="groups",
    entity="microsoft.graph.group",
    properties=frozenset(GROUP_TABLE),
    default_properties=default_names("group", "v1.0"),
    filters=GROUP_FILTERS | {"owners/$count": frozenset({"eq", "ne"})},
    orders=frozenset({"displayName", "createdDateTime"}),
)
_LISTING_OF_BETA = replace(_LISTING, properties=frozenset(GROUP_TABLE_OF_BETA))


def _listing(call: Call) -> Listing:
    return _LISTING_OF_BETA if call.version == "beta" else _LISTING


def _table(call: Call) -> Mapping[str, DirectoryProperty]:
    return GROUP_TABLE_OF_BETA if call.version == "beta" else GROUP_TABLE


def _whole(group: dict[str, Any]) -> dict[str, Any]:
    """A group with what only beta knows of it, which most were never told."""
    return {"writebackConfiguration": None, **group}


def require_group(tenant: Tenant, group_id: str) -> dict[str, Any]:
    """Return the group of that id.

    Raises:
        GraphError: 404 when there is none.
    """
    group = tenant.store.get("groups", group_id)
    if group is None:
        raise not_found(group_id)
    return group


def _list(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    groups = [_whole(one) for one in tenant.store.all("groups")]
    groups = counting(call, "owners", groups, lambda one: _owners(tenant, one))
    return directory_list(*expanded(call, _listing(call), groups, _relations(tenant, principal, call)))


def _relations(tenant: Tenant, principal: Principal, call: Call) -> dict[str, Relation]:
    def ends_of(relation: membership.Relation) -> Callable[[dict[str, Any]], list[dict[str, Any]]]:
        """Gives the members or owners of a group as the list of them shows them."""

        def ends(group: dict[str, Any]) -> list[dict[str, Any]]:
            """Those of one group."""
            if relation == "members":
                found = membership.members_told(tenant, group["id"], principal.roles)
            else:
                found = existing(tenant, membership.ids_of(tenant, group["id"], relation))
            unlisted = "servicePrincipal" if call.version == "v1.0" else ""
            shown = [one for one in found if one.type != unlisted]
            return membership.mixed_bodies(unselective(call), shown)

        return ends

    return {"members": ends_of("members"), "owners": ends_of("owners")}


def _owners(tenant: Tenant, group: dict[str, Any]) -> list[str]:
    return membership.ids_of(tenant, group["id"], "owners")


def _count(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    groups = counting(call, "owners", tenant.store.all("groups"), lambda one: _owners(tenant, one))
    return directory_count(call, _LISTING, groups)


def _get(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    group = _whole(require_group(tenant, call.params["id"]))
    call, listing, (item,) = expanded(call, _listing(call), [group], _relations(tenant, principal, call))
    return object_reply(call, listing, item)


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    group = create_group(tenant, principal, call)
    return Reply(201, entity(call, "groups", project(group, default_names("group", call.version))))


def create_group(tenant: Tenant, principal: Principal, call: Call) -> dict[str, Any]:
    """Make the group of the body, and return it.

    Raises:
        GraphError: 400 or 403 where such a group cannot be.
    """
    table = {**_table(call), **TAKEN_WHEN_MADE}
    values = checked_body(table, call.body, creating=True, bindings=("owners", "members"))
    _check_display_name(values["displayName"])
    check_group(tenant, values)
    if values.get("isAssignableToRole"):
        require_group_writable(principal, values)
        check_room_for_assignable(tenant)
        values["visibility"] = "Private"
    group = new_group(tenant.store.new_id(), tenant.stamp(), values)
    owners, members = (referenced_objects(tenant, call.body, relation) for relation in ("owners", "members"))
    check_owners([], owners)
    check_members(group, members)
    if values["mailEnabled"]:
        group["mail"] = f"{values['mailNickname']}@{tenant.domain}"
        group["proxyAddresses"] = [f"SMTP:{group['mail']}"]
    tenant.store.put("groups", group["id"], group)
    membership.add(tenant, group["id"], "owners", [one.object_id for one in owners])
    membership.add(tenant, group["id"], "members", [one.object_id for one in members])
    record(tenant, principal, "Add", DirectoryObject("group", group), new=group)
    return group


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    group = require_group(tenant, call.params["id"])
    require_group_writable(principal, group)
    values = checked_body(_table(call), call.body, creating=False, bindings=("members",), current=group)
    for name in _FIXED_AT_CREATION:
        if name in values and values[name] != group[name]:
            raise bad_request(f"Property '{name}' is immutable and cannot be changed after creation.")
    if "displayName" in values:
        _check_display_name(values["displayName"])
    changed = group | values
    if values.keys() & _MAKES_ITS_KIND:
        check_group(tenant, changed)
    added = referenced_objects(tenant, call.body, "members")
    check_members(changed, added)
    tenant.store.put("groups", group["id"], changed)
    if added:
        membership.add(tenant, group["id"], "members", [one.object_id for one in added])
    record(tenant, principal, "Update", DirectoryObject("group", changed), old=group, new=changed)
    return Reply(204)


def delete_group(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Delete the group of the path softly."""
    item = DirectoryObject("group", require_group(tenant, call.params["id"]))
    require_group_writable(principal, item.body)
    delete_softly(tenant, item)
    record(tenant, principal, "Delete", item, old=item.body)
    return Reply(204)


def _check_display_name(name: Any) -> None:
    if not name or len(name) > _LONGEST_NAME:
        raise bad_request("Invalid value specified for property 'displayName' of resource 'Group'.")


ROUTES: tuple[Route, ...] = (
    Route("GET", "/groups", _list, "List groups.", any_of=_READ),
    Route("GET", "/groups/$count", _count, "Count groups, text/plain.", any_of=_READ),
    Route("GET", "/groups/{id}", _get, "Read a group.", any_of=_READ),
    Route(
        "POST",
        "/groups",
        _create,
        "Create a group, owners and members bound; dynamic rules are kept, not evaluated.",
        any_of=_WRITE,
    ),
    Route("PATCH", "/groups/{id}", _update, "Change a group, or bind members.", any_of=_WRITE),
    Route(
        "DELETE", "/groups/{id}", delete_group, "Delete a group softly, security groups too.", any_of=_WRITE
    ),
)
"""Routes of groups themselves."""
