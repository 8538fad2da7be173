"""Sensors of Defender for Identity on domain controllers; read only, and none is installed."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Anything, Text, Whole

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/security-sensor", "2026-11-27")
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/security-identitycontainer-list-sensors", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/security/identities/sensors",
    entity="sensor",
    collection="identitySensors",
    doc="sensors of Defender for Identity",
    one="a sensor",
    example={"id": "b2f5c1de-0000-4000-8000-000000000014", "displayName": "DC1", "healthStatus": "healthy"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), None, "createdDateTime", "deploymentStatus", "displayName"),
        **answered(_RESOURCE, Text(), None, "domainName", "healthStatus"),
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Whole(), 0, "openHealthIssuesCount"),
        **answered(_RESOURCE, Text(), None, "sensorType"),
        **answered(_RESOURCE, Anything(), None, "settings"),
        **answered(_RESOURCE, Text(), None, "version"),
    },
    roles=Roles(
        read=("SecurityIdentitiesSensors.Read.All",),
        evidence=_LISTED,
    ),
    audit=None,
    evidence=_LISTED,
    consented=False,
)
