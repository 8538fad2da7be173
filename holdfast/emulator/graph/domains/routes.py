"""Domains of the tenant: those that its organization has verified; adding and verifying one is left out.

What is changed here is how long passwords of a domain are good. In an old tenant a domain says nothing of it, which
means 90 days (https://learn.microsoft.com/graph/api/resources/domain, 2026-11-27); new ones say 2147483647 (recalled).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import Person, record_directory_change
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.fitting import fitting
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.odata.schema import StructuredType, Whole
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_READ = ("Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
_WRITE = ("Domain.ReadWrite.All", "Directory.ReadWrite.All")
_COLLECTION = "domains"
_LONGEST_DAYS = 2147483647
"""For ever."""
_NEVER_YET = frozenset({"isDefault", "supportedServices"})
"""What the service changes besides, and is not here."""
_CHANGED = StructuredType(
    "domain",
    {
        "passwordNotificationWindowInDays": Whole(least=1, most=30),
        "passwordValidityPeriodInDays": Whole(least=14, most=_LONGEST_DAYS),
    },
    nullable=False,
)
"""What a change may say; the limits are recalled of Set-MsolPasswordPolicy, but for the longest."""
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
    filters=dict.fromkeys(
        (
            *("id", "authenticationType", "isAdminManaged", "isDefault", "isInitial", "isRoot"),
            "isVerified",
        ),
        frozenset({"eq", "ne"}),
    ),
)
"""That domains are filtered is assumed: the page names no option, and public scripts ask for the default one so."""


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
            **(tenant.store.get(_COLLECTION, one["name"]) or {}),
        }
        for organization in tenant.store.all("organization")
        for one in organization.get("verifiedDomains", ())
    ]


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, _domains(tenant))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, require_domain(tenant, call.params["id"]))


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    change(tenant, principal, call.params["id"], call.body)
    return Reply(204)


def change(tenant: Tenant, actor: Principal | Person, name: str, body: Any) -> None:
    """Change how long passwords of a domain are good, and leave the audit event.

    Raises:
        GraphError: 404 for no such domain; 400 for a value that does not fit; 501 for what is not implemented here.
    """
    before = require_domain(tenant, name)
    left_out = sorted(_NEVER_YET & set(body if isinstance(body, dict) else ()))
    if left_out:
        raise GraphError(501, "NotImplemented", f"The embedded tenant changes no {', '.join(left_out)}.")
    changed = fitting(_CHANGED, body)
    stored = tenant.store.get(_COLLECTION, before["id"]) or {}
    tenant.store.put(_COLLECTION, before["id"], {**stored, **changed})
    # Category and activity are those of the directory's list of audit activities (recalled), the target's id assumed.
    record_directory_change(
        tenant,
        actor,
        "Set password policy",
        "DirectoryManagement",
        "Core Directory",
        target={"id": before["id"], "displayName": before["id"], "type": "Other"},
        old=before,
        new={**before, **changed},
    )


def prove(tenant: Tenant, name: str, by: str) -> None:
    """Have a domain's sign-ins proved here ("Managed") or elsewhere ("Federated")."""
    stored = tenant.store.get(_COLLECTION, name) or {}
    tenant.store.put(_COLLECTION, name, {**stored, "authenticationType": by})


def require_domain(tenant: Tenant, name: str) -> dict[str, Any]:
    """Return the domain of that name, in any letter case.

    Raises:
        GraphError: 404 when there is none.
    """
    found = next((one for one in _domains(tenant) if one["id"].lower() == name.lower()), None)
    if found is None:
        raise not_found(name)
    return found


ROUTES: tuple[Route, ...] = (
    Route("GET", "/domains", _list, "The verified domains.", any_of=_READ),
    Route("GET", "/domains/{id}", _get, "A verified domain.", any_of=_READ),
    Route(
        "PATCH", "/domains/{id}", _update, "Change how long passwords of a domain are good.", any_of=_WRITE
    ),
)
"""Routes of domains."""
