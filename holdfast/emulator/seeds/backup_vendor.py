"""The application of somebody else's backup in a seeded tenant: its service principal, and what it has been given.

The vendor is made up, and so are its ids, the same in every tenant, as those of an application of many tenants are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.app_role_assignments.state import ASSIGNMENTS, app_role_assignment
from holdfast.emulator.graph.service_principals.types import new_service_principal
from holdfast.emulator.seeds.ids import stable_id

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

BACKUP_APPLICATION = "0badcafe-0000-4000-8000-000000000301"
"""Its client id."""
BACKUP_VENDOR = "0badcafe-0000-4000-8000-000000000300"
"""Id of the tenant in which it is registered."""
_NAME = "Northwind Cloud Backup"
_PUBLISHER = "Northwind Backup GmbH"
_GIVEN = (
    ("Microsoft Graph", "Files.Read.All"),
    ("Microsoft Graph", "Mail.ReadWrite"),
    ("Office 365 SharePoint Online", "Sites.FullControl.All"),
)


def seed_backup_vendor(tenant: Tenant) -> None:
    """Store the service principal, and the consents to what it needs; Microsoft's own are there already."""
    object_id = stable_id(tenant.domain, "servicePrincipal", _NAME)
    principal = new_service_principal(
        object_id,
        {
            "appDisplayName": _NAME,
            "appId": BACKUP_APPLICATION,
            "appOwnerOrganizationId": BACKUP_VENDOR,
            "displayName": _NAME,
            "servicePrincipalNames": [BACKUP_APPLICATION],
            "signInAudience": "AzureADMultipleOrgs",
            "verifiedPublisher": {
                "displayName": _PUBLISHER,
                "verifiedPublisherId": "1234567",
                "addedDateTime": "2021-03-01T09:00:00Z",
            },
        },
    )
    tenant.store.put("servicePrincipals", object_id, principal)
    offering = {one["displayName"]: one for one in tenant.store.all("servicePrincipals")}
    for resource, role in _GIVEN:
        given = app_role_assignment(tenant, principal, offering[resource], role)
        tenant.store.put(ASSIGNMENTS, given["id"], given)
