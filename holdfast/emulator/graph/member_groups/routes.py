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
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_PARAMETER = "securityEnabledOnly"
_CHECKED = "groupIds"
_MOST = 20


def _of_user(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    user = find_user(tenant, call.params["id"])
    return _answer(tenant, call, user["id"], security=_security_only(call))


def _of_group(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    group = require_object(tenant, call.params["id"])
    if group.type != "group":
        raise not_found(call.params["id"])
    if _security_only(call):
        raise bad_request(f"Parameter '{_PARAMETER}' can be true for users and service principals alone.")
    return _answer(tenant, call, group.object_id, security=False)


def _of_principal(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    found = require_principal(tenant, call.params["id"])
    return _answer(tenant, call, found["id"], security=_security_only(call))


def _of_any(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    item = require_object(tenant, call.params["id"])
    return _answer(tenant, call, item.object_id, security=_security_only(call))


def _check_of_any(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    item = require_object(tenant, call.params["id"])
    refuse_options(call)
    given = call.body.get(_CHECKED) if isinstance(call.body, dict) else None
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given) or len(given) > _MOST:
        raise bad_request(
            f"Parameter '{_CHECKED}' is required and must be a collection of at most {_MOST} strings."
        )
    above = {one.object_id.lower() for one in transitive_groups_holding(tenant, item.object_id)}
    held = [one for one in given if one.lower() in above]
    return Reply(200, {"@odata.context": context_url(call, "Collection(Edm.String)"), "value": held})


def _security_only(call: Call) -> bool:
    refuse_options(call)
    given = call.body.get(_PARAMETER) if isinstance(call.body, dict) else None
    if not isinstance(given, bool):
        raise bad_request(f"Parameter '{_PARAMETER}' is required and must be a Boolean.")
    return given


def _answer(tenant: Tenant, call: Call, object_id: str, *, security: bool) -> Reply:
    above = transitive_groups_holding(tenant, object_id)
    ids = [one.object_id for one in above if not security or one.body["securityEnabled"]]
    return Reply(200, {"@odata.context": context_url(call, "Collection(Edm.String)"), "value": ids})


ROUTES: tuple[Route, ...] = (
    Route(
        "POST",
        "/directoryObjects/{id}/checkMemberGroups",
        _check_of_any,
        "Which of up to 20 groups an object is in, nested ones too.",
        any_of=("Directory.Read.All", "Directory.ReadWrite.All"),
        consented=False,
        reads=True,
    ),
    Route(
        "POST",
        "/servicePrincipals/{id}/getMemberGroups",
        _of_principal,
        "Ids of the groups that a service principal is in, nested ones too.",
        any_of=("Application.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"),
        consented=False,
        reads=True,
    ),
    *(
        Route(
            "POST",
            f"/directoryObjects/{{id}}/{action}",
            _of_any,
            "Ids of the groups that an object is in, nested ones too; no roles and units among them.",
            any_of=("Directory.Read.All", "Directory.ReadWrite.All"),
            consented=False,
            reads=True,
        )
        for action in ("getMemberGroups", "getMemberObjects")
    ),
    Route(
        "POST",
        "/users/{id}/getMemberGroups",
        _of_user,
        "Ids of the groups that a user is in, nested ones too.",
        any_of=("Directory.Read.All", "Directory.ReadWrite.All"),
        consented=False,
        reads=True,
    ),
    Route(
        "POST",
        "/groups/{id}/getMemberGroups",
        _of_group,
        "Ids of the groups that a group is in, nested ones too.",
        any_of=("GroupMember.Read.All", "Group.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"),
        consented=False,
        reads=True,
    ),
)
"""Routes of which groups an object is in."""
