"""What Identity Protection noticed: nobody signs in to the embedded tenant, so nothing; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/riskdetection", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/riskdetection-list", "2026-11-27")

SERVICE = GraphCollection(
    path="/identityProtection/riskDetections",
    entity="riskDetection",
    doc="risk detections",
    one="a risk detection",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "riskEventType": "unfamiliarFeatures",
        "riskLevel": "medium",
        "riskState": "atRisk",
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
            "correlationId",
            "detectedDateTime",
            "detectionTimingType",
            "ipAddress",
            "lastUpdatedDateTime",
        ),
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
            "source",
            "tokenIssuerType",
            "userDisplayName",
            "userId",
            "userPrincipalName",
        ),
    },
    roles=Roles(
        read=("IdentityRiskEvent.Read.All", "IdentityRiskEvent.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={
        "riskEventType": frozenset({"eq"}),
        "riskLevel": frozenset({"eq"}),
        "riskState": frozenset({"eq"}),
        "userId": frozenset({"eq"}),
        "detectedDateTime": frozenset({"ge", "le"}),
    },
    consented=False,
)
