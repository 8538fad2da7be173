"""What a tenant of the same organization is believed by itself, once it joins: nobody wrote a template; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Text

_READ = documented(
    "https://learn.microsoft.com/graph/api/multitenantorganizationpartnerconfigurationtemplate-get",
    "2026-11-29",
)
_NEW = assumed("no answer of a tenant without such an organization was seen; what is not said is null")

SERVICE = GraphSingleton(
    path="/policies/crossTenantAccessPolicy/templates/multiTenantOrganizationPartnerConfiguration",
    entity="multiTenantOrganizationPartnerConfigurationTemplate",
    doc="what a tenant of the same organization is believed once it joins",
    properties={
        **answered(_NEW, Text(), "multiTenantOrganizationPartnerConfigurationTemplate", "id"),
        **answered(_NEW, Text(), "", "templateApplicationLevel"),
        **answered(
            _NEW,
            Anything(),
            None,
            "automaticUserConsentSettings",
            "b2bCollaborationInbound",
            "b2bCollaborationOutbound",
            "b2bDirectConnectInbound",
            "b2bDirectConnectOutbound",
            "inboundTrust",
        ),
    },
    roles=Roles(read=("Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess"), evidence=_READ),
    audit=None,
    evidence=_READ,
    consented=False,
)
