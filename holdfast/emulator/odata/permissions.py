"""Whether a token and a tenant may use a route: application roles, then the tenant's licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.routing import Route
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Principal

_LICENCE_NAMES = {
    "P1": "AAD Premium P1",
    "P2": "AAD Premium P2",
    "GOVERNANCE": "AAD Premium P2 or Identity Governance",
    "WORKLOADS": "Workload Identities Premium",
}


def authorise(tenant: Tenant, principal: Principal, route: Route) -> None:
    """Let the request pass.

    Raises:
        GraphError: 403 Authorization_RequestDenied for a missing application role; 403 AccessDenied for a
            missing licence (text assumed: api-facts 2.6 recalls status and cause only).
    """
    if (route.any_of and not principal.roles.intersection(route.any_of)) or not principal.roles.issuperset(
        route.all_of
    ):
        raise GraphError(
            403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
        )
    if route.licence is not None:
        require_licence(tenant, route.licence)


def require_licence(tenant: Tenant, licence: str) -> None:
    """Let a tenant with one of the licences of Entra ID pass, such as "P1".

    Raises:
        GraphError: 403 AccessDenied.
    """
    if not tenant.has_licence(licence):
        raise GraphError(
            403,
            "AccessDenied",
            f"Your tenant is not licensed for this feature. It requires {_LICENCE_NAMES[licence]}.",
        )


def require_premium(tenant: Tenant) -> None:
    """Let a tenant with P1 pass that asks for reports on sign-ins.

    Raises:
        GraphError: 403 as the service words it (api-facts 4.3).
    """
    if not tenant.has_licence("P1"):
        raise GraphError(
            403,
            "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            "Neither tenant is B2C or tenant doesn't have premium license",
        )
