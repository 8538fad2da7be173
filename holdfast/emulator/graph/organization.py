"""The organization: the tenant's own object, a list of one, read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Flag, Many, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/organization", "2026-11-24")
_LISTED = documented("https://learn.microsoft.com/graph/api/organization-list", "2026-11-24")

SERVICE = GraphCollection(
    path="/organization",
    entity="organization",
    doc="the one organization",
    one="the organization by its id",
    example={"id": "b2f5c1de-0000-4000-8000-000000000009", "displayName": "Example"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "deletedDateTime"),
        **answered(_RESOURCE, Many(Anything()), [], "assignedPlans", "businessPhones"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "city",
            "country",
            "countryLetterCode",
            "createdDateTime",
            "defaultUsageLocation",
            "displayName",
        ),
        **answered(
            assumed("only the beta schema has it; seen null"),
            Flag(),
            None,
            "isMultipleDataLocationsForServicesEnabled",
        ),
        **answered(_RESOURCE, Many(Text()), [], "marketingNotificationEmails"),
        **answered(_RESOURCE, Text(), None, "onPremisesLastSyncDateTime"),
        **answered(_RESOURCE, Flag(), None, "onPremisesSyncEnabled"),
        **answered(_RESOURCE, Text(), None, "partnerTenantType", "postalCode", "preferredLanguage"),
        **answered(_RESOURCE, Anything(), None, "privacyProfile"),
        **answered(
            _RESOURCE,
            Many(Anything()),
            [],
            "provisionedPlans",
            "securityComplianceNotificationMails",
            "securityComplianceNotificationPhones",
        ),
        **answered(_RESOURCE, Text(), None, "state", "street"),
        **answered(_RESOURCE, Many(Text()), [], "technicalNotificationMails"),
        **answered(_RESOURCE, Text(), None, "tenantType"),
        **answered(_RESOURCE, Many(Anything()), [], "verifiedDomains"),
    },
    roles=Roles(
        read=(
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
