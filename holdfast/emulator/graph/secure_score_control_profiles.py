"""What raises a secure score, control by control: the embedded tenant has none yet, as it has no score; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Anything, Flag, Many, Text, Whole

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/securescorecontrolprofile", "2026-11-28"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/security-list-securescorecontrolprofiles", "2026-11-28"
)

SERVICE = GraphCollection(
    path="/security/secureScoreControlProfiles",
    entity="secureScoreControlProfile",
    doc="what raises a secure score",
    one="a control of the secure score",
    example={
        "id": "AdminMFAV2",
        "title": "Ensure MFA is enabled for administrators",
        "maxScore": 10.0,
        "rank": 1,
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "actionType", "actionUrl", "azureTenantId"),
        **answered(_RESOURCE, Many(Anything()), [], "complianceInformation"),
        **answered(_RESOURCE, Text(), None, "controlCategory"),
        **answered(_RESOURCE, Many(Anything()), [], "controlStateUpdates"),
        **answered(_RESOURCE, Flag(), None, "deprecated"),
        **answered(_RESOURCE, Text(), None, "implementationCost", "lastModifiedDateTime"),
        **answered(_RESOURCE, Anything(), None, "maxScore"),
        **answered(_RESOURCE, Whole(), None, "rank"),
        **answered(_RESOURCE, Text(), None, "remediation", "remediationImpact", "service"),
        **answered(_RESOURCE, Many(Text()), [], "threats"),
        **answered(_RESOURCE, Text(), None, "tier", "title", "userImpact"),
        **answered(_RESOURCE, Anything(), None, "vendorInformation"),
    },
    roles=Roles(read=("SecurityEvents.Read.All", "SecurityEvents.ReadWrite.All"), evidence=_LISTED),
    audit=None,
    evidence=_LISTED,
    filters=dict.fromkeys(("id", "controlCategory", "service"), frozenset({"eq"})),
    consented=False,
)
