"""Applications at risk: none, as nothing attacks the embedded tenant; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Flag, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/riskyserviceprincipal", "2026-11-27")
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/identityprotectionroot-list-riskyserviceprincipals", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/identityProtection/riskyServicePrincipals",
    entity="riskyServicePrincipal",
    doc="applications at risk",
    one="an application at risk",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "displayName": "Example",
        "riskLevel": "high",
        "riskState": "atRisk",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "appId", "displayName"),
        **answered(_RESOURCE, Flag(), None, "isEnabled", "isProcessing"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "riskDetail",
            "riskLastUpdatedDateTime",
            "riskLevel",
            "riskState",
            "servicePrincipalType",
        ),
    },
    roles=Roles(
        read=("IdentityRiskyServicePrincipal.Read.All", "IdentityRiskyServicePrincipal.ReadWrite.All"),
        evidence=_LISTED,
    ),
    audit=None,
    evidence=_LISTED,
    filters={"riskLevel": frozenset({"eq"}), "riskState": frozenset({"eq"})},
    consented=False,
)
