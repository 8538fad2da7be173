"""Commercial subscriptions with the date of their next change; which products they license is in `/subscribedSkus`."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Anything, Flag, Many, Text, Whole

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/companysubscription", "2026-11-25")
_LISTED = documented("https://learn.microsoft.com/graph/api/directory-list-subscriptions", "2026-11-25")

SERVICE = GraphCollection(
    path="/directory/subscriptions",
    entity="companySubscription",
    doc="commercial subscriptions",
    one="a subscription by its id",
    example={"id": "b2f5c1de-0000-4000-8000-00000000000b", "skuPartNumber": "SPE_E5", "status": "Enabled"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), None, "commerceSubscriptionId", "createdDateTime"),
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Flag(), False, "isTrial"),
        **answered(_RESOURCE, Text(), None, "nextLifecycleDateTime", "ownerId", "ownerTenantId", "ownerType"),
        **answered(_RESOURCE, Many(Anything()), [], "serviceStatus"),
        **answered(_RESOURCE, Text(), None, "skuId", "skuPartNumber", "status"),
        **answered(_RESOURCE, Whole(), 0, "totalLicenses"),
    },
    roles=Roles(
        read=("Organization.Read.All", "Organization.ReadWrite.All", "Directory.Read.All"), evidence=_LISTED
    ),
    audit=None,
    evidence=_LISTED,
    counts=False,
)
