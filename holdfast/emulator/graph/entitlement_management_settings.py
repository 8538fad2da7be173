"""What becomes of guests who lose their last access package; v1.0, as beta counts in days."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text

_GET = documented("https://learn.microsoft.com/graph/api/entitlementmanagementsettings-get", "2026-11-27")

SERVICE = GraphSingleton(
    path="/identityGovernance/entitlementManagement/settings",
    entity="entitlementManagementSettings",
    doc="what becomes of guests who lose their last access package",
    versions=("v1.0",),
    properties={
        **answered(assumed("the schema has one; nobody shows it"), Text(), "", "id"),
        "durationUntilExternalUserDeletedAfterBlocked": Property(
            Text(), "P30D", assumed("the portal shows 30 days as the default"), example="P7D"
        ),
        "externalUserLifecycleAction": Property(
            Text(choices=("none", "blockSignIn", "blockSignInAndDelete")),
            "blockSignInAndDelete",
            assumed("the portal shows both switches on by default"),
        ),
    },
    roles=Roles(
        read=("EntitlementManagement.Read.All", "EntitlementManagement.ReadWrite.All"),
        write=("EntitlementManagement.ReadWrite.All",),
        evidence=_GET,
    ),
    audit=Audit(
        "EntitlementManagement",
        "Entitlement Management",
        "Update entitlement management settings",
        evidence=assumed("no event of it was seen"),
    ),
    evidence=_GET,
    consented=False,
)
