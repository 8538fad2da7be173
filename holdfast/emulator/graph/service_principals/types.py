"""The service principal entity: its properties and a blank one.

Source: graph-metadata/v1.0.csdl.xml (2026-08); the default set follows graph-examples/service-principal.json.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.directory_types import DirectoryProperty, blank, read_only

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVICE_PRINCIPAL_TABLE: Mapping[str, DirectoryProperty] = {
    **read_only("String", "id"),
    **read_only("DateTimeOffset", "deletedDateTime"),
    **read_only("Boolean", "accountEnabled"),
    **read_only("Collection(String)", "alternativeNames"),
    **read_only("String", "appDescription", "appDisplayName", "appId", "applicationTemplateId"),
    **read_only("String", "appOwnerOrganizationId"),
    **read_only("Boolean", "appRoleAssignmentRequired"),
    **read_only("String", "description", "disabledByMicrosoftStatus", "displayName", "homepage"),
    **read_only("String", "loginUrl", "logoutUrl", "notes"),
    **read_only("Collection(String)", "notificationEmailAddresses"),
    **read_only("String", "preferredSingleSignOnMode", "preferredTokenSigningKeyThumbprint"),
    **read_only("Collection(String)", "replyUrls", "servicePrincipalNames"),
    **read_only("String", "servicePrincipalType", "signInAudience"),
    **read_only("Collection(String)", "tags"),
    **read_only("String", "tokenEncryptionKeyId"),
    **read_only("Complex", "samlSingleSignOnSettings", "info", "verifiedPublisher"),
    **read_only("Collection(Complex)", "addIns", "appRoles", "keyCredentials", "oauth2PermissionScopes"),
    **read_only("Collection(Complex)", "passwordCredentials", "resourceSpecificApplicationPermissions"),
}
"""Every property of a service principal that the embedded tenant knows; none can be written."""


def new_service_principal(object_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a whole service principal: the values given, the service's own, null or `[]` for the rest."""
    principal = blank(SERVICE_PRINCIPAL_TABLE) | {
        "accountEnabled": True,
        "appRoleAssignmentRequired": False,
        "servicePrincipalType": "Application",
        "signInAudience": "AzureADMyOrg",
        "info": {
            "termsOfServiceUrl": None,
            "supportUrl": None,
            "privacyStatementUrl": None,
            "marketingUrl": None,
            "logoUrl": None,
        },
        "verifiedPublisher": {"displayName": None, "verifiedPublisherId": None, "addedDateTime": None},
    }
    principal.update(values)
    principal["id"] = object_id
    return principal
