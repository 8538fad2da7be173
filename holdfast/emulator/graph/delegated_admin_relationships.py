"""Relationships with partners that administer the tenant: none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/delegatedadminrelationship", "2026-11-27"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/tenantrelationship-list-delegatedadminrelationships", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/tenantRelationships/delegatedAdminRelationships",
    entity="delegatedAdminRelationship",
    doc="relationships with partners",
    one="a relationship with a partner",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "displayName": "Example", "status": "active"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Anything(), None, "accessDetails"),
        **answered(_RESOURCE, Text(), None, "activatedDateTime", "autoExtendDuration", "createdDateTime"),
        **answered(_RESOURCE, Anything(), None, "customer"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "displayName",
            "duration",
            "endDateTime",
            "lastModifiedDateTime",
            "status",
        ),
    },
    roles=Roles(
        read=("DelegatedAdminRelationship.Read.All", "DelegatedAdminRelationship.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={"status": frozenset({"eq"})},
    unrelated=frozenset({"accessAssignments"}),
    consented=False,
)
