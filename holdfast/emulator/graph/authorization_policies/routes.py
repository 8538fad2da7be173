"""The authorization policy by beta: a collection of one, with what users may consent to in a property of its own.

Source: https://learn.microsoft.com/graph/api/authorizationpolicy-get?view=graph-rest-beta (2026-11-27): the object is
at `/policies/authorizationPolicy/authorizationPolicy`, and has `permissionGrantPolicyIdsAssignedToDefaultUserRole` and
`enabledPreviewFeatures`. That the list answers it in `value` is what clients expect (Maester, Microsoft365DSC).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.authorization_policy import SERVICE
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal, Reply

_CONSENT = "permissionGrantPolicyIdsAssignedToDefaultUserRole"
_OF_V1 = "permissionGrantPoliciesAssigned"
_USERS = "defaultUserRolePermissions"
_PREVIEWS = "enabledPreviewFeatures"
_ITEM = f"{SERVICE.path}/{{id}}"
_LISTING = Listing(
    context=SERVICE.path.removeprefix("/"),
    entity="microsoft.graph.authorizationPolicy",
    properties=frozenset({*SERVICE.properties, _CONSENT, _PREVIEWS}),
)


def _shown(tenant: Tenant) -> dict[str, Any]:
    value = SERVICE.value(tenant)
    users = {name: one for name, one in value[_USERS].items() if name != _OF_V1}
    return {**value, _USERS: users, _CONSENT: value[_USERS][_OF_V1], _PREVIEWS: []}


def _found(tenant: Tenant, call: Call) -> dict[str, Any]:
    shown = _shown(tenant)
    if call.params["id"].lower() != shown["id"].lower():
        raise not_found(call.params["id"])
    return shown


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, [_shown(tenant)])


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, _found(tenant, call))


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    _found(tenant, call)
    body = dict(call.body) if isinstance(call.body, dict) else {}
    if body.pop(_PREVIEWS, []):
        raise GraphError(501, "NotImplemented", f"The embedded tenant changes no {_PREVIEWS}.")
    if _CONSENT in body:
        body[_USERS] = {**(body.get(_USERS) or {}), _OF_V1: body.pop(_CONSENT)}
    return SERVICE.update(tenant, principal, replace(call, body=body))


def _route(method: str, path: str, handler: Handler, doc: str) -> Route:
    roles = SERVICE.roles.read if method == "GET" else SERVICE.roles.write
    return Route(method, path, handler, doc, ("beta",), any_of=roles, consented=False)


ROUTES: tuple[Route, ...] = (
    _route("GET", SERVICE.path, _list, "The authorization policy, in a list of one."),
    _route("GET", _ITEM, _get, "Read the authorization policy."),
    _route("PATCH", _ITEM, _update, "Change the authorization policy."),
)
"""Routes of beta."""
