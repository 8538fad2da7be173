"""Incidents of Defender, alerts that belong together: none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/security-incident", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/security-list-incidents", "2026-11-27")

SERVICE = GraphCollection(
    path="/security/incidents",
    entity="security.incident",
    doc="incidents of Defender, with a part of their properties",
    one="an incident",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "displayName": "Example",
        "severity": "high",
        "status": "active",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "displayName",
            "status",
            "severity",
            "classification",
            "determination",
            "tenantId",
            "assignedTo",
            "createdDateTime",
            "lastUpdateDateTime",
            "redirectIncidentId",
            "summary",
        ),
    },
    roles=Roles(
        read=("SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={
        "severity": frozenset({"eq"}),
        "status": frozenset({"eq"}),
        "createdDateTime": frozenset({"ge", "le"}),
    },
    unrelated=frozenset({"alerts"}),
    consented=False,
)
