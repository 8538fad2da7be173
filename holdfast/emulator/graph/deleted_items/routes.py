"""Softly deleted users, groups, applications, service principals, administrative units: list, read, restore, purge.

What is 30 days old goes with passing time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.emulator.data.accounts import account_restored
from holdfast.emulator.graph.administrative_units import SERVICE as ADMINISTRATIVE_UNITS
from holdfast.emulator.graph.application_lifecycle.principals import tie
from holdfast.emulator.graph.applications.routes import APPLICATION_FILTERS, APPLICATIONS_ADVANCED
from holdfast.emulator.graph.applications.types import APPLICATION_TABLE
from holdfast.emulator.graph.directory_objects.state import (
    DirectoryObject,
    as_deleted,
    default_names,
    deleted_object,
    forget,
    record,
    restore,
    shown,
)
from holdfast.emulator.graph.groups.routes import GROUP_FILTERS
from holdfast.emulator.graph.groups.types import GROUP_TABLE
from holdfast.emulator.graph.service_principals.routes import PRINCIPALS_ADVANCED, SERVICE_PRINCIPAL_FILTERS
from holdfast.emulator.graph.service_principals.types import SERVICE_PRINCIPAL_TABLE
from holdfast.emulator.graph.users.routes import USER_FILTERS, USERS_ADVANCED
from holdfast.emulator.graph.users.types import USER_TABLE
from holdfast.emulator.odata.advanced_query import directory_count, directory_list
from holdfast.emulator.odata.query import Listing, entity, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from typing import Any

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_DIRECTORY = ("Directory.Read.All", "Directory.ReadWrite.All")
_READ_USERS = ("User.Read.All", "User.ReadWrite.All", *_DIRECTORY)
_READ_GROUPS = ("Group.Read.All", "Group.ReadWrite.All", *_DIRECTORY)
_READ_APPLICATIONS = ("Application.Read.All", "Application.ReadWrite.All", *_DIRECTORY)
_READ_UNITS = ("AdministrativeUnit.Read.All", "AdministrativeUnit.ReadWrite.All", *_DIRECTORY)
_READ_BY_TYPE = {
    "user": _READ_USERS,
    "group": _READ_GROUPS,
    "application": _READ_APPLICATIONS,
    "servicePrincipal": _READ_APPLICATIONS,
    "administrativeUnit": _READ_UNITS,
}
_NAMES = {
    "servicePrincipal": "service principals",
    "application": "applications",
    "administrativeUnit": "administrative units",
}
_WRITE_BY_TYPE = {
    "user": "User.ReadWrite.All",
    "group": "Group.ReadWrite.All",
    "application": "Application.ReadWrite.All",
    "servicePrincipal": "Application.ReadWrite.All",
    "administrativeUnit": "AdministrativeUnit.ReadWrite.All",
}
_TIME = frozenset({"eq", "ge", "le", "gt", "lt"})
_ORDERS = frozenset({"deletedDateTime", "displayName"})
_LISTINGS = {
    "user": Listing(
        context="users",
        entity="microsoft.graph.user",
        properties=frozenset(USER_TABLE) - {"signInActivity"},
        filters=USER_FILTERS | {"deletedDateTime": _TIME},
        advanced=USERS_ADVANCED,
        orders=_ORDERS,
    ),
    "group": Listing(
        context="groups",
        entity="microsoft.graph.group",
        properties=frozenset(GROUP_TABLE),
        filters=GROUP_FILTERS | {"deletedDateTime": _TIME},
        orders=_ORDERS,
    ),
    "application": Listing(
        context="applications",
        entity="microsoft.graph.application",
        properties=frozenset(APPLICATION_TABLE),
        filters=APPLICATION_FILTERS | {"deletedDateTime": _TIME},
        advanced=APPLICATIONS_ADVANCED,
        orders=_ORDERS,
    ),
    "servicePrincipal": Listing(
        context="servicePrincipals",
        entity="microsoft.graph.servicePrincipal",
        properties=frozenset(SERVICE_PRINCIPAL_TABLE),
        filters=SERVICE_PRINCIPAL_FILTERS | {"deletedDateTime": _TIME},
        advanced=PRINCIPALS_ADVANCED,
        orders=_ORDERS,
    ),
    "administrativeUnit": Listing(
        context="directory/administrativeUnits",
        entity="microsoft.graph.administrativeUnit",
        properties=frozenset(ADMINISTRATIVE_UNITS.properties),
        filters={**ADMINISTRATIVE_UNITS.filters, "deletedDateTime": _TIME},
        orders=_ORDERS,
    ),
}


def _bodies(tenant: Tenant, kind: str) -> list[dict[str, Any]]:
    return [as_deleted(kept).body for kept in tenant.store.all("deletedItems") if kept["type"] == kind]


def _lister(kind: str) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        # Measured (api-facts 4.6): deletedDateTime of a deleted user must be asked for in $select.
        listing = replace(_LISTINGS[kind], default_properties=default_names(kind, call.version))
        return directory_list(call, listing, _bodies(tenant, kind))

    return listed


def _counter(kind: str) -> Handler:
    def counted(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        return directory_count(call, _LISTINGS[kind], _bodies(tenant, kind))

    return counted


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    return _entity(call, deleted_object(tenant, call.params["id"]))


def _restore(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    item = _writable(tenant, principal, call)
    back = restore(tenant, item)
    if back.type == "user":
        account_restored(tenant, back.object_id)
    if back.type == "servicePrincipal":
        tie(tenant, back.body, back.object_id)
    record(tenant, principal, "Restore", back)
    return _entity(call, back)


def _purge(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    item = _writable(tenant, principal, call)
    forget(tenant, item.object_id)
    record(tenant, principal, "Hard Delete", item)
    return Reply(204)


def _writable(tenant: Tenant, principal: Principal, call: Call) -> DirectoryObject:
    item = deleted_object(tenant, call.params["id"])
    if _WRITE_BY_TYPE.get(item.type, "") not in principal.roles and _DIRECTORY[1] not in principal.roles:
        raise GraphError(
            403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
        )
    return item


def _entity(call: Call, item: DirectoryObject) -> Reply:
    return Reply(200, entity(call, "directoryObjects", shown(item, call.version)))


_BELOW = "/directory/deletedItems"
ROUTES: tuple[Route, ...] = (
    *(
        Route(
            "GET",
            f"{_BELOW}/microsoft.graph.{kind}{end}",
            handler(kind),
            doc.format(_NAMES.get(kind, f"{kind}s")),
            any_of=any_of,
        )
        for kind, any_of in _READ_BY_TYPE.items()
        for end, handler, doc in (
            ("", _lister, "Deleted {}."),
            ("/$count", _counter, "Number of deleted {}, text/plain."),
        )
    ),
    Route(
        "GET",
        f"{_BELOW}/{{id}}",
        _get,
        "Read a deleted object of the directory.",
        any_of=(*_READ_USERS, *_READ_GROUPS[:2], *_READ_APPLICATIONS[:2], *_READ_UNITS[:2]),
    ),
    Route(
        "POST",
        f"{_BELOW}/{{id}}/restore",
        _restore,
        "Bring a deleted object back; an application and its service principal each by itself.",
        any_of=(*dict.fromkeys(_WRITE_BY_TYPE.values()), _DIRECTORY[1]),
        consented=False,
    ),
    Route(
        "DELETE",
        f"{_BELOW}/{{id}}",
        _purge,
        "Delete an object of the directory for good.",
        any_of=(*dict.fromkeys(_WRITE_BY_TYPE.values()), _DIRECTORY[1]),
        consented=False,
    ),
)
"""Routes of deleted items."""
