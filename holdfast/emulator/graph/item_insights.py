"""Whether Microsoft 365 works out who is near which document, for the whole organization."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Text

_UPDATE = documented("https://learn.microsoft.com/graph/api/insightssettings-update", "2026-11-28")

SERVICE = GraphSingleton(
    path="/admin/people/itemInsights",
    entity="insightsSettings",
    doc="whether insights into documents are worked out",
    properties={
        **answered(assumed("the schema has one; nobody shows it"), Text(), "", "id"),
        "disabledForGroup": Property(Text(), None, _UPDATE),
        "isEnabledInOrganization": Property(Flag(nullable=False), True, _UPDATE),
    },
    roles=Roles(
        read=("PeopleSettings.Read.All", "PeopleSettings.ReadWrite.All"),
        write=("PeopleSettings.ReadWrite.All",),
        evidence=_UPDATE,
    ),
    audit=Audit(
        "DirectoryManagement",
        "Core Directory",
        "Update item insights settings",
        evidence=assumed("no event of it was seen"),
    ),
    evidence=_UPDATE,
    consented=False,
)
