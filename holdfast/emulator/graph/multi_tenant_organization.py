"""The organization of several tenants that this one belongs to: none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text

_GET = documented("https://learn.microsoft.com/graph/api/multitenantorganization-get", "2026-11-27")

SERVICE = GraphSingleton(
    path="/tenantRelationships/multiTenantOrganization",
    entity="multiTenantOrganization",
    doc="the organization of several tenants, of which this one is no part",
    properties={
        **answered(assumed("the page's answer has none; the schema has one"), Text(), None, "id"),
        **answered(_GET, Text(), None, "createdDateTime", "displayName", "description"),
        **answered(_GET, Text(), "inactive", "state"),
    },
    roles=Roles(
        read=("MultiTenantOrganization.Read.All", "MultiTenantOrganization.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_GET,
    consented=False,
)
