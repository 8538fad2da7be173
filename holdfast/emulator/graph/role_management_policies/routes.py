"""Policies of PIM, one for each role: which there are; their rules are left out.

`$filter` must name scope and its type, says the page; status and text of the refusal are assumed, as is that the
policies of `Directory`, which PIM has besides those of `DirectoryRole`, are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_EXACT = frozenset({"eq"})
_LISTING = Listing(
    context="policies/roleManagementPolicies",
    entity="microsoft.graph.unifiedRoleManagementPolicy",
    properties=frozenset(
        {
            *("id", "displayName", "description", "isOrganizationDefault", "scopeId", "scopeType"),
            *("lastModifiedDateTime", "lastModifiedBy"),
        }
    ),
    filters=dict.fromkeys(("scopeId", "scopeType"), _EXACT),
    count=False,
)
_TYPES = ("Directory", "DirectoryRole")


def _policy(tenant: Tenant, kind: str, role: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{kind}_{tenant.tenant_id}_{uuid5(UUID(tenant.tenant_id), role['id'])}",
        "displayName": kind,
        "description": kind,
        "isOrganizationDefault": False,
        "scopeId": "/",
        "scopeType": kind,
        "lastModifiedDateTime": None,
        "lastModifiedBy": {"displayName": None, "id": None},
    }


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    if not tenant.has_licence("P2"):
        raise GraphError(400, "AadPremiumLicenseRequired", "The tenant needs an AAD Premium 2 license.")
    asked = call.query.get("$filter", "")
    if "scopeId" not in asked or "scopeType" not in asked:
        raise bad_request("The $filter must name scopeId and scopeType.")
    roles = tenant.store.all("roleDefinitions")
    return list_reply(call, _LISTING, [_policy(tenant, kind, role) for kind in _TYPES for role in roles])


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/policies/roleManagementPolicies",
        _list,
        "Policies of PIM, without their rules; needs AAD_PREMIUM_P2, and a $filter for scopeId and scopeType.",
        any_of=(
            "RoleManagementPolicy.Read.Directory",
            "RoleManagement.Read.Directory",
            "RoleManagement.Read.All",
            "RoleManagementPolicy.ReadWrite.Directory",
            "RoleManagement.ReadWrite.Directory",
        ),
        consented=False,
    ),
)
"""Routes of policies of PIM."""
