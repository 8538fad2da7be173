"""Service principals: list, count, read by object id or appId; application_lifecycle makes them.

A list takes `$expand=appRoleAssignments`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.app_role_assignments.state import ASSIGNMENTS, assignments
from holdfast.emulator.graph.directory_objects.state import default_names
from holdfast.emulator.graph.service_principals.types import SERVICE_PRINCIPAL_TABLE
from holdfast.emulator.odata.advanced_query import directory_count, directory_list
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, object_reply
from holdfast.emulator.routing import Route

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
}
"""What service principals are filtered by."""
_LISTING = Listing(
    context="servicePrincipals",
    entity="microsoft.graph.servicePrincipal",
    properties=frozenset(SERVICE_PRINCIPAL_TABLE),
    default_properties=default_names("servicePrincipal", "v1.0"),
    filters=SERVICE_PRINCIPAL_FILTERS,
    orders=frozenset({"displayName"}),
)
_MOST_EXPANDED = 20
"""So many come by `$expand` of a directory object, without a link to more (graph/query-parameters, 2026-11-27)."""
_EXPANDED = replace(
    _LISTING,
    properties=_LISTING.properties | {ASSIGNMENTS},
    default_properties=(*_LISTING.default_properties, ASSIGNMENTS),
    expands=frozenset({ASSIGNMENTS}),
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    principals = tenant.store.all("servicePrincipals")
    if "$expand" not in call.query:
        return directory_list(call, _LISTING, principals)
    if "$select" in call.query:
        # OData returns what is expanded also when $select does not name it.
        call = replace(call, query={**call.query, "$select": f"{call.query['$select']},{ASSIGNMENTS}"})
    given = assignments(tenant)
    return directory_list(call, _EXPANDED, [_with_given(one, given) for one in principals])


def _with_given(principal: dict[str, Any], given: list[dict[str, Any]]) -> dict[str, Any]:
    own = [one for one in given if one["principalId"] == principal["id"]]
    return {**principal, ASSIGNMENTS: own[:_MOST_EXPANDED]}


def _count(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return directory_count(call, _LISTING, tenant.store.all("servicePrincipals"))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, called_principal(tenant, call))


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
