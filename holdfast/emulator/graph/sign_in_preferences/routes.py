"""Which method somebody is asked for first: the system chooses, and who has registered none has none.

Shape and roles: signInPreferences in https://learn.microsoft.com/graph/api/authentication-get (recalled, 2026-11-29).
Beta alone, and read only. That the switch follows the policy of the tenant is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authentication_methods_policy import SERVICE as POLICY
from holdfast.emulator.graph.directory_objects.state import find_user
from holdfast.emulator.odata.query import context_url, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    user = find_user(tenant, call.params["id"])
    preferences = POLICY.value(tenant)["systemCredentialPreferences"]
    return Reply(
        200,
        {
            "@odata.context": context_url(call, f"users('{user['id']}')/authentication/signInPreferences"),
            "isSystemPreferredAuthenticationMethodEnabled": preferences["state"] != "disabled",
            "systemPreferredAuthenticationMethod": None,
            "userPreferredMethodForSecondaryAuthentication": None,
        },
    )


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/users/{id}/authentication/signInPreferences",
        _get,
        "Which method a user is asked for first.",
        ("beta",),
        any_of=("UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All"),
        consented=False,
    ),
)
"""Route of what somebody is asked for first."""
