"""Service principals: list, count, read by object id or appId; application_lifecycle makes them.

Both take `$expand` of appRoleAssignments, appRoleAssignedTo and owners.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.app_role_assignments.state import ASSIGNMENTS, assignments
from holdfast.emulator.graph.applications.key_credentials import NAME, asks_for_keys, shown_key
from holdfast.emulator.graph.directory_objects.membership import ids_of, mixed_bodies
from holdfast.emulator.graph.directory_objects.state import default_names, existing
from holdfast.emulator.graph.service_principals.types import SERVICE_PRINCIPAL_TABLE
from holdfast.emulator.odata.advanced_query import counting, directory_count, directory_list
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.expansion import Relation, expanded, unselective
from holdfast.emulator.odata.query import Listing, object_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.signin.applications import certificates_of_principal

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_READ = (
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Application.ReadWrite.OwnedBy",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_EXACT = frozenset({"eq", "ne", "in", "not eq", "not in"})
SERVICE_PRINCIPAL_FILTERS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("id", "appId", "accountEnabled", "servicePrincipalType"), _EXACT),
    "displayName": _EXACT | {"startswith", "not startswith"},
    "servicePrincipalNames/any": frozenset({"eq"}),
    "tags/any": frozenset({"eq"}),
    **dict.fromkeys(
        ("appOwnerOrganizationId", "appRoleAssignmentRequired"), frozenset({"eq", "ne", "not eq"})
    ),
    **dict.fromkeys(("keyCredentials/$count", "passwordCredentials/$count"), frozenset({"eq", "ne"})),
}
"""What service principals are filtered by."""
PRINCIPALS_ADVANCED = frozenset({"appOwnerOrganizationId", "appRoleAssignmentRequired"})
"""Of that, what needs the parameters of an advanced query by any operator (assumed, as of applications)."""
_LISTING = Listing(
    context="servicePrincipals",
    entity="microsoft.graph.servicePrincipal",
    properties=frozenset(SERVICE_PRINCIPAL_TABLE),
    default_properties=default_names("servicePrincipal", "v1.0"),
    filters=SERVICE_PRINCIPAL_FILTERS | {"owners/$count": frozenset({"eq", "ne"})},
    orders=frozenset({"displayName"}),
    advanced=PRINCIPALS_ADVANCED,
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return directory_list(*expanded(call, _LISTING, _counted(tenant, call), _relations(tenant, call)))


def _counted(tenant: Tenant, call: Call) -> list[dict[str, Any]]:
    every = tenant.store.all("servicePrincipals")
    return counting(call, "owners", every, lambda one: ids_of(tenant, one["id"], "owners"))


def _relations(tenant: Tenant, call: Call) -> dict[str, Relation]:
    given = cache(lambda: assignments(tenant))

    def by(key: str) -> Relation:
        """Gives what was given, of which a service principal is the one end or the other."""
        return lambda principal: [one for one in given() if one[key] == principal["id"]]

    def owners(principal: dict[str, Any]) -> list[dict[str, Any]]:
        """Who owns a service principal, as the list of owners shows them."""
        found = existing(tenant, ids_of(tenant, principal["id"], "owners"))
        return mixed_bodies(unselective(call), found)

    return {ASSIGNMENTS: by("principalId"), "appRoleAssignedTo": by("resourceId"), "owners": owners}


def _count(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return directory_count(call, _LISTING, _counted(tenant, call))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    found = called_principal(tenant, call)
    if asks_for_keys(call):
        documents = certificates_of_principal(tenant.store, found["id"])
        found = {**found, NAME: [shown_key(one, whole=True) for one in documents]}
    call, listing, (item,) = expanded(call, _LISTING, [found], _relations(tenant, call))
    return object_reply(call, listing, item)


def called_principal(tenant: Tenant, call: Call) -> dict[str, Any]:
    """The service principal that the path names by its object id or, in the other form, by its client id.

    Raises:
        GraphError: 404 when there is none.
    """
    if "id" in call.params:
        return require_principal(tenant, call.params["id"])
    wanted = call.params["app_id"].lower()
    for found in tenant.store.all("servicePrincipals"):
        if found["appId"].lower() == wanted:
            return found
    raise not_found(call.params["app_id"])


def require_principal(tenant: Tenant, object_id: str) -> dict[str, Any]:
    """The service principal of that object id.

    Raises:
        GraphError: 404 when there is none.
    """
    found = tenant.store.get("servicePrincipals", object_id)
    if found is None:
        raise not_found(object_id)
    return found


ROUTES: tuple[Route, ...] = (
    Route("GET", "/servicePrincipals", _list, "List service principals.", any_of=_READ),
    Route("GET", "/servicePrincipals/$count", _count, "Count service principals, text/plain.", any_of=_READ),
    Route("GET", "/servicePrincipals/{id}", _get, "Read a service principal.", any_of=_READ),
    Route(
        "GET",
        "/servicePrincipals(appId='{app_id}')",
        _get,
        "Read a service principal by its application's client id.",
        any_of=_READ,
    ),
)
"""Routes of service principals."""
