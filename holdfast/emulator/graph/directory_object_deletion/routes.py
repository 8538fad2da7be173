"""Deleting a directory object by its id, whatever it is: as the route of its type does, with that type's permission.

Source: https://learn.microsoft.com/graph/api/directoryobject-delete (2026-11-28), which names one permission a type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.application_lifecycle.principals import delete as delete_principal
from holdfast.emulator.graph.application_lifecycle.routes import delete_application
from holdfast.emulator.graph.directory_objects.state import find_any
from holdfast.emulator.graph.groups.routes import delete_group
from holdfast.emulator.graph.users.routes import delete_user
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal, Reply

_BY_TYPE: Mapping[str, tuple[str, Handler]] = {
    "user": ("User.ReadWrite.All", delete_user),
    "group": ("Group.ReadWrite.All", delete_group),
    "application": ("Application.ReadWrite.All", delete_application),
    "servicePrincipal": ("Application.ReadWrite.All", delete_principal),
}


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    item = find_any(tenant, call.params["id"])
    if item is None:
        raise not_found(call.params["id"])
    needed, handler = _BY_TYPE[item.type]
    if needed not in principal.roles:
        raise GraphError(
            403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
        )
    return handler(tenant, principal, call)


ROUTES: tuple[Route, ...] = (
    Route(
        "DELETE",
        "/directoryObjects/{id}",
        _delete,
        "Delete a user, group, application or service principal softly; needs the permission of its type.",
        any_of=tuple(dict.fromkeys(needed for needed, _ in _BY_TYPE.values())),
        consented=False,
    ),
)
"""Route that deletes by id."""
