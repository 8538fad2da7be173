"""The organization: the tenant's own object, read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.errors import not_found
from holdfast.emulator.graph.odata import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_READ = (
    "Organization.Read.All",
    "Organization.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_LISTING = Listing(
    context="organization",
    entity="microsoft.graph.organization",
    properties=frozenset(
        {
            "id",
            "deletedDateTime",
            "assignedPlans",
            "businessPhones",
            "city",
            "country",
            "countryLetterCode",
            "createdDateTime",
            "defaultUsageLocation",
            "displayName",
            "isMultipleDataLocationsForServicesEnabled",
            "marketingNotificationEmails",
            "onPremisesLastSyncDateTime",
            "onPremisesSyncEnabled",
            "partnerTenantType",
            "postalCode",
            "preferredLanguage",
            "privacyProfile",
            "provisionedPlans",
            "securityComplianceNotificationMails",
            "securityComplianceNotificationPhones",
            "state",
            "street",
            "technicalNotificationMails",
            "tenantType",
            "verifiedDomains",
        }
    ),
    count=False,
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, tenant.store.all("organization"))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    organization = tenant.store.get("organization", call.params["id"])
    if organization is None:
        raise not_found(call.params["id"])
    return object_reply(call, _LISTING, organization)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/organization", _list, "The one organization, in a list.", any_of=_READ),
    Route("GET", "/organization/{id}", _get, "The organization by its id.", any_of=_READ),
)
"""Routes of the organization."""
