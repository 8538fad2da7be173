"""Whether a tenant of the same organization synchronises its people here by itself, once it joins; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Text

_READ = documented(
    "https://learn.microsoft.com/graph/api/multitenantorganizationidentitysyncpolicytemplate-get",
    "2026-11-29",
)
_NEW = assumed("no answer of a tenant without such an organization was seen; what is not said is null")

SERVICE = GraphSingleton(
    path="/policies/crossTenantAccessPolicy/templates/multiTenantOrganizationIdentitySynchronization",
    entity="multiTenantOrganizationIdentitySyncPolicyTemplate",
    doc="whether a tenant of the same organization synchronises its people here once it joins",
    properties={
        **answered(_NEW, Text(), "multiTenantOrganizationIdentitySyncPolicyTemplate", "id"),
        **answered(_NEW, Text(), "", "templateApplicationLevel"),
        **answered(_NEW, Anything(), None, "userSyncInbound"),
    },
    roles=Roles(read=("Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess"), evidence=_READ),
    audit=None,
    evidence=_READ,
    consented=False,
)
