"""Subscriptions of the tenant; licence checks elsewhere look at the same documents (`Tenant.has_licence`)."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Anything, Many, Text, Whole

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/subscribedsku", "2026-11-24")
_LISTED = documented("https://learn.microsoft.com/graph/api/subscribedsku-list", "2026-11-24")

SERVICE = GraphCollection(
    path="/subscribedSkus",
    entity="subscribedSku",
    collection="subscribedSkus",
    doc="subscriptions; no $filter, as in Graph",
    one="a subscription by <tenant>_<sku>",
    example={"id": "b2f5c1de_05e9a617", "skuPartNumber": "SPE_E5", "capabilityStatus": "Enabled"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), None, "accountId", "accountName", "appliesTo", "capabilityStatus"),
        **answered(_RESOURCE, Whole(), 0, "consumedUnits"),
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Anything(), None, "prepaidUnits"),
        **answered(_RESOURCE, Many(Anything()), [], "servicePlans"),
        **answered(_RESOURCE, Text(), None, "skuId", "skuPartNumber"),
        **answered(_RESOURCE, Many(Text()), [], "subscriptionIds"),
    },
    roles=Roles(
        read=(
            "LicenseAssignment.Read.All",
            "LicenseAssignment.ReadWrite.All",
            "Organization.Read.All",
            "Organization.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ),
        evidence=_LISTED,
    ),
    audit=None,
    evidence=_LISTED,
    counts=False,
)
