"""What Identity Protection noticed of applications: nothing; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Many, Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/serviceprincipalriskdetection", "2026-11-27"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/identityprotectionroot-list-serviceprincipalriskdetections",
    "2026-11-27",
)

SERVICE = GraphCollection(
    path="/identityProtection/servicePrincipalRiskDetections",
    entity="servicePrincipalRiskDetection",
    doc="risk detections of applications",
    one="a risk detection of an application",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "riskEventType": "leakedCredentials",
        "riskLevel": "high",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "activity",
            "activityDateTime",
            "additionalInfo",
            "appId",
            "correlationId",
            "detectedDateTime",
            "detectionTimingType",
            "ipAddress",
        ),
        **answered(_RESOURCE, Many(Text()), [], "keyIds"),
        **answered(_RESOURCE, Text(), None, "lastUpdatedDateTime"),
        **answered(_RESOURCE, Anything(), None, "location"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "requestId",
            "riskDetail",
            "riskEventType",
            "riskLevel",
            "riskState",
            "servicePrincipalDisplayName",
            "servicePrincipalId",
            "source",
            "tokenIssuerType",
        ),
    },
    roles=Roles(
        read=("IdentityRiskEvent.Read.All", "IdentityRiskEvent.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={"riskLevel": frozenset({"eq"}), "riskState": frozenset({"eq"})},
    consented=False,
)
