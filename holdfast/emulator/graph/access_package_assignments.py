"""Who was given an access package: nobody; read only. Beta calls them accessPackageAssignments."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Many, Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/accesspackageassignment", "2026-11-27"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/entitlementmanagement-list-assignments", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/identityGovernance/entitlementManagement/assignments",
    entity="accessPackageAssignment",
    doc="assignments of access packages",
    one="an assignment",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "state": "delivered", "status": "Delivered"},
    verbs=READING,
    versions=("v1.0",),
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Many(Anything()), [], "customExtensionCalloutInstances"),
        **answered(_RESOURCE, Text(), None, "expiredDateTime"),
        **answered(_RESOURCE, Anything(), None, "schedule"),
        **answered(_RESOURCE, Text(), None, "state", "status"),
    },
    roles=Roles(
        read=("EntitlementManagement.Read.All", "EntitlementManagement.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={"state": frozenset({"eq"})},
    consented=False,
)
