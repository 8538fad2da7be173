"""Alerts of Defender: nothing attacks the embedded tenant; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/security-alert", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/security-list-alerts_v2", "2026-11-27")

SERVICE = GraphCollection(
    path="/security/alerts_v2",
    entity="security.alert",
    doc="alerts of Defender, with a part of their properties",
    one="an alert",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "title": "Example",
        "severity": "high",
        "status": "new",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "providerAlertId",
            "incidentId",
            "status",
            "severity",
            "classification",
            "determination",
            "serviceSource",
            "detectionSource",
            "tenantId",
            "title",
            "description",
            "category",
            "assignedTo",
            "createdDateTime",
            "lastUpdateDateTime",
            "resolvedDateTime",
        ),
    },
    roles=Roles(
        read=("SecurityAlert.Read.All", "SecurityAlert.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={
        "severity": frozenset({"eq"}),
        "status": frozenset({"eq"}),
        "serviceSource": frozenset({"eq"}),
        "createdDateTime": frozenset({"ge", "le"}),
    },
    consented=False,
)
