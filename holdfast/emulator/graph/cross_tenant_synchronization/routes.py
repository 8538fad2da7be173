"""Whether another tenant may synchronise its people here: set up for a partner, changed, and taken away.

Sources: crosstenantaccesspolicyconfigurationpartner-put-identitysynchronization and
crosstenantidentitysyncpolicypartner-get, -update and -delete of https://learn.microsoft.com/graph/api (2026-11-30).
That a second PUT replaces the first, and that a change by a PATCH of what is not there is 404, is assumed; names of the
audit events are recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.cross_tenant_partners.state import (
    PATH,
    READ,
    STORED,
    SYNCHRONISED,
    WRITE,
    found_partner,
)
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.fitting import completed
from holdfast.emulator.odata.query import Listing, object_reply, refuse_options
from holdfast.emulator.odata.schema import Flag, StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_SHAPE = StructuredType(
    "crossTenantIdentitySyncPolicyPartner",
    {
        "tenantId": Text(),
        "displayName": Text(),
        "userSyncInbound": StructuredType("crossTenantUserSyncInbound", {"isSyncAllowed": Flag()}),
    },
    nullable=False,
    read_only=frozenset({"tenantId"}),
)
_LISTING = Listing(
    context=f"policies/crossTenantAccessPolicy/partners('{{id}}')/{SYNCHRONISED}",
    entity="microsoft.graph.crossTenantIdentitySyncPolicyPartner",
    properties=frozenset(_SHAPE.fields),
)


def _given(call: Call) -> dict[str, Any]:
    refuse_options(call)
    return {name: value for name, value in completed(_SHAPE, call.body).items() if name != "tenantId"}


def _stands(partner: dict[str, Any]) -> dict[str, Any]:
    stands: dict[str, Any] | None = partner.get(SYNCHRONISED)
    if stands is None:
        raise not_found(SYNCHRONISED)
    return stands


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, _stands(found_partner(tenant, call)))


def _put(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    partner = found_partner(tenant, call)
    new = {**dict.fromkeys(_SHAPE.fields), **_given(call), "tenantId": partner["tenantId"]}
    return _kept(tenant, principal, partner, new, "Create a partner cross-tenant identity sync setting")


def _patch(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    partner = found_partner(tenant, call)
    new = {**_stands(partner), **_given(call)}
    return _kept(tenant, principal, partner, new, "Update a partner cross-tenant identity sync setting")


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    partner = found_partner(tenant, call)
    _stands(partner)
    return _kept(
        tenant, principal, partner, None, "Delete partner specific cross-tenant identity sync setting"
    )


def _kept(
    tenant: Tenant, principal: Principal, partner: dict[str, Any], new: dict[str, Any] | None, activity: str
) -> Reply:
    tenant.store.put(STORED, partner["tenantId"], {**partner, SYNCHRONISED: new})
    record_directory_change(
        tenant,
        principal,
        activity,
        "CrossTenantIdentitySyncSettings",
        "Core Directory",
        target={"id": partner["tenantId"], "displayName": None, "type": "Policy"},
        old=partner.get(SYNCHRONISED),
        new=new,
    )
    return Reply(204)


_ITEM = f"{PATH}/{{id}}/{SYNCHRONISED}"
ROUTES: tuple[Route, ...] = (
    Route("GET", _ITEM, _get, "How its people are synchronised here.", any_of=READ, consented=False),
    Route("PUT", _ITEM, _put, "Set that up.", any_of=WRITE, consented=False),
    Route("PATCH", _ITEM, _patch, "Change it.", any_of=WRITE, consented=False),
    Route("DELETE", _ITEM, _delete, "Take it away.", any_of=WRITE, consented=False),
)
"""Routes of how people of single tenants are synchronised here."""
