"""Ids of all groups that a user or a group is in, through other groups too; the answer comes whole, without pages.

Source: https://learn.microsoft.com/graph/api/directoryobject-getmembergroups (2026-11-27): `securityEnabledOnly` keeps
security groups alone, and can be true for users only; of the permissions the pairs with GroupMember.Read.All and
Group.Read.All are left out, so that Directory.Read.All alone reads the groups of a user. The real answer has roles of
the directory besides groups when all are asked for; here no role comes. Texts of the refusals are assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.directory_objects.membership import require_object, transitive_groups_holding
from holdfast.emulator.graph.directory_objects.state import find_user
from holdfast.emulator.graph.service_principals.routes import require_principal
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import context_url, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.graph.directory_objects.state import DirectoryObject
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_PARAMETER = "securityEnabledOnly"
_CHECKED = "groupIds"
_MOST = 20


_READ = ("Directory.Read.All", "Directory.ReadWrite.All")
_ROLES = {
    "directoryObjects": _READ,
    "users": _READ,
    "groups": ("GroupMember.Read.All", "Group.Read.All", *_READ),
    "servicePrincipals": ("Application.Read.All", *_READ),
}
"""Application roles by where the object is addressed."""


def _groups_above(tenant: Tenant, call: Call) -> list[DirectoryObject]:
    """The groups that the object is in, which is addressed below the collection of its type or of all."""
    collection, given = call.path[1:].partition("/")[0].lower(), call.params["id"]
    if collection == "users":
        found = str(find_user(tenant, given)["id"])
    elif collection == "serviceprincipals":
        found = str(require_principal(tenant, given)["id"])
    else:
        item = require_object(tenant, given)
        found = item.object_id
        if collection == "groups" and item.type != "group":
            raise not_found(given)
    return transitive_groups_holding(tenant, found)


def _ids(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    security = call.body.get(_PARAMETER) if isinstance(call.body, dict) else None
    if not isinstance(security, bool):
        raise bad_request(f"Parameter '{_PARAMETER}' is required and must be a Boolean.")
    above = _groups_above(tenant, call)
    if security and call.path.lower().startswith("/groups/"):
        raise bad_request(f"Parameter '{_PARAMETER}' can be true for users and service principals alone.")
    return _answer(call, [one.object_id for one in above if not security or one.body["securityEnabled"]])


def _checked(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    given = call.body.get(_CHECKED) if isinstance(call.body, dict) else None
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given) or len(given) > _MOST:
        raise bad_request(
            f"Parameter '{_CHECKED}' is required and must be a collection of at most {_MOST} strings."
        )
    above = {one.object_id.lower() for one in _groups_above(tenant, call)}
    return _answer(call, [one for one in given if one.lower() in above])


def _answer(call: Call, ids: list[str]) -> Reply:
    return Reply(200, {"@odata.context": context_url(call, "Collection(Edm.String)"), "value": ids})


_ACTIONS = {
    "getMemberGroups": (_ids, "Ids of the groups that it is in, nested ones too."),
    "getMemberObjects": (
        _ids,
        "Ids of the groups that it is in, nested ones too; no roles and units among them.",
    ),
    "checkMemberGroups": (_checked, "Which of up to 20 groups it is in, nested ones too."),
}

ROUTES: tuple[Route, ...] = tuple(
    Route(
        "POST",
        f"/{collection}/{{id}}/{action}",
        handler,
        doc,
        any_of=roles,
        consented=False,
        reads=True,
    )
    for collection, roles in _ROLES.items()
    for action, (handler, doc) in _ACTIONS.items()
)
"""Routes of which groups an object is in."""
