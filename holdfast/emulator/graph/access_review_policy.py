"""Whether owners of groups may have the members of theirs reviewed; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/accessreviewpolicy", "2026-11-29")
_READ = documented("https://learn.microsoft.com/graph/api/accessreviewpolicy-get", "2026-11-29")
_NEW = assumed("no answer of a tenant that nobody changed was seen")

SERVICE = GraphSingleton(
    path="/policies/accessReviewPolicy",
    entity="accessReviewPolicy",
    doc="whether owners of groups may make access reviews",
    versions=("beta",),
    properties={
        **answered(_NEW, Text(), "accessReviewPolicy", "id"),
        **answered(_RESOURCE, Text(), "Access Review Policy", "displayName"),
        **answered(_NEW, Text(), "", "description"),
        **answered(_NEW, Flag(), False, "isGroupOwnerManagementEnabled"),
    },
    roles=Roles(read=("Policy.Read.All", "Policy.ReadWrite.AccessReview"), evidence=_READ),
    audit=None,
    evidence=_READ,
    consented=False,
)
