"""Secure scores, one a day: the embedded tenant has had none yet, as a tenant in its first days; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Anything, Many, Text, Whole

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/securescore", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/security-list-securescores", "2026-11-27")

SERVICE = GraphCollection(
    path="/security/secureScores",
    entity="secureScore",
    doc="secure scores",
    one="a secure score",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "activeUserCount": 3,
        "currentScore": 387.0,
        "maxScore": 697.0,
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Whole(), None, "activeUserCount"),
        **answered(_RESOURCE, Many(Anything()), [], "averageComparativeScores"),
        **answered(_RESOURCE, Text(), None, "azureTenantId"),
        **answered(_RESOURCE, Many(Anything()), [], "controlScores"),
        **answered(_RESOURCE, Text(), None, "createdDateTime"),
        **answered(_RESOURCE, Anything(), None, "currentScore"),
        **answered(_RESOURCE, Many(Text()), [], "enabledServices"),
        **answered(_RESOURCE, Whole(), None, "licensedUserCount"),
        **answered(_RESOURCE, Anything(), None, "maxScore", "vendorInformation"),
    },
    roles=Roles(read=("SecurityEvents.Read.All", "SecurityEvents.ReadWrite.All"), evidence=_LISTED),
    audit=None,
    evidence=_LISTED,
    filters={"id": frozenset({"eq"})},
    consented=False,
)
