"""When applications signed in last: a report, of beta alone.

The embedded tenant keeps no log of what applications do: each of the tenant's own is taken to have signed in just now,
unless its document says when (assumed). One that never did is left out, as is every application of others (recalled).
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.signin.applications import COLLECTION
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

LAST_SIGN_IN = "lastSignInDateTime"
"""What the document of an application says where somebody has set it; None: it never signed in."""
_AS_A_CLIENT = "applicationAuthenticationClientSignInActivity"
_OTHERS = (
    "applicationAuthenticationResourceSignInActivity",
    "delegatedClientSignInActivity",
    "delegatedResourceSignInActivity",
)
_LISTING = Listing(
    context="reports/servicePrincipalSignInActivities",
    entity="microsoft.graph.servicePrincipalSignInActivity",
    properties=frozenset(),
    filters={"appId": frozenset({"eq"})},
    count=False,
)


def _activity(document: dict[str, Any], last: str) -> dict[str, Any]:
    signed_in = {LAST_SIGN_IN: last, "lastSignInRequestId": None}
    return {
        "id": str(uuid.uuid5(uuid.UUID(document["appId"]), "sign-ins")),
        "appId": document["appId"],
        "lastSignInActivity": signed_in,
        _AS_A_CLIENT: signed_in,
        **dict.fromkeys(_OTHERS),
    }


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    if not tenant.has_licence("P1"):
        raise GraphError(
            403,
            "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            "Neither tenant is B2C or tenant doesn't have premium license",
        )
    told = [(one, one.get(LAST_SIGN_IN, tenant.stamp())) for one in tenant.store.all(COLLECTION)]
    return list_reply(call, _LISTING, [_activity(one, last) for one, last in told if last])


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/reports/servicePrincipalSignInActivities",
        _list,
        "When the tenant's own applications signed in last; needs AAD_PREMIUM.",
        ("beta",),
        any_of=("AuditLog.Read.All", "Directory.Read.All"),
    ),
)
"""Routes of the report of applications' sign-ins."""
