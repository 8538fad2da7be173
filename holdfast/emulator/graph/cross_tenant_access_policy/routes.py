"""The policy that holds the default settings towards other tenants: with which clouds besides, none here.

Id, name and clouds: an answer that rknightion/graph2otel captured (rows.json, root_answer). The id is the tenant's own
and means nothing; here it is derived from the tenant's (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from holdfast.emulator.odata.query import Listing, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_LISTING = Listing(
    context="policies/crossTenantAccessPolicy",
    entity="microsoft.graph.crossTenantAccessPolicy",
    properties=frozenset({"id", "displayName", "allowedCloudEndpoints"}),
)


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    policy = {
        "id": str(uuid5(UUID(tenant.tenant_id), "crossTenantAccessPolicy")),
        "displayName": f"CrossTenantAccessPolicy for {tenant.tenant_id}",
        "allowedCloudEndpoints": [],
    }
    return object_reply(call, _LISTING, policy)


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/policies/crossTenantAccessPolicy",
        _get,
        "Read the policy towards other tenants, without its settings.",
        any_of=("Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess"),
        consented=False,
    ),
)
"""Routes of the policy towards other tenants."""
