"""Settings towards other tenants, one by one, where they differ from the default ones; a new tenant has none.

Sources: crosstenantaccesspolicy-list-partners, -post-partners, crosstenantaccesspolicyconfigurationpartner-update and
-delete of https://learn.microsoft.com/graph/api (2026-11-27). What is not said of a partner is null, as the page shows,
and then the default settings count. Whether there is such a tenant is not looked up. Who is synchronised from there is
set up beside them (`cross_tenant_synchronization`), and has to be taken away first. What is between parts of an
organization of several tenants is left out. Names of the audit events are recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import Person, record_directory_change
from holdfast.emulator.graph.cross_tenant_access_default import SERVICE as DEFAULT
from holdfast.emulator.graph.cross_tenant_partners.state import (
    PATH,
    READ,
    STORED,
    SYNCHRONISED,
    WRITE,
    found_partner,
)
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.fitting import completed
from holdfast.emulator.odata.guids import is_guid
from holdfast.emulator.odata.query import Listing, entity, list_reply, object_reply, refuse_options
from holdfast.emulator.odata.schema import Flag, StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_SHARED = (
    *("inboundTrust", "b2bCollaborationInbound", "b2bCollaborationOutbound"),
    *("b2bDirectConnectInbound", "b2bDirectConnectOutbound", "automaticUserConsentSettings"),
)
"""What a partner's settings say as the default ones do."""
_ANSWERED: dict[str, Any] = {
    "isInMultiTenantOrganization": False,
    **dict.fromkeys(
        (
            *("tenantRestrictions", "appServiceConnectInbound"),
            *("m365CollaborationInbound", "m365CollaborationOutbound"),
        )
    ),
}


def _nullable(name: str) -> StructuredType:
    """Return the type that the property has in the default settings, here null while the default counts."""
    kind = DEFAULT.properties[name].type
    if not isinstance(kind, StructuredType):
        raise TypeError(f"'{name}' of the default settings is no object")
    return StructuredType(kind.name, kind.fields)


_PARTNER = StructuredType(
    "crossTenantAccessPolicyConfigurationPartner",
    {
        "tenantId": Text(nullable=False),
        "isServiceProvider": Flag(),
        **{name: _nullable(name) for name in _SHARED},
    },
    nullable=False,
    read_only=frozenset(_ANSWERED),
)
_LISTING = Listing(
    context="policies/crossTenantAccessPolicy/partners",
    entity="microsoft.graph.crossTenantAccessPolicyConfigurationPartner",
    properties=frozenset({*_PARTNER.fields, *_ANSWERED}),
    filters=dict.fromkeys(("tenantId", "isServiceProvider"), frozenset({"eq"})),
    expands=frozenset({SYNCHRONISED}),
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, [_expanded(call, one) for one in tenant.store.all(STORED)])


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, _expanded(call, found_partner(tenant, call)))


def _expanded(call: Call, partner: dict[str, Any]) -> dict[str, Any]:
    """A partner, and where it is asked for how its people are synchronised here; null where nobody set that up."""
    settings = {name: value for name, value in partner.items() if name != SYNCHRONISED}
    asked = {SYNCHRONISED: partner.get(SYNCHRONISED)} if call.query.get("$expand") else {}
    return {**_ANSWERED, **settings, **asked}


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    return Reply(201, entity(call, _LISTING.context, add_partner(tenant, principal, call.body)))


def add_partner(tenant: Tenant, actor: Principal | Person, body: Any) -> dict[str, Any]:
    """Make settings towards another tenant, and leave the audit event. Returns them.

    Raises:
        GraphError: 400 for what does not fit, 409 where there are some already.
    """
    given = completed(_PARTNER, body)
    key = str(given.get("tenantId", "")).lower()
    if not is_guid(key) or key == tenant.tenant_id.lower():
        raise bad_request("The property 'tenantId' must be the id of another tenant.")
    if tenant.store.get(STORED, key) is not None:
        raise GraphError(409, "Conflict", "A partner configuration of that tenant exists already.")
    made = {**dict.fromkeys(_PARTNER.fields), **_ANSWERED, **given, "tenantId": key}
    tenant.store.put(STORED, key, made)
    _record(tenant, actor, "Add a partner to cross-tenant access setting", None, made)
    return made


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    before = found_partner(tenant, call)
    after = {**before, **completed(_PARTNER, call.body), "tenantId": before["tenantId"]}
    tenant.store.put(STORED, before["tenantId"], after)
    _record(tenant, principal, "Update a partner cross-tenant access setting", before, after)
    return Reply(204)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    gone = found_partner(tenant, call)
    if gone.get(SYNCHRONISED) is not None:
        raise bad_request(
            f"The partner configuration has a policy '{SYNCHRONISED}', which must be deleted first."
        )
    tenant.store.delete(STORED, gone["tenantId"])
    _record(tenant, principal, "Delete partner specific cross-tenant access setting", gone, None)
    return Reply(204)


def _record(tenant: Tenant, actor: Principal | Person, activity: str, old: Any, new: Any) -> None:
    target = {"id": (new or old)["tenantId"], "displayName": None, "type": "Policy"}
    record_directory_change(
        tenant,
        actor,
        activity,
        "CrossTenantAccessSettings",
        "Core Directory",
        target=target,
        old=old,
        new=new,
    )


_ITEM = f"{PATH}/{{id}}"
ROUTES: tuple[Route, ...] = (
    Route("GET", PATH, _list, "Settings towards single tenants.", any_of=READ),
    Route("GET", _ITEM, _get, "Read the settings towards a tenant.", any_of=READ, consented=False),
    Route("POST", PATH, _create, "Make settings towards a tenant.", any_of=WRITE, consented=False),
    Route("PATCH", _ITEM, _update, "Change the settings towards a tenant.", any_of=WRITE, consented=False),
    Route("DELETE", _ITEM, _delete, "Delete them: the default ones count.", any_of=WRITE, consented=False),
)
"""Routes of the settings towards single tenants."""
