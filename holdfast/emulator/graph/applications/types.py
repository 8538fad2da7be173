"""The application entity: its properties, what a new one has, and what may be given to it.

Source: graph-metadata/v1.0.csdl.xml (2026-08); what a new one has, and the audience that it has by default, follow the
example of https://learn.microsoft.com/graph/api/application-post-applications (2026-11-27).
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.directory_types import DirectoryProperty, blank, read_only, text
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NO_LINKS = dict.fromkeys(
    ("termsOfServiceUrl", "supportUrl", "privacyStatementUrl", "marketingUrl", "logoUrl")
)
_PARTS: Mapping[str, Mapping[str, Any]] = {
    "api": {
        "acceptMappedClaims": None,
        "knownClientApplications": [],
        "requestedAccessTokenVersion": None,
        "oauth2PermissionScopes": [],
        "preAuthorizedApplications": [],
    },
    "info": _NO_LINKS,
    "parentalControlSettings": {"countriesBlockedForMinors": [], "legalAgeGroupRule": "Allow"},
    "publicClient": {"redirectUris": []},
    "spa": {"redirectUris": []},
    "verifiedPublisher": dict.fromkeys(("displayName", "verifiedPublisherId", "addedDateTime")),
    "web": {
        "homePageUrl": None,
        "logoutUrl": None,
        "redirectUris": [],
        "implicitGrantSettings": {"enableIdTokenIssuance": False, "enableAccessTokenIssuance": False},
    },
}
"""What stands in the parts of an application that says nothing of them; of a part that is given, the rest stays so."""
_AUDIENCES = (
    "AzureADMyOrg",
    "AzureADMultipleOrgs",
    "AzureADandPersonalMicrosoftAccount",
    "PersonalMicrosoftAccount",
)
_BY_DEFAULT = _AUDIENCES[2]
_LONGEST_NAME = 256
APPLICATION_TABLE: Mapping[str, DirectoryProperty] = {
    **read_only("String", "id"),
    **read_only("DateTimeOffset", "deletedDateTime"),
    **read_only("String", "appId", "applicationTemplateId", "disabledByMicrosoftStatus"),
    **read_only("DateTimeOffset", "createdDateTime"),
    "displayName": DirectoryProperty("String", required=True),
    **read_only("String", "publisherDomain"),
    **text("description", "notes", "serviceManagementReference", "signInAudience"),
    **text("defaultRedirectUri", "groupMembershipClaims", "samlMetadataUrl", "tokenEncryptionKeyId"),
    **dict.fromkeys(
        ("isDeviceOnlyAuthSupported", "isFallbackPublicClient", "oauth2RequirePostResponse"),
        DirectoryProperty("Boolean"),
    ),
    **dict.fromkeys(("identifierUris", "tags"), DirectoryProperty("Collection(String)")),
    **dict.fromkeys(
        ("addIns", "appRoles", "keyCredentials", "requiredResourceAccess"),
        DirectoryProperty("Collection(Complex)"),
    ),
    **read_only("Collection(Complex)", "passwordCredentials"),
    **dict.fromkeys(
        ("api", "info", "optionalClaims", "parentalControlSettings", "publicClient", "spa", "web"),
        DirectoryProperty("Complex"),
    ),
    **read_only("Complex", "verifiedPublisher"),
    "createdByAppId": DirectoryProperty("String", writable=False, on_select_only=True),
    **dict.fromkeys(
        ("nativeAuthenticationApisEnabled", "uniqueName"), DirectoryProperty("String", on_select_only=True)
    ),
    "isDisabled": DirectoryProperty("Boolean", on_select_only=True),
    "certification": DirectoryProperty("Complex", writable=False, on_select_only=True),
    **dict.fromkeys(
        ("authenticationBehaviors", "requestSignatureVerification", "servicePrincipalLockConfiguration"),
        DirectoryProperty("Complex", on_select_only=True),
    ),
}
"""Every property of an application that the embedded tenant knows.

That the last ones come with `$select` alone is documented of authenticationBehaviors, and assumed of the others.
"""
_OWN = frozenset(name for name, one in APPLICATION_TABLE.items() if one.writable) - {"keyCredentials"}
_MADE = "2025-01-15T08:00:00Z"
"""When an application was made that does not say so."""


def application_id(document: Mapping[str, Any]) -> str:
    """Object id of an application, which is not its client id."""
    return str(document.get("id") or uuid.uuid5(uuid.NAMESPACE_OID, document["appId"]))


def whole(document: Mapping[str, Any]) -> dict[str, Any]:
    """An application as Graph shows it, but for its credentials and the domain of its tenant.

    Args:
        document: as signin/applications.py describes it, with the properties of Graph that were given to it.
    """
    return {
        **blank(APPLICATION_TABLE),
        "signInAudience": "AzureADMyOrg",
        **{name: dict(part) for name, part in _PARTS.items()},
        **{name: document[name] for name in _OWN if name in document},
        "id": application_id(document),
        "appId": document["appId"],
        "applicationTemplateId": document.get("applicationTemplateId"),
        "createdDateTime": document.get("createdDateTime", _MADE),
        "deletedDateTime": document.get("deletedDateTime"),
        "passwordCredentials": document.get("passwords", []),
    }


def given(before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What a body changes, parts of which only something is said filled up with what stood there.

    Args:
        before: the application's document; {} of a new one.
        values: a checked body, without credentials.

    Raises:
        GraphError: 400 for a name, an audience or a role that the service refuses.
    """
    name = values.get("displayName", "x")
    if not name or len(name) > _LONGEST_NAME:
        raise bad_request("Invalid value specified for property 'displayName' of resource 'Application'.")
    audience = values.get("signInAudience") or (_BY_DEFAULT if not before else _AUDIENCES[0])
    if audience not in _AUDIENCES:
        raise bad_request("Invalid value specified for property 'signInAudience' of resource 'Application'.")
    shown = whole(before) if before else {**_PARTS}
    changed = dict(values)
    for part in _PARTS.keys() & values.keys():
        changed[part] = {**(shown[part] or {}), **(values[part] or _PARTS[part])}
    if not before:
        changed["signInAudience"] = audience
    _check_permissions(before, changed)
    return changed


def _check_permissions(before: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """Refuse permissions of one id, and to take away or change one that is not disabled first.

    Code and words: https://github.com/OfficeDev/microsoft-365-agents-toolkit/pull/9420 (2026-11-27).
    """
    after = {str(one.get("id")): one for one in _permissions(changed)}
    if len(after) != len(list(_permissions(changed))) or "None" in after:
        raise bad_request("Permissions must have identifiers, and no two of them the same.")
    kinds = {"appRoles", "api"} & changed.keys()
    stood = [one for kind in kinds for one in _permissions({kind: before.get(kind)})]
    for one in stood:
        now = after.get(str(one["id"]))
        disabled = now is not None and {**now, "isEnabled": False} == {**one, "isEnabled": False}
        if one.get("isEnabled", True) and now != one and not disabled:
            raise GraphError(
                400,
                "CannotDeleteOrUpdateEnabledEntitlement",
                "Permission (scope or role) cannot be deleted or updated unless disabled first.",
            )


def _permissions(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield from document.get("appRoles") or ()
    yield from (document.get("api") or {}).get("oauth2PermissionScopes") or ()
