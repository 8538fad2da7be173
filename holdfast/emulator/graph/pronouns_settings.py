"""Whether people may show by which pronouns they want to be called."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Text

_UPDATE = documented("https://learn.microsoft.com/graph/api/pronounssettings-update", "2026-11-29")

SERVICE = GraphSingleton(
    path="/admin/people/pronouns",
    entity="pronounsSettings",
    doc="whether people show their pronouns",
    properties={
        **answered(assumed("the schema has one; nobody shows it"), Text(), "", "id"),
        "isEnabledInOrganization": Property(
            Flag(nullable=False), False, assumed("recalled: off until an administrator switches it on")
        ),
    },
    roles=Roles(
        read=("PeopleSettings.Read.All", "PeopleSettings.ReadWrite.All"),
        write=("PeopleSettings.ReadWrite.All",),
        evidence=_UPDATE,
    ),
    audit=Audit(
        "DirectoryManagement",
        "Core Directory",
        "Update pronouns settings",
        evidence=assumed("no event of it was seen"),
    ),
    evidence=_UPDATE,
    consented=False,
)
