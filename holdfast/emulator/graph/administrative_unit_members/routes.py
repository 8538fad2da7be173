"""Members of administrative units: added and removed by reference; relations.py lists them.

Source: https://learn.microsoft.com/graph/api/administrativeunit-post-members (2026-11-27). A member that a rule
brings is left out, as is a new object made inside a unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph import older_administrative_units
from holdfast.emulator.graph.administrative_units import SERVICE
from holdfast.emulator.graph.directory_objects import membership
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, referenced_object
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_WRITE = ("AdministrativeUnit.ReadWrite.All",)
UNITS = {
    f"{service.path}/{{id}}": service.versions for service in (SERVICE, older_administrative_units.SERVICE)
}
"""Paths of a unit, each with the versions that have it."""
_TAKEN = frozenset({"user", "group"})


def require_unit(tenant: Tenant, unit_id: str) -> dict[str, Any]:
    """Return the administrative unit of that id.

    Raises:
        GraphError: 404 when there is none.
    """
    unit = tenant.store.get(SERVICE.collection, unit_id)
    if unit is None:
        raise not_found(unit_id)
    return unit


def units_holding(tenant: Tenant, object_id: str) -> list[DirectoryObject]:
    """Return the administrative units of which an object is a member: a group in one does not bring its members."""
    wanted = object_id.lower()
    return [
        DirectoryObject("administrativeUnit", unit)
        for unit in SERVICE.values(tenant)
        if wanted in {one.lower() for one in membership.ids_of(tenant, unit["id"], "members")}
    ]


def _add(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    unit = require_unit(tenant, call.params["id"])
    if not isinstance(call.body, dict) or set(call.body) != {"@odata.id"}:
        raise bad_request("The body must hold the one property '@odata.id'.")
    item = referenced_object(tenant, call.body["@odata.id"])
    if item.type not in _TAKEN:
        raise bad_request(f"An administrative unit has no members of the type '{item.type}' here.")
    membership.add(tenant, unit["id"], "members", [item.object_id])
    SERVICE.record(tenant, principal, "Add member to administrative unit", old=unit, new=unit)
    return Reply(204)


def _remove(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    unit = require_unit(tenant, call.params["id"])
    membership.remove(tenant, unit["id"], "members", call.params["object_id"])
    SERVICE.record(tenant, principal, "Remove member from administrative unit", old=unit, new=unit)
    return Reply(204)


def _routes_of(unit: str, versions: tuple[str, ...]) -> tuple[Route, ...]:
    def route(method: str, path: str, handler: Handler, doc: str) -> Route:
        template = f"{unit}/members/{path}"
        return Route(method, template, handler, doc, versions, any_of=_WRITE, consented=False)

    return (
        route("POST", "$ref", _add, "Add a member by reference."),
        route("DELETE", "{object_id}/$ref", _remove, "Remove a member."),
    )


ROUTES: tuple[Route, ...] = tuple(
    route for unit, versions in UNITS.items() for route in _routes_of(unit, versions)
)
"""Routes of members of administrative units."""
