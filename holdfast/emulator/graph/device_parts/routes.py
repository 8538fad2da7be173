"""Whose a device is, asked from both ends: nobody has registered or joined one, so the lists are empty.

Sources: device-list-registeredowners and user-list-owneddevices of https://learn.microsoft.com/graph/api (2026-11-28);
that the other two take the same permissions is recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.devices import SERVICE as DEVICES
from holdfast.emulator.graph.directory_objects.membership import mixed_list
from holdfast.emulator.graph.directory_objects.state import find_user
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_READ_USERS = ("User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")


def _require_device(tenant: Tenant, key: str) -> dict[str, Any]:
    device = tenant.store.get(DEVICES.collection, key)
    if device is None:
        raise not_found(key)
    return device


def _people(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    _require_device(tenant, call.params["id"])
    return mixed_list(call, ())


def _devices(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    find_user(tenant, call.params["id"])
    return list_reply(call, DEVICES.listing, ())


ROUTES: tuple[Route, ...] = (
    *(
        Route(
            "GET",
            f"/devices/{{id}}/{name}{cast}",
            _people,
            "Whose a device is: nobody's.",
            any_of=DEVICES.roles.read,
            consented=False,
        )
        for name in ("registeredOwners", "registeredUsers")
        for cast in ("", "/microsoft.graph.user", "/microsoft.graph.servicePrincipal")
    ),
    *(
        Route(
            "GET",
            f"/users/{{id}}/{name}{cast}",
            _devices,
            "Devices of a user: none.",
            any_of=_READ_USERS,
            consented=False,
        )
        for name in ("ownedDevices", "registeredDevices")
        for cast in ("", "/microsoft.graph.device")
    ),
)
"""Routes of whose a device is."""
