"""Who may ask for an access package: no package, no policy; read only. Beta has them by another name."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Many, Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/accesspackageassignmentpolicy", "2026-11-27"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/entitlementmanagement-list-assignmentpolicies", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/identityGovernance/entitlementManagement/assignmentPolicies",
    entity="accessPackageAssignmentPolicy",
    doc="assignment policies of access packages",
    one="an assignment policy",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "displayName": "Example"},
    verbs=READING,
    versions=("v1.0",),
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "allowedTargetScope"),
        **answered(_RESOURCE, Anything(), None, "automaticRequestSettings"),
        **answered(_RESOURCE, Text(), None, "createdDateTime", "description", "displayName"),
        **answered(_RESOURCE, Anything(), None, "expiration"),
        **answered(_RESOURCE, Text(), None, "modifiedDateTime"),
        **answered(
            _RESOURCE,
            Anything(),
            None,
            "notificationSettings",
            "requestApprovalSettings",
            "requestorSettings",
            "reviewSettings",
        ),
        **answered(_RESOURCE, Many(Anything()), [], "specificAllowedTargets"),
    },
    roles=Roles(
        read=("EntitlementManagement.Read.All", "EntitlementManagement.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={"displayName": frozenset({"eq"})},
    unrelated=frozenset({"accessPackage", "catalog", "customExtensionStageSettings", "questions"}),
    consented=False,
)
