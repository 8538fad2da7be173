"""Whether Global Secure Access tags what goes to other tenants; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text

_READ = documented(
    "https://learn.microsoft.com/graph/api/networkaccess-crosstenantaccesssettings-get", "2026-11-29"
)

SERVICE = GraphSingleton(
    path="/networkAccess/settings/crossTenantAccess",
    entity="networkaccess.crossTenantAccessSettings",
    doc="whether what goes to other tenants is tagged",
    versions=("beta",),
    properties={
        **answered(assumed("the schema has one; nobody shows it"), Text(), "", "id"),
        **answered(
            assumed("nobody began with Global Secure Access"),
            Text(),
            "disabled",
            "networkPacketTaggingStatus",
        ),
    },
    roles=Roles(read=("NetworkAccess.Read.All", "NetworkAccess.ReadWrite.All"), evidence=_READ),
    audit=None,
    evidence=_READ,
    consented=False,
)
