"""The log of sign-ins of people: nobody signs in to the embedded tenant, so it is empty unless a test stores some.

Applications sign in, and v1.0 lists what people do alone. A tenant without P1 is refused (rows.json, signIns). Filters
follow https://learn.microsoft.com/graph/api/resources/signin (2026-11-28); beta alone knows the types of an event, and
one that was stored without them is a person's own. That `isInteractive` is filtered by is assumed: scanners ask it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.permissions import require_premium
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

COLLECTION = "signIns"
_READ = ("AuditLog.Read.All", "Directory.Read.All")
_TEXT = frozenset({"eq", "startswith"})
_EXACT = frozenset({"eq"})
_LISTING = Listing(
    context="auditLogs/signIns",
    entity="microsoft.graph.signIn",
    properties=frozenset(
        {
            *(
                "id",
                "createdDateTime",
                "userDisplayName",
                "userPrincipalName",
                "userId",
                "appId",
                "appDisplayName",
            ),
            *("ipAddress", "clientAppUsed", "correlationId", "conditionalAccessStatus", "isInteractive"),
            *("riskDetail", "riskLevelAggregated", "riskLevelDuringSignIn", "riskState", "riskEventTypes"),
            *("riskEventTypes_v2", "resourceDisplayName", "resourceId", "status", "deviceDetail", "location"),
            "appliedConditionalAccessPolicies",
        }
    ),
    filters={
        "createdDateTime": frozenset({"eq", "ge", "le"}),
        **dict.fromkeys(("id", "userId", "appId", "correlationId", "clientAppUsed", "isInteractive"), _EXACT),
        **dict.fromkeys(("conditionalAccessStatus", "resourceDisplayName", "resourceId"), _EXACT),
        **dict.fromkeys(("riskLevelAggregated", "riskLevelDuringSignIn", "riskState", "riskDetail"), _EXACT),
        "status/errorCode": _EXACT,
        **dict.fromkeys(("userPrincipalName", "userDisplayName", "appDisplayName", "ipAddress"), _TEXT),
    },
    orders=frozenset({"createdDateTime"}),
    page_size=1000,
    max_page_size=1000,
)
_OF_BETA = replace(
    _LISTING,
    properties=_LISTING.properties | {"signInEventTypes", "authenticationProtocol"},
    filters={
        **_LISTING.filters,
        "signInEventTypes/any": frozenset({"eq", "ne"}),
        "authenticationProtocol": _EXACT,
    },
)


def _listing(call: Call) -> Listing:
    return _OF_BETA if call.version == "beta" else _LISTING


def _shown(call: Call, event: dict[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in event.items() if name != "signInEventTypes"}
    if call.version != "beta":
        return told
    return {**told, "signInEventTypes": event.get("signInEventTypes", ["interactiveUser"])}


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    require_premium(tenant)
    newest = reversed(tenant.store.all(COLLECTION))
    return list_reply(call, _listing(call), [_shown(call, one) for one in newest])


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    require_premium(tenant)
    found = tenant.store.get(COLLECTION, call.params["id"])
    if found is None:
        raise not_found(call.params["id"])
    return object_reply(call, _listing(call), _shown(call, found))


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/auditLogs/signIns",
        _list,
        "List sign-ins of people, newest first; nobody signs in here.",
        any_of=_READ,
        consented=False,
    ),
    Route("GET", "/auditLogs/signIns/{id}", _get, "Read a sign-in.", any_of=_READ, consented=False),
)
"""Routes of the log of sign-ins."""
