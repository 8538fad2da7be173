"""What Entra recommends to the tenant: its daily look has found nothing yet; read only, and of beta alone."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Anything, Many, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/recommendation", "2026-11-28")
_LISTED = documented("https://learn.microsoft.com/graph/api/directory-list-recommendation", "2026-11-28")
_EXACT = frozenset({"eq"})

SERVICE = GraphCollection(
    path="/directory/recommendations",
    entity="recommendation",
    doc="recommendations of Entra, with a part of their properties",
    one="a recommendation",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "recommendationType": "adalToMsalMigration",
        "status": "active",
        "priority": "high",
    },
    verbs=READING,
    versions=("beta",),
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Many(Anything()), [], "actionSteps"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "benefits",
            "category",
            "createdDateTime",
            "displayName",
            "insights",
            "lastModifiedBy",
            "lastModifiedDateTime",
            "priority",
            "recommendationType",
            "status",
        ),
    },
    roles=Roles(
        read=("DirectoryRecommendations.Read.All", "DirectoryRecommendations.ReadWrite.All"), evidence=_LISTED
    ),
    audit=None,
    evidence=_LISTED,
    filters=dict.fromkeys(("category", "priority", "recommendationType", "status"), _EXACT),
    unrelated=frozenset({"impactedResources"}),
    consented=False,
)
