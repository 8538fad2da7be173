"""Authentication contexts: names that an application asks for and a policy answers; read only, none in a new tenant."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Flag, Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/authenticationcontextclassreference", "2026-11-27"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/conditionalaccessroot-list-authenticationcontextclassreferences",
    "2026-11-27",
)

SERVICE = GraphCollection(
    path="/identity/conditionalAccess/authenticationContextClassReferences",
    entity="authenticationContextClassReference",
    doc="authentication contexts",
    one="an authentication context",
    example={"id": "c1", "displayName": "Contoso medium", "description": "Medium", "isAvailable": True},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "displayName", "description"),
        **answered(_RESOURCE, Flag(), False, "isAvailable"),
    },
    roles=Roles(read=("Policy.Read.All", "Policy.Read.ConditionalAccess"), evidence=_LISTED),
    audit=None,
    evidence=_LISTED,
    consented=False,
)
