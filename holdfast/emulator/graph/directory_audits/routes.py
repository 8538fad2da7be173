"""The directory audit log: who changed what, newest first.

Filters and paging: api-facts 10.4. Events are there at once; the real log lags by minutes. `$filter` on
`targetResources/any(s:s/id eq '...')` is what finds the author of a change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import DIRECTORY_AUDITS
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_READ = ("AuditLog.Read.All", "Directory.Read.All", "Directory.ReadWrite.All")
_EQUAL = frozenset({"eq"})
_TEXT = frozenset({"eq", "startswith"})
_LISTING = Listing(
    context="auditLogs/directoryAudits",
    entity="microsoft.graph.directoryAudit",
    properties=frozenset(
        {
            "id",
            "activityDateTime",
            "activityDisplayName",
            "additionalDetails",
            "category",
            "correlationId",
            "initiatedBy",
            "loggedByService",
            "operationType",
            "result",
            "resultReason",
            "targetResources",
        }
    ),
    filters={
        "activityDateTime": frozenset({"eq", "ge", "le", "gt", "lt"}),
        "activityDisplayName": _TEXT,
        **dict.fromkeys(("id", "category", "correlationId", "loggedByService", "result"), _EQUAL),
        "initiatedBy/user/id": _EQUAL,
        "initiatedBy/user/displayName": _EQUAL,
        "initiatedBy/user/userPrincipalName": _TEXT,
        "initiatedBy/app/appId": _EQUAL,
        "initiatedBy/app/displayName": _EQUAL,
        "targetResources/any/id": _EQUAL,
        "targetResources/any/displayName": _TEXT,
        "targetResources/any/type": _EQUAL,
    },
    orders=frozenset({"activityDateTime"}),
    skip=True,
    page_size=1000,
    max_page_size=1000,
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    newest_first = reversed(tenant.store.all(DIRECTORY_AUDITS))
    return list_reply(call, _LISTING, newest_first)


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    event = tenant.store.get(DIRECTORY_AUDITS, call.params["id"])
    if event is None:
        raise not_found(call.params["id"])
    return object_reply(call, _LISTING, event)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/auditLogs/directoryAudits", _list, "List audit events, newest first.", any_of=_READ),
    Route("GET", "/auditLogs/directoryAudits/{id}", _get, "Read an audit event.", any_of=_READ),
)
"""Routes of the directory audit log."""
