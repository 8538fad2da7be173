"""Which methods each user has registered, a report: users who are enabled, and nobody has registered one.

Nobody signs in to the embedded tenant, so nobody registers anything (assumed). Disabled users are left out, as the page
says; a tenant without P1 is refused as it is for sign-ins. Both summaries: resources/userregistrationmethodsummary and
-featuresummary of https://learn.microsoft.com/graph/api (2026-11-28); which names they count is recalled, and that of
every user type and role the same is told, as nobody has registered any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.permissions import require_premium
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal, Reply

_FLAGS = (
    "isAdmin",
    "isMfaCapable",
    "isMfaRegistered",
    "isPasswordlessCapable",
    "isSsprCapable",
    "isSsprEnabled",
    "isSsprRegistered",
    "isSystemPreferredAuthenticationMethodEnabled",
)
_EXACT = frozenset({"eq"})
_LISTING = Listing(
    context="reports/authenticationMethods/userRegistrationDetails",
    entity="microsoft.graph.userRegistrationDetails",
    properties=frozenset(
        {
            *("id", "userPrincipalName", "userDisplayName", "userType", "methodsRegistered", *_FLAGS),
            *("systemPreferredAuthenticationMethods", "userPreferredMethodForSecondaryAuthentication"),
            "lastUpdatedDateTime",
        }
    ),
    filters=dict.fromkeys(("id", "userPrincipalName", "userType", *_FLAGS), _EXACT),
    count=False,
)


def _details(tenant: Tenant, user: dict[str, Any], administrators: set[str]) -> dict[str, Any]:
    return {
        "id": user["id"],
        "userPrincipalName": user["userPrincipalName"],
        "userDisplayName": user["displayName"],
        "userType": str(user.get("userType") or "member").lower(),
        **dict.fromkeys(_FLAGS, False),
        "isAdmin": user["id"] in administrators,
        "systemPreferredAuthenticationMethods": [],
        "userPreferredMethodForSecondaryAuthentication": "none",
        "methodsRegistered": [],
        "lastUpdatedDateTime": tenant.stamp(),
    }


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    require_premium(tenant)
    administrators = {str(one["principalId"]) for one in tenant.store.all("roleAssignments")}
    enabled = [one for one in tenant.store.all("users") if one["accountEnabled"]]
    return list_reply(call, _LISTING, [_details(tenant, one, administrators) for one in enabled])


def _summed_up(of: str, counted: Mapping[str, tuple[str, ...]]) -> Handler:
    """Give the handler of a summary of the report: how many have what, which is nobody.

    Args:
        of: "Method" or "Feature".
        counted: names of what is counted, by the property that holds one of them.
    """
    listing = Listing(
        context=f"microsoft.graph.userRegistration{of}Summary",
        entity=f"microsoft.graph.userRegistration{of}Summary",
        properties=frozenset(),
    )

    def summed_up(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        require_premium(tenant)
        rows = [{name: one, "userCount": 0} for name, listed in counted.items() for one in listed]
        enabled = sum(1 for one in tenant.store.all("users") if one["accountEnabled"])
        summary = {
            "totalUserCount": enabled,
            "userRoles": call.params.get("roles", "all"),
            "userTypes": call.params.get("types", "all"),
            f"userRegistration{of}Counts": rows,
        }
        return object_reply(call, listing, summary)

    return summed_up


def _route(path: str, handler: Handler, doc: str) -> Route:
    template = f"/reports/authenticationMethods/{path}"
    return Route("GET", template, handler, doc, any_of=("AuditLog.Read.All",), consented=False)


_METHODS = _summed_up(
    "Method",
    {
        "authenticationMethod": (
            *("password", "email", "mobilePhone", "alternateMobilePhone", "officePhone"),
            *("microsoftAuthenticatorPush", "softwareOneTimePasscode", "hardwareOneTimePasscode"),
            *("microsoftAuthenticatorPasswordless", "windowsHelloForBusiness", "fido2SecurityKey"),
            *("temporaryAccessPass", "securityQuestion"),
        )
    },
)
_FEATURES = _summed_up(
    "Feature",
    {"feature": ("ssprRegistered", "ssprEnabled", "ssprCapable", "passwordlessCapable", "mfaCapable")},
)
_OF_WHOM = "(includedUserTypes='{types}',includedUserRoles='{roles}')"

ROUTES: tuple[Route, ...] = (
    _route("userRegistrationDetails", _list, "Methods that users have registered: none of any."),
    *(
        _route(f"{name}{whom}", handler, f"How many users have each {what}: none.")
        for name, handler, what in (
            ("usersRegisteredByMethod", _METHODS, "method"),
            ("usersRegisteredByFeature", _FEATURES, "feature"),
        )
        for whom in ("", _OF_WHOM)
    ),
)
"""Routes of the report about methods."""
