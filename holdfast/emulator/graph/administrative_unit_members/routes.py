"""Members of administrative units: added and removed by reference, or made inside; relations.py lists them.

Source: https://learn.microsoft.com/graph/api/administrativeunit-post-members (2026-11-27). A member that a rule
brings is left out.; of new objects
groups alone are made inside a unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph import older_administrative_units
from holdfast.emulator.graph.administrative_units import SERVICE
from holdfast.emulator.graph.directory_objects import membership
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, default_names, referenced_object
from holdfast.emulator.graph.groups.routes import create_group
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import entity, project
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_WRITE = ("AdministrativeUnit.ReadWrite.All",)
UNITS = {
    f"{service.path}/{{id}}": service.versions for service in (SERVICE, older_administrative_units.SERVICE)
}
"""Paths of a unit, each with the versions that have it."""
_MAKE = ("Group.ReadWrite.All", "Directory.ReadWrite.All")
_READS_TOO = frozenset({"AdministrativeUnit.Read.All", *_WRITE, "Directory.ReadWrite.All"})
"""Whoever makes a group inside a unit needs one of these besides."""
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


def _make_group(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    if principal.roles.isdisjoint(_READS_TOO):
        raise GraphError(
            403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
        )
    unit = require_unit(tenant, call.params["id"])
    named = str((call.body if isinstance(call.body, dict) else {}).get("@odata.type", ""))
    if named.removeprefix("#").lower() != "microsoft.graph.group":
        raise bad_request(
            "An administrative unit makes members of the type '#microsoft.graph.group' alone here."
        )
    group = create_group(tenant, principal, call)
    membership.add(tenant, unit["id"], "members", [group["id"]])
    SERVICE.record(tenant, principal, "Add member to administrative unit", old=unit, new=unit)
    return Reply(201, entity(call, "groups", project(group, default_names("group", call.version))))


def _remove(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    unit = require_unit(tenant, call.params["id"])
    membership.remove(tenant, unit["id"], "members", call.params["object_id"])
    SERVICE.record(tenant, principal, "Remove member from administrative unit", old=unit, new=unit)
    return Reply(204)


def _routes_of(unit: str, versions: tuple[str, ...]) -> tuple[Route, ...]:
    def route(method: str, path: str, handler: Handler, doc: str, any_of: tuple[str, ...] = _WRITE) -> Route:
        template = f"{unit}/members{path}"
        return Route(method, template, handler, doc, versions, any_of=any_of, consented=False)

    return (
        route(
            "POST", "", _make_group, "Make a group that is a member; needs a right to read units too.", _MAKE
        ),
        route("POST", "/$ref", _add, "Add a member by reference."),
        route("DELETE", "/{object_id}/$ref", _remove, "Remove a member."),
    )


ROUTES: tuple[Route, ...] = tuple(
    route for unit, versions in UNITS.items() for route in _routes_of(unit, versions)
)
"""Routes of members of administrative units."""
