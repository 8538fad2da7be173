"""Staged rollout of sign-in features: delegated only, so that applications are refused.

No application role reads it, says the page; that the refusal is the one of a missing role is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply


def _refuse(_tenant: Tenant, _principal: Principal, _call: Call) -> Reply:
    raise GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/policies/featureRolloutPolicies",
        _refuse,
        "No application role reads them: always 403.",
        consented=False,
    ),
)
"""Routes of staged rollout."""
