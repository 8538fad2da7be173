"""Which methods each user has registered, a report: users who are enabled, and nobody has registered one.

Nobody signs in to the embedded tenant, so nobody registers anything (assumed). Disabled users are left out, as the page
says; a tenant without P1 is refused as it is for sign-ins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.permissions import require_premium
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

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


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/reports/authenticationMethods/userRegistrationDetails",
        _list,
        "Methods that users have registered: none of any.",
        any_of=("AuditLog.Read.All",),
        consented=False,
    ),
)
"""Routes of the report about methods."""
