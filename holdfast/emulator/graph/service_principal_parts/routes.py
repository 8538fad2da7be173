"""What belongs to a service principal, an application or a user: delegated permissions, and what nobody set up.

Delegated permissions are those of `/oauth2PermissionGrants`; of a user, those for him alone (user-list-
oauth2permissiongrants of the pages below, 2026-11-28); nobody has classified a permission. Sources: the pages
serviceprincipal-list-oauth2permissiongrants and -list-delegatedpermissionclassifications of
https://learn.microsoft.com/graph/api (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.directory_objects.state import find_user
from holdfast.emulator.graph.oauth2_permission_grants import SERVICE as GRANTS
from holdfast.emulator.graph.service_principals.routes import require_principal
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal, Reply

_READ = ("Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
_READ_GRANTS = (
    "DelegatedPermissionGrant.Read.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)


def _grants(end: str, require: Callable[[Tenant, str], Any]) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        key = require(tenant, call.params["id"])["id"]
        return list_reply(call, GRANTS.listing, [one for one in GRANTS.values(tenant) if one[end] == key])

    return listed


def _none(entity: str, require: Callable[[Tenant, str], Any]) -> Handler:
    listing = Listing(
        context="directoryObjects",
        entity=f"microsoft.graph.{entity}",
        properties=frozenset({"id", "displayName"}),
    )

    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        require(tenant, call.params["id"])
        return list_reply(call, listing, ())

    return listed


def _route(path: str, handler: Handler, doc: str, roles: tuple[str, ...]) -> Route:
    return Route("GET", path, handler, doc, any_of=roles, consented=False)


_PRINCIPAL = "/servicePrincipals/{id}"
ROUTES: tuple[Route, ...] = (
    _route(
        f"{_PRINCIPAL}/oauth2PermissionGrants",
        _grants("clientId", require_principal),
        "Delegated permissions of a service principal.",
        _READ_GRANTS,
    ),
    _route(
        "/users/{id}/oauth2PermissionGrants",
        _grants("principalId", find_user),
        "Delegated permissions for a user alone; what was granted for everybody is not among them.",
        _READ_GRANTS[1:],
    ),
    _route(
        f"{_PRINCIPAL}/delegatedPermissionClassifications",
        _none("delegatedPermissionClassification", require_principal),
        "Permissions that were classified: none.",
        _READ,
    ),
    _route(
        f"{_PRINCIPAL}/federatedIdentityCredentials",
        _none("federatedIdentityCredential", require_principal),
        "Issuers that a managed identity trusts: there is no managed identity.",
        _READ,
    ),
    _route(
        f"{_PRINCIPAL}/synchronization/jobs",
        _none("synchronizationJob", require_principal),
        "What provisions accounts elsewhere: nothing does.",
        ("Synchronization.Read.All", "Synchronization.ReadWrite.All"),
    ),
)
"""Routes of parts of service principals and applications."""
