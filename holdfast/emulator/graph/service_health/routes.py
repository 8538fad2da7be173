"""How each of Microsoft's services does: as it should, here; read only.

Path, role and shape: servicehealth and serviceannouncement-list-healthoverviews of
https://learn.microsoft.com/graph/api (recalled, 2026-11-29). Which services a tenant sees depends upon its licences,
and their names are recalled: here all see the same ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_PATH = "/admin/serviceAnnouncement/healthOverviews"
_READ = ("ServiceHealth.Read.All",)
_SERVICES = {
    "Exchange": "Exchange Online",
    "Identity": "Microsoft Entra",
    "Intune": "Microsoft Intune",
    "OSDPPlatform": "Microsoft 365 suite",
    "SharePoint": "SharePoint Online",
    "OneDriveForBusiness": "OneDrive for Business",
    "microsoftteams": "Microsoft Teams",
    "PAM": "Privileged Access",
}
_ISSUES = "issues"
_LISTING = Listing(
    context=_PATH.removeprefix("/"),
    entity="microsoft.graph.serviceHealth",
    properties=frozenset({"id", "service", "status"}),
    expands=frozenset({_ISSUES}),
)


def _overviews(call: Call) -> list[dict[str, Any]]:
    issues: dict[str, Any] = {_ISSUES: []} if call.query.get("$expand") else {}
    return [
        {"id": own_id, "service": name, "status": "serviceOperational", **issues}
        for own_id, name in _SERVICES.items()
    ]


def _list(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, _overviews(call))


def _get(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    asked = call.params["id"].casefold()
    for one in _overviews(call):
        if asked in {one["id"].casefold(), one["service"].casefold()}:
            return object_reply(call, _LISTING, one)
    raise not_found(call.params["id"])


ROUTES: tuple[Route, ...] = (
    Route("GET", _PATH, _list, "How each service does: all as they should.", any_of=_READ, consented=False),
    Route("GET", f"{_PATH}/{{id}}", _get, "How a service does.", any_of=_READ, consented=False),
)
"""Routes of the health of services."""
