"""Whose a domain or a tenant id is: the embedded tenant knows itself alone, where the real service knows all tenants.

Answers: https://learn.microsoft.com/graph/api/tenantrelationship-findtenantinformationbydomainname (2026-11-27). An
unknown one is 404 (projects that ask for it take it so); code and text of that are assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import context_url, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_READ = ("CrossTenantInformation.ReadBasic.All",)
_BELOW = "/tenantRelationships"


def _by_domain(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    asked = call.params["domain"]
    names = {str(one["name"]).lower() for one in _organization(tenant)["verifiedDomains"]}
    return _answer(tenant, call, asked, known=asked.lower() in names)


def _by_id(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    asked = call.params["tenant_id"]
    return _answer(tenant, call, asked, known=asked.lower() == tenant.tenant_id.lower())


def _answer(tenant: Tenant, call: Call, asked: str, *, known: bool) -> Reply:
    refuse_options(call)
    if not known:
        raise not_found(asked)
    information = {
        "tenantId": tenant.tenant_id,
        "federationBrandName": None,
        "displayName": _organization(tenant).get("displayName"),
        "defaultDomainName": tenant.domain,
    }
    return Reply(
        200, {"@odata.context": context_url(call, "microsoft.graph.tenantInformation"), **information}
    )


def _organization(tenant: Tenant) -> dict[str, Any]:
    return tenant.store.get("organization", tenant.tenant_id) or {"verifiedDomains": []}


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        f"{_BELOW}/findTenantInformationByDomainName(domainName='{{domain}}')",
        _by_domain,
        "Find this tenant by one of its domains; other tenants are not known.",
        any_of=_READ,
        consented=False,
    ),
    Route(
        "GET",
        f"{_BELOW}/findTenantInformationByTenantId(tenantId='{{tenant_id}}')",
        _by_id,
        "Find this tenant by its id; other tenants are not known.",
        any_of=_READ,
        consented=False,
    ),
)
"""Routes of whose a domain or a tenant id is."""
