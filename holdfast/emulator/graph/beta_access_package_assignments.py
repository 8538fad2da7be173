"""Assignments of access packages, as beta calls them: the same objects, of which there are none."""

from __future__ import annotations

from dataclasses import replace

from holdfast.emulator.evidence import documented
from holdfast.emulator.graph import access_package_assignments

SERVICE = replace(
    access_package_assignments.SERVICE,
    path="/identityGovernance/entitlementManagement/accessPackageAssignments",
    doc="assignments of access packages, as beta calls them",
    collection=access_package_assignments.SERVICE.collection,
    versions=("beta",),
    evidence=documented(
        "https://learn.microsoft.com/graph/api/entitlementmanagement-list-accesspackageassignments",
        "2026-11-27",
    ),
)
