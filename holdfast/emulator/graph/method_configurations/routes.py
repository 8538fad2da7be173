"""The settings of every method of signing in as one list, as the policy of all of them shows them.

That the list has a path of its own, and is answered as in the policy, is what tools ask for by it; assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authentication_methods_policy import SERVICE as POLICY
from holdfast.emulator.method_configurations import ROLES
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_PART = "authenticationMethodConfigurations"
_PATH = f"{POLICY.path}/{_PART}"
_LISTING = Listing(
    context=_PATH.removeprefix("/"),
    entity="microsoft.graph.authenticationMethodConfiguration",
    properties=frozenset({"@odata.type", "id", "state", "excludeTargets"}),
    filters=dict.fromkeys(("id", "state"), frozenset({"eq"})),
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, POLICY.value(tenant, call.version)[_PART])


ROUTES: tuple[Route, ...] = (
    Route("GET", _PATH, _list, "List the settings of every method.", any_of=ROLES.read, consented=False),
)
"""Route of the list."""
