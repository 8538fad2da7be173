"""The Azure Resource Manager service: `az login` asks it for subscriptions and tenants, and here are none and one.

Shapes: learn.microsoft.com, Azure REST reference, "Subscriptions - List" and "Tenants - List" (2022-12-01; recalled,
so assumed), and what azure-cli 2.91.0 reads of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.routing import Route, Router
from holdfast.emulator.wire import CmdletError, GraphError, Operation, Reply, Service

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Gate, Principal

_VERSIONS = ("",)
"""Resource Manager has its version in the query, so its routes have none."""


def arm_service() -> Service:
    """The Azure Resource Manager service."""
    return Service(name="arm", resolve=_Dispatcher(Router(ROUTES)).resolve, render_error=render_error)


def render_error(_call: Call, error: GraphError | CmdletError) -> Reply:
    """{"error": {"code", "message"}}."""
    if isinstance(error, CmdletError):
        error = GraphError(500, "InternalServerError", error.message)
    return Reply(error.status, {"error": {"code": error.code, "message": error.message}}, error.headers)


class _Dispatcher:
    def __init__(self, router: Router) -> None:
        self._router = router

    def resolve(self, _gate: Gate, tenant: Tenant, principal: Principal, call: Call) -> Operation:
        match = self._router.match(call.method, "", call.path)

        def run() -> Reply:
            if not call.query.get("api-version"):
                raise GraphError(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.",
                )
            if match is None:
                raise self._unknown(call)
            return match.route.handler(tenant, principal, replace(call, params=match.params))

        template = () if match is None else (f"{call.method} {match.route.template}",)
        return Operation(
            labels=(f"{call.method} {call.path}", *template),
            write=call.method != "GET",
            run=run,
            render_error=lambda error: render_error(call, error),
            kind="arm",
        )

    def _unknown(self, call: Call) -> GraphError:
        nearest = "; ".join(map(str, self._router.nearest(call.method, "", call.path)))
        return GraphError(
            501,
            "NotImplemented",
            f"The embedded tenant does not implement {call.method} {call.path} of Azure Resource Manager. "
            f"Nearest routes: {nearest}.",
        )


def _subscriptions(_tenant: Tenant, _principal: Principal, _call: Call) -> Reply:
    return Reply(200, {"value": [], "count": {"type": "Total", "value": 0}})


def _subscription(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    raise GraphError(
        404, "SubscriptionNotFound", f"The subscription '{call.params['id']}' could not be found."
    )


def _tenants(tenant: Tenant, _principal: Principal, _call: Call) -> Reply:
    organization: dict[str, Any] = next(iter(tenant.store.all("organization")), {})
    domains = [str(one["name"]) for one in organization.get("verifiedDomains", ())]
    row = {
        "id": f"/tenants/{tenant.tenant_id}",
        "tenantId": tenant.tenant_id,
        "countryCode": organization.get("countryLetterCode"),
        "displayName": organization.get("displayName"),
        "domains": domains,
        "defaultDomain": next(iter(domains), tenant.domain),
        "tenantCategory": "Home",
        "tenantType": "AAD",
    }
    return Reply(200, {"value": [row]})


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/subscriptions",
        _subscriptions,
        "No subscription: `az login --allow-no-subscriptions`.",
        _VERSIONS,
    ),
    Route("GET", "/subscriptions/{id}", _subscription, "404: there is none.", _VERSIONS),
    Route("GET", "/tenants", _tenants, "The tenant of the token.", _VERSIONS),
)
"""What of Azure Resource Manager there is."""
