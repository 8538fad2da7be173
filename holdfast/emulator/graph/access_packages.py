"""Access packages of entitlement management: a new tenant has none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Flag, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/accesspackage", "2026-11-27")
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/entitlementmanagement-list-accesspackages", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/identityGovernance/entitlementManagement/accessPackages",
    entity="accessPackage",
    doc="access packages",
    one="an access package",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "displayName": "Example", "isHidden": False},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "createdDateTime", "description", "displayName"),
        **answered(_RESOURCE, Flag(), None, "isHidden"),
        **answered(_RESOURCE, Text(), None, "modifiedDateTime"),
    },
    roles=Roles(
        read=("EntitlementManagement.Read.All", "EntitlementManagement.ReadWrite.All"), evidence=_LISTED
    ),
    audit=None,
    evidence=_LISTED,
    filters={"displayName": frozenset({"eq"})},
    consented=False,
)
