"""Sets of custom security attributes: a new tenant has none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text, Whole

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/attributeset", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/directory-list-attributesets", "2026-11-27")

SERVICE = GraphCollection(
    path="/directory/attributeSets",
    entity="attributeSet",
    doc="sets of custom security attributes",
    one="a set of custom security attributes",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "description": "Example",
        "maxAttributesPerSet": 25,
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "description"),
        **answered(_RESOURCE, Whole(), None, "maxAttributesPerSet"),
    },
    roles=Roles(
        read=("CustomSecAttributeDefinition.Read.All", "CustomSecAttributeDefinition.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    consented=False,
)
