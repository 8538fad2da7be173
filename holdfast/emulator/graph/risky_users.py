"""Users at risk: nobody signs in to the embedded tenant, so nobody is; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Flag, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/riskyuser", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/riskyuser-list", "2026-11-27")

SERVICE = GraphCollection(
    path="/identityProtection/riskyUsers",
    entity="riskyUser",
    doc="users at risk",
    one="a user at risk",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000022",
        "riskLevel": "high",
        "riskState": "atRisk",
        "userDisplayName": "Example",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Flag(), False, "isDeleted", "isProcessing"),
        **answered(_RESOURCE, Text(), "none", "riskDetail", "riskLevel", "riskState"),
        **answered(
            _RESOURCE, Text(), None, "riskLastUpdatedDateTime", "userDisplayName", "userPrincipalName"
        ),
    },
    roles=Roles(read=("IdentityRiskyUser.Read.All", "IdentityRiskyUser.ReadWrite.All"), evidence=_LISTED),
    audit=None,
    evidence=_LISTED,
    filters=dict.fromkeys(("riskLevel", "riskState"), frozenset({"eq"})),
    consented=False,
)
