"""Custom security attributes: a new tenant has none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/customsecurityattributedefinition", "2026-11-27"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/directory-list-customsecurityattributedefinitions", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/directory/customSecurityAttributeDefinitions",
    entity="customSecurityAttributeDefinition",
    doc="custom security attributes",
    one="a custom security attribute",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "attributeSet": "Example",
        "name": "Project",
        "status": "Available",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "attributeSet", "description"),
        **answered(_RESOURCE, Flag(), None, "isCollection", "isSearchable"),
        **answered(_RESOURCE, Text(), None, "name", "status", "type"),
        **answered(_RESOURCE, Flag(), None, "usePreDefinedValuesOnly"),
    },
    roles=Roles(
        read=("CustomSecAttributeDefinition.Read.All", "CustomSecAttributeDefinition.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={
        "attributeSet": frozenset({"eq"}),
        "name": frozenset({"eq"}),
        "status": frozenset({"eq"}),
        "type": frozenset({"eq"}),
    },
    consented=False,
)
