"""The service principal entity: its properties and a blank one.

Source: graph-metadata/v1.0.csdl.xml (2026-08); the default set follows graph-examples/service-principal.json.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.directory_types import DirectoryProperty, blank, read_only, text

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVICE_PRINCIPAL_TABLE: Mapping[str, DirectoryProperty] = {
    **read_only("String", "id"),
    **read_only("DateTimeOffset", "deletedDateTime"),
    "accountEnabled": DirectoryProperty("Boolean"),
    "alternativeNames": DirectoryProperty("Collection(String)"),
    **read_only("String", "appDescription", "appDisplayName"),
    "appId": DirectoryProperty("String", required=True),
    **read_only("String", "applicationTemplateId", "appOwnerOrganizationId"),
    "appRoleAssignmentRequired": DirectoryProperty("Boolean"),
    **read_only("DateTimeOffset", "createdDateTime"),
    **text("description"),
    **read_only("String", "disabledByMicrosoftStatus"),
    **text("displayName", "homepage", "loginUrl", "logoutUrl", "notes"),
    "notificationEmailAddresses": DirectoryProperty("Collection(String)"),
    **text("preferredSingleSignOnMode", "preferredTokenSigningKeyThumbprint"),
    **dict.fromkeys(("replyUrls", "servicePrincipalNames"), DirectoryProperty("Collection(String)")),
    **text("servicePrincipalType"),
    **read_only("String", "signInAudience"),
    "tags": DirectoryProperty("Collection(String)"),
    **text("tokenEncryptionKeyId"),
    "samlSingleSignOnSettings": DirectoryProperty("Complex"),
    "info": DirectoryProperty("Complex"),
    **read_only("Complex", "verifiedPublisher"),
    **read_only("Collection(Complex)", "addIns", "appRoles", "oauth2PermissionScopes"),
    **read_only("Collection(Complex)", "resourceSpecificApplicationPermissions"),
    **dict.fromkeys(("keyCredentials", "passwordCredentials"), DirectoryProperty("Collection(Complex)")),
    "createdByAppId": DirectoryProperty("String", writable=False, on_select_only=True),
    "customSecurityAttributes": DirectoryProperty("Complex", writable=False, on_select_only=True),
    "isDisabled": DirectoryProperty("Boolean", on_select_only=True),
}
"""Every property of a service principal that the embedded tenant knows.

When it was made is in no schema, and answered all the same: github.com/microsoftgraph/msgraph-sdk-java/issues/2246
(2026-11-28). That the last three come with `$select` alone is assumed.
"""
_MADE = "2025-01-15T08:00:00Z"
"""When a service principal was made that does not say so."""


def new_service_principal(object_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a whole service principal: the values given, the service's own, null or `[]` for the rest."""
    principal = blank(SERVICE_PRINCIPAL_TABLE) | {
        "accountEnabled": True,
        "appRoleAssignmentRequired": False,
        "createdDateTime": _MADE,
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
