"""Directory objects of any type: read one by id, read up to a thousand by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.directory_objects.membership import mixed_bodies
from holdfast.emulator.graph.directory_objects.state import find_any
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import context_url, entity, refuse_options
from holdfast.emulator.odata.schema import Many, StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_MOST_IDS = 1000
_PARAMETERS = StructuredType("getByIds", {"ids": Many(Text()), "types": Many(Text())})
_READ = (
    "Directory.Read.All",
    "Directory.ReadWrite.All",
    "User.Read.All",
    "User.ReadWrite.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    "GroupMember.Read.All",
    "Application.Read.All",
    "Application.ReadWrite.All",
)


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call, "$select")
    item = find_any(tenant, call.params["id"])
    if item is None:
        raise not_found(call.params["id"])
    shown = mixed_bodies(call, [item])[0]
    return Reply(200, entity(call, "directoryObjects", shown))


def _get_by_ids(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call, "$select")
    body = call.body if isinstance(call.body, dict) else {}
    ids, types = (body.get(name) for name in _PARAMETERS.fields)
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise bad_request("Parameter 'ids' is required and must be a collection of strings.")
    if len(ids) > _MOST_IDS:
        raise bad_request(f"Too many object ids: {len(ids)}. The maximum is {_MOST_IDS}.")
    wanted = set(types or ())
    every = not wanted or "directoryObject" in wanted
    named = (find_any(tenant, one) for one in dict.fromkeys(ids))
    found = [item for item in named if item is not None and (every or item.type in wanted)]
    context = context_url(call, "directoryObjects")
    return Reply(200, {"@odata.context": context, "value": mixed_bodies(call, found)})


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/directoryObjects/{id}",
        _get,
        "Read a user, group, service principal or application.",
        any_of=_READ,
    ),
    Route(
        "POST",
        "/directoryObjects/getByIds",
        _get_by_ids,
        "Read up to 1,000 objects by id; ids that do not exist are left out.",
        any_of=_READ,
        reads=True,
    ),
)
"""Routes of directory objects."""
