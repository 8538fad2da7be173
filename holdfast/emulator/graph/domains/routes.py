"""Domains of the tenant: those that its organization has verified; adding and verifying one is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_READ = ("Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
_LISTING = Listing(
    context="domains",
    entity="microsoft.graph.domain",
    properties=frozenset(
        {
            "id",
            "authenticationType",
            "isAdminManaged",
            "isDefault",
            "isInitial",
            "isRoot",
            "isVerified",
            "passwordNotificationWindowInDays",
            "passwordValidityPeriodInDays",
            "supportedServices",
        }
    ),
)


def _domains(tenant: Tenant) -> list[dict[str, Any]]:
    return [
        {
            "id": one["name"],
            "authenticationType": one.get("type", "Managed"),
            "isAdminManaged": True,
            "isDefault": bool(one.get("isDefault")),
            "isInitial": bool(one.get("isInitial")),
            "isRoot": True,
            "isVerified": True,
            "passwordNotificationWindowInDays": None,
            "passwordValidityPeriodInDays": None,
            "supportedServices": str(one.get("capabilities", "")).replace(" ", "").split(","),
        }
        for organization in tenant.store.all("organization")
        for one in organization.get("verifiedDomains", ())
    ]


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, _domains(tenant))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    wanted = call.params["id"].lower()
    found = next((one for one in _domains(tenant) if one["id"].lower() == wanted), None)
    if found is None:
        raise not_found(call.params["id"])
    return object_reply(call, _LISTING, found)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/domains", _list, "The verified domains.", any_of=_READ),
    Route("GET", "/domains/{id}", _get, "A verified domain.", any_of=_READ),
)
"""Routes of domains."""
