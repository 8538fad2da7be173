"""Organizations whose people may ask for access packages: none; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Many, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/connectedorganization", "2026-11-27")
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/entitlementmanagement-list-connectedorganizations", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/identityGovernance/entitlementManagement/connectedOrganizations",
    entity="connectedOrganization",
    doc="connected organizations",
    one="a connected organization",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "displayName": "Example", "state": "configured"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "createdDateTime", "description", "displayName"),
        **answered(_RESOURCE, Many(Anything()), [], "identitySources"),
        **answered(_RESOURCE, Text(), None, "modifiedDateTime", "state"),
    },
    roles=Roles(
        read=("EntitlementManagement.Read.All", "EntitlementManagement.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={"displayName": frozenset({"eq"}), "state": frozenset({"eq"})},
    unrelated=frozenset({"externalSponsors", "internalSponsors"}),
    consented=False,
)
