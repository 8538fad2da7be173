"""In which state of the older, per-user MFA a user is: disabled until somebody changes it. Beta alone, and read only.

Shape, words and roles: https://learn.microsoft.com/graph/api/authentication-get (2026-11-27). No application may change
the state (https://learn.microsoft.com/graph/api/authentication-update, 2026-11-27), so that there is no route for it.
That a user whom nobody touched is answered with `disabled`, and not with nothing, is assumed: a page says that all
users start so (https://learn.microsoft.com/entra/identity/authentication/howto-mfa-userstates, 2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.directory_objects.state import find_user
from holdfast.emulator.odata.query import context_url, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

COLLECTION = "authenticationRequirements"
"""By the id of its user, the state of whoever is not in the first one."""


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    user = find_user(tenant, call.params["id"])
    set_by_hand = tenant.store.get(COLLECTION, user["id"]) or {}
    context = context_url(call, f"users('{user['id']}')/authentication/requirements")
    state = set_by_hand.get("perUserMfaState", "disabled")
    return Reply(200, {"@odata.context": context, "perUserMfaState": state})


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/users/{id}/authentication/requirements",
        _get,
        "The state of per-user MFA; no application changes it.",
        ("beta",),
        any_of=("Policy.Read.All", "Policy.ReadWrite.AuthenticationMethod"),
    ),
)
"""Routes of per-user MFA."""
