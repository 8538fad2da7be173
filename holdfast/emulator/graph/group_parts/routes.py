"""What belongs to a group: settings of its own, which nobody can make here, and the policies by which it expires.

Nobody can let an application into a single group or team here, so no group has such a permission.

A policy for all groups is of every Microsoft 365 group; which groups one of `Selected` is for, nobody can say here.
Sources: group-list-settings and group-list-grouplifecyclepolicies of https://learn.microsoft.com/graph/api
(2026-11-28); the permissions of the second are recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.group_lifecycle_policies import SERVICE as POLICIES
from holdfast.emulator.graph.group_settings import SERVICE as SETTINGS
from holdfast.emulator.graph.groups.routes import require_group
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply


def _settings(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    require_group(tenant, call.params["id"])
    return list_reply(call, SETTINGS.listing, ())


def _policies(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    unified = "Unified" in require_group(tenant, call.params["id"])["groupTypes"]
    bound = [one for one in POLICIES.values(tenant) if unified and one["managedGroupTypes"] == "All"]
    return list_reply(call, POLICIES.listing, bound)


_GRANTS = Listing(
    "permissionGrants",
    "microsoft.graph.resourceSpecificPermissionGrant",
    frozenset({"id", "clientAppId", "clientId", "permission", "permissionType", "resourceAppId"}),
)


def _grants(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    require_group(tenant, call.params["id"])
    return list_reply(call, _GRANTS, ())


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/groups/{id}/permissionGrants",
        _grants,
        "Permissions of applications in a group alone: none.",
        any_of=("Group.Read.All", "Group.ReadWrite.All"),
        consented=False,
    ),
    Route(
        "GET",
        "/groups/{id}/settings",
        _settings,
        "Settings of a group alone: none.",
        any_of=("Group.Read.All", "Group.ReadWrite.All"),
        consented=False,
    ),
    Route(
        "GET",
        "/groups/{id}/groupLifecyclePolicies",
        _policies,
        "Policies by which a group expires: those for all groups.",
        any_of=POLICIES.roles.read,
        consented=False,
    ),
)
"""Routes of what belongs to a group."""
