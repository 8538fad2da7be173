"""Owners of applications and service principals: added and removed by reference; relations.py lists them.

Source: https://learn.microsoft.com/graph/api/application-post-owners (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.applications.routes import called_application, record_application
from holdfast.emulator.graph.applications.types import application_id
from holdfast.emulator.graph.directory_objects import membership
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, record, referenced_object
from holdfast.emulator.graph.service_principals.routes import called_principal
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_WRITE = ("Application.ReadWrite.All", "Directory.ReadWrite.All")
_Owned = dict[str, Any]


def _note_application(tenant: Tenant, principal: Principal, verb: str, owned: _Owned) -> None:
    record_application(tenant, principal, f"{verb} owner to application", owned)


def _note_principal(tenant: Tenant, principal: Principal, verb: str, owned: _Owned) -> None:
    record(tenant, principal, f"{verb} owner to", DirectoryObject("servicePrincipal", owned))


def _adder(
    find: Callable[[Tenant, Call], _Owned], note: Callable[[Tenant, Principal, str, _Owned], None]
) -> Handler:
    def added(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        owned = find(tenant, call)
        if not isinstance(call.body, dict) or set(call.body) != {"@odata.id"}:
            raise bad_request("The body must hold the one property '@odata.id'.")
        owner = referenced_object(tenant, call.body["@odata.id"])
        if owner.type == "group":
            raise bad_request("Groups cannot own an application or a service principal.")
        membership.add(tenant, application_id(owned), "owners", [owner.object_id])
        note(tenant, principal, "Add", owned)
        return Reply(204)

    return added


def _remover(
    find: Callable[[Tenant, Call], _Owned], note: Callable[[Tenant, Principal, str, _Owned], None]
) -> Handler:
    def removed(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        owned = find(tenant, call)
        membership.remove(tenant, application_id(owned), "owners", call.params["object_id"])
        note(tenant, principal, "Remove", owned)
        return Reply(204)

    return removed


ROUTES: tuple[Route, ...] = tuple(
    Route(method, f"{item}/owners/{end}$ref", handler(find, note), doc, any_of=_WRITE, consented=False)
    for item, find, note in (
        ("/applications/{id}", called_application, _note_application),
        ("/servicePrincipals/{id}", called_principal, _note_principal),
    )
    for method, end, handler, doc in (
        ("POST", "", _adder, "Add an owner by reference."),
        ("DELETE", "{object_id}/", _remover, "Remove an owner."),
    )
)
"""Routes of owners."""
