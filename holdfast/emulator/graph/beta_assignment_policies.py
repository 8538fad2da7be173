"""Assignment policies of access packages, as beta calls them: the same objects, of which there are none."""

from __future__ import annotations

from dataclasses import replace

from holdfast.emulator.evidence import documented
from holdfast.emulator.graph import assignment_policies

SERVICE = replace(
    assignment_policies.SERVICE,
    path="/identityGovernance/entitlementManagement/accessPackageAssignmentPolicies",
    doc="assignment policies of access packages, as beta calls them",
    collection=assignment_policies.SERVICE.collection,
    versions=("beta",),
    unrelated=frozenset({"accessPackage", "accessPackageCatalog", "customExtensionHandlers"}),
    evidence=documented(
        "https://learn.microsoft.com/graph/api/entitlementmanagement-list-accesspackageassignmentpolicies",
        "2026-11-27",
    ),
)
