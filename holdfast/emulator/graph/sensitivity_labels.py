"""Sensitivity labels of the organization: nobody has made one here; beta alone, and read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Anything, Flag, Many, Text, Whole

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/security-sensitivitylabel", "2026-11-28"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/security-informationprotection-list-sensitivitylabels",
    "2026-11-28",
)

SERVICE = GraphCollection(
    path="/security/informationProtection/sensitivityLabels",
    entity="security.sensitivityLabel",
    doc="sensitivity labels of the organization",
    one="a sensitivity label",
    example={"id": "b2f5c1de-0000-4000-8000-000000000041", "name": "Confidential", "sensitivity": 1},
    verbs=READING,
    versions=("beta",),
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "name", "description", "color"),
        **answered(_RESOURCE, Whole(), None, "sensitivity"),
        **answered(_RESOURCE, Text(), None, "tooltip"),
        **answered(_RESOURCE, Flag(), None, "isActive", "isAppliable", "hasProtection"),
        **answered(_RESOURCE, Many(Text()), [], "contentFormats"),
        **answered(_RESOURCE, Anything(), None, "parent"),
    },
    roles=Roles(
        read=("InformationProtectionPolicy.Read.All",),
        evidence=_LISTED,
    ),
    audit=None,
    evidence=_LISTED,
    consented=False,
)
