"""What ails Defender for Identity; read only, and nothing does where no sensor is installed."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Many, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/security-healthissue", "2026-11-27")
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/security-identitycontainer-list-healthissues", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/security/identities/healthIssues",
    entity="healthIssue",
    collection="identityHealthIssues",
    doc="health issues of Defender for Identity",
    one="a health issue",
    example={"id": "b2f5c1de-0000-4000-8000-000000000015", "displayName": "Sensor stopped", "status": "open"},
    verbs=READING,
    filters=dict.fromkeys(("status", "severity", "healthIssueType"), frozenset({"eq"})),
    properties={
        **answered(_RESOURCE, Many(Text()), [], "additionalInformation"),
        **answered(_RESOURCE, Text(), None, "createdDateTime", "description", "displayName"),
        **answered(_RESOURCE, Many(Text()), [], "domainNames"),
        **answered(_RESOURCE, Text(), None, "healthIssueType"),
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "issueTypeId", "lastModifiedDateTime"),
        **answered(_RESOURCE, Many(Text()), [], "recommendations", "recommendedActionCommands"),
        **answered(_RESOURCE, Many(Text()), [], "sensorDNSNames"),
        **answered(_RESOURCE, Text(), None, "severity", "status"),
    },
    roles=Roles(
        read=("SecurityIdentitiesHealth.Read.All", "SecurityIdentitiesHealth.ReadWrite.All"),
        evidence=_LISTED,
    ),
    audit=None,
    evidence=_LISTED,
    consented=False,
)
