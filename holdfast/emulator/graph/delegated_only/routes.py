"""What only people may read, whatever an application was given: applications are refused.

The pages name no application role: termsofusecontainer-list-agreements and onpremisesdirectorysynchronization-get of
https://learn.microsoft.com/graph/api (2026-11-27), and teamsappsettings-get there (2026-11-29); of the others that
is recalled.
That the refusal is the one of a missing role is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_BOTH = ("v1.0", "beta")
_PATHS = {
    "/identityGovernance/termsOfUse/agreements": _BOTH,
    "/agreements": _BOTH,
    "/directory/onPremisesSynchronization/{id}": _BOTH,
    "/informationProtection/bitlocker/recoveryKeys": _BOTH,
    "/policies/mobileDeviceManagementPolicies": ("beta",),
    "/policies/mobileAppManagementPolicies": ("beta",),
    "/teamwork/teamsAppSettings": _BOTH,
}
"""Each with the versions that have it."""


def _refuse(_tenant: Tenant, _principal: Principal, _call: Call) -> Reply:
    raise GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")


ROUTES: tuple[Route, ...] = tuple(
    Route("GET", path, _refuse, "No application role reads it: always 403.", versions, consented=False)
    for path, versions in _PATHS.items()
)
"""Routes that refuse every application."""
