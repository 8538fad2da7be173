"""The user entity: its properties, what v1.0 and beta return without `$select`, and a blank user.

Security attributes of a tenant's own are kept by nobody here; that whoever may read users is told so is assumed.
Source: graph-metadata/v1.0.csdl.xml (2026-08) for names and types; which eleven properties v1.0 returns
without `$select` is documented on the user resource page (checked 2026-11 in graph-examples/user.json).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.directory_types import DirectoryProperty, blank, read_only, text

if TYPE_CHECKING:
    from collections.abc import Mapping

USER_DEFAULTS_V1: tuple[str, ...] = (
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
    "id",
)
"""What v1.0 returns of a user when `$select` is absent."""

USER_TABLE: Mapping[str, DirectoryProperty] = {
    **read_only("String", "id"),
    **read_only("DateTimeOffset", "deletedDateTime"),
    "accountEnabled": DirectoryProperty("Boolean", required=True),
    **text("ageGroup"),
    "authorizationInfo": DirectoryProperty("Complex", on_select_only=True),
    **read_only("Collection(Complex)", "assignedLicenses", "assignedPlans"),
    "businessPhones": DirectoryProperty("Collection(String)"),
    **text("city", "companyName", "consentProvidedForMinor", "country"),
    **read_only("DateTimeOffset", "createdDateTime"),
    **read_only("String", "creationType"),
    "customSecurityAttributes": DirectoryProperty("Complex", writable=False, on_select_only=True),
    **text("department"),
    "displayName": DirectoryProperty("String", required=True),
    "employeeHireDate": DirectoryProperty("DateTimeOffset"),
    **text("employeeId"),
    "employeeLeaveDateTime": DirectoryProperty("DateTimeOffset", on_select_only=True),
    "employeeOrgData": DirectoryProperty("Complex"),
    **text("employeeType", "externalUserState"),
    **read_only("DateTimeOffset", "externalUserStateChangeDateTime"),
    **text("faxNumber", "givenName"),
    "identities": DirectoryProperty("Collection(Complex)"),
    **read_only("Collection(String)", "imAddresses"),
    **read_only("Boolean", "isManagementRestricted"),
    "isResourceAccount": DirectoryProperty("Boolean"),
    **text("jobTitle"),
    **read_only("DateTimeOffset", "lastPasswordChangeDateTime"),
    **read_only("String", "legalAgeGroupClassification"),
    **read_only("Collection(Complex)", "licenseAssignmentStates"),
    **text("mail"),
    "mailNickname": DirectoryProperty("String", required=True),
    **text("mobilePhone", "officeLocation"),
    **read_only("String", "onPremisesDistinguishedName", "onPremisesDomainName"),
    "onPremisesExtensionAttributes": DirectoryProperty("Complex"),
    **text("onPremisesImmutableId"),
    **read_only("DateTimeOffset", "onPremisesLastSyncDateTime"),
    **read_only("Collection(Complex)", "onPremisesProvisioningErrors"),
    **read_only("String", "onPremisesSamAccountName", "onPremisesSecurityIdentifier"),
    **read_only("Boolean", "onPremisesSyncEnabled"),
    **read_only("String", "onPremisesUserPrincipalName"),
    "otherMails": DirectoryProperty("Collection(String)"),
    **text("passwordPolicies"),
    "passwordProfile": DirectoryProperty("Complex", required=True),
    **text("postalCode", "preferredDataLocation", "preferredLanguage"),
    **read_only("Collection(Complex)", "provisionedPlans"),
    **read_only("Collection(String)", "proxyAddresses"),
    **read_only("String", "securityIdentifier"),
    **read_only("Collection(Complex)", "serviceProvisioningErrors"),
    "showInAddressList": DirectoryProperty("Boolean"),
    "signInActivity": DirectoryProperty("Complex", writable=False, on_select_only=True),
    **read_only("DateTimeOffset", "signInSessionsValidFromDateTime"),
    **text("state", "streetAddress", "surname", "usageLocation"),
    "userPrincipalName": DirectoryProperty("String", required=True),
    "userType": DirectoryProperty("String"),
}
"""Every property of a user that the embedded tenant knows, in the order in which it is returned."""


def new_user(user_id: str, created: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a whole user: the values given, the service's own, and null or `[]` for the rest.

    Args:
        user_id: the object id.
        created: creation time as a string, which is also that of the password and of the session reset.
        values: properties by Graph name; `passwordProfile` is never stored.
    """
    user = blank(USER_TABLE) | {
        "accountEnabled": True,
        "authorizationInfo": {"certificateUserIds": []},
        "createdDateTime": created,
        "lastPasswordChangeDateTime": created,
        "signInSessionsValidFromDateTime": created,
        "userType": "Member",
    }
    user.update(values)
    user["id"] = user_id
    user["passwordProfile"] = None
    return user
