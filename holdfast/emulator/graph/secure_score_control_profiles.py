"""What secure scores are made of: no score was worked out here, so there is none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Flag, Many, Text, Whole

_RESOURCE = documented("https://github.com/microsoftgraph/msgraph-metadata", "2026-08-20")
_EMPTY = assumed("where no score was worked out, nothing says of what; the real list has hundreds")

SERVICE = GraphCollection(
    path="/security/secureScoreControlProfiles",
    entity="secureScoreControlProfile",
    doc="controls of secure scores: none, as there is no score",
    one="a control of secure scores",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "title": "Example", "controlCategory": "Identity"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "actionType", "actionUrl", "azureTenantId"),
        **answered(_RESOURCE, Many(Anything()), [], "complianceInformation", "controlStateUpdates"),
        **answered(_RESOURCE, Text(), None, "controlCategory"),
        **answered(_RESOURCE, Flag(), None, "deprecated"),
        **answered(_RESOURCE, Text(), None, "implementationCost", "lastModifiedDateTime"),
        **answered(_RESOURCE, Anything(), None, "maxScore", "vendorInformation"),
        **answered(_RESOURCE, Whole(), None, "rank"),
        **answered(_RESOURCE, Text(), None, "remediation", "remediationImpact", "service", "tier"),
        **answered(_RESOURCE, Many(Text()), [], "threats"),
        **answered(_RESOURCE, Text(), None, "title", "userImpact"),
    },
    roles=Roles(
        read=("SecurityEvents.Read.All", "SecurityEvents.ReadWrite.All"),
        evidence=assumed("the roles of the scores themselves"),
    ),
    audit=None,
    evidence=_EMPTY,
    filters=dict.fromkeys(("id", "controlCategory", "service"), frozenset({"eq"})),
    consented=False,
)
