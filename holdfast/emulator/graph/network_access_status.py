"""Whether the tenant uses Global Secure Access; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text

_READ = documented("https://learn.microsoft.com/graph/api/networkaccess-tenantstatus-get", "2026-11-29")

SERVICE = GraphSingleton(
    path="/networkAccess/tenantStatus",
    entity="networkaccess.tenantStatus",
    doc="whether the tenant uses Global Secure Access",
    versions=("beta",),
    properties={
        **answered(assumed("the schema has one; nobody shows it"), Text(), "", "id"),
        **answered(
            assumed("nobody began with Global Secure Access"), Text(), "offboarded", "onboardingStatus"
        ),
    },
    roles=Roles(read=("NetworkAccess.Read.All", "NetworkAccess.ReadWrite.All"), evidence=_READ),
    audit=None,
    evidence=_READ,
    consented=False,
)
