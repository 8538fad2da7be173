"""Parts of the services of which roles of the directory say what may be done; Microsoft's own, read only.

Path and roles: rbacapplication-list-resourcenamespaces of https://learn.microsoft.com/graph/api (recalled,
2026-11-29). The names are those before the first slash of the actions that built-in roles have, some of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_PATH = "/roleManagement/directory/resourceNamespaces"
_READ = (
    "RoleManagement.Read.Directory",
    "RoleManagement.Read.All",
    "RoleManagement.ReadWrite.Directory",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_NAMES = (
    "microsoft.directory",
    "microsoft.azure.serviceHealth",
    "microsoft.azure.supportTickets",
    "microsoft.insights",
    "microsoft.intune",
    "microsoft.office365.complianceManager",
    "microsoft.office365.exchange",
    "microsoft.office365.securityComplianceCenter",
    "microsoft.office365.sharePoint",
    "microsoft.teams",
)
_ROWS = tuple({"id": name, "name": name} for name in _NAMES)
_LISTING = Listing(
    context=_PATH.removeprefix("/"),
    entity="microsoft.graph.unifiedRbacResourceNamespace",
    properties=frozenset({"id", "name"}),
    filters={"name": frozenset({"eq"})},
)


def _list(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, [dict(one) for one in _ROWS])


def _get(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    name = call.params["id"].casefold()
    row = next((one for one in _ROWS if one["id"].casefold() == name), None)
    if row is None:
        raise not_found(call.params["id"])
    return object_reply(call, _LISTING, dict(row))


ROUTES: tuple[Route, ...] = (
    Route("GET", _PATH, _list, "List parts of the services that roles speak of.", any_of=_READ),
    Route("GET", f"{_PATH}/{{id}}", _get, "Read such a part.", any_of=_READ, consented=False),
)
"""Routes of these parts."""
