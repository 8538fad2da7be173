"""The policy that holds the default settings towards other tenants: its name, with which clouds besides, and a reset.

Id, name and clouds: an answer that rknightion/graph2otel captured (rows.json, root_answer). The id is the tenant's own
and means nothing; here it is derived from the tenant's (assumed). Changes: crosstenantaccesspolicy-update and
crosstenantaccesspolicyconfigurationdefault-resettosystemdefault of https://learn.microsoft.com/graph/api (2026-11-30).
Which clouds there are but for one's own, and the names of the audit events, are recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.cross_tenant_access_default import SERVICE as DEFAULT
from holdfast.emulator.odata.fitting import completed
from holdfast.emulator.odata.query import Listing, object_reply, refuse_options
from holdfast.emulator.odata.schema import Many, StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_LISTING = Listing(
    context="policies/crossTenantAccessPolicy",
    entity="microsoft.graph.crossTenantAccessPolicy",
    properties=frozenset({"id", "displayName", "allowedCloudEndpoints"}),
)


_SHAPE = StructuredType(
    "crossTenantAccessPolicy",
    {
        "displayName": Text(),
        "allowedCloudEndpoints": Many(
            Text(
                nullable=False,
                choices=("microsoftonline.com", "microsoftonline.us", "partner.microsoftonline.cn"),
            )
        ),
    },
    nullable=False,
    read_only=frozenset({"id"}),
)
_STORED = "crossTenantAccessPolicies"
_READ = ("Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess")
_WRITE = ("Policy.ReadWrite.CrossTenantAccess",)


def _policy(tenant: Tenant) -> dict[str, Any]:
    own_id = str(uuid5(UUID(tenant.tenant_id), "crossTenantAccessPolicy"))
    as_new = {
        "displayName": f"CrossTenantAccessPolicy for {tenant.tenant_id}",
        "allowedCloudEndpoints": [],
    }
    return {"id": own_id, **as_new, **(tenant.store.get(_STORED, own_id) or {})}


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, _policy(tenant))


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    before = _policy(tenant)
    after = before | completed(_SHAPE, call.body)
    tenant.store.put(_STORED, before["id"], after)
    record_directory_change(
        tenant,
        principal,
        "Update cross-tenant access policy",
        "CrossTenantAccessSettings",
        "Core Directory",
        target={"id": before["id"], "displayName": after["displayName"], "type": "Policy"},
        old=before,
        new=after,
    )
    return Reply(204)


def _reset(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    activity = "Reset the cross-tenant access default setting"
    old = DEFAULT.value(tenant)
    for one in tenant.store.all(DEFAULT.collection):
        tenant.store.delete(DEFAULT.collection, one["id"])
    DEFAULT.record(tenant, principal, activity, old=old, new=DEFAULT.value(tenant))
    return Reply(204)


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/policies/crossTenantAccessPolicy",
        _get,
        "Read the policy towards other tenants, without its settings.",
        any_of=_READ,
        consented=False,
    ),
    Route(
        "PATCH",
        "/policies/crossTenantAccessPolicy",
        _update,
        "Change its name, or with which clouds besides one's own it is.",
        any_of=_WRITE,
        consented=False,
    ),
    Route(
        "POST",
        f"{DEFAULT.path}/resetToSystemDefault",
        _reset,
        "Have the default settings as they were in a new tenant.",
        any_of=_WRITE,
        consented=False,
    ),
)
"""Routes of the policy towards other tenants."""
