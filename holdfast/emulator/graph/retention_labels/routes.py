"""Retention labels by Graph: delegated only, so that applications are refused, in the service's own way.

The answer is what rknightion/graph2otel met in a live tenant with RecordsManagement.Read.All in the token, on v1.0 and
beta (internal/collectors/purview/retentionlabels, 2026-07-16). Holdfast reads labels by cmdlets for that reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_TOLD = (
    '{"ErrorCode":"DataInsightsRequestError",'
    '"Message":"DataInsights command(GET) FAILED - Forbidden. TargetServer = X.PROD.OUTLOOK.COM"}'
)


def _refuse(_tenant: Tenant, _principal: Principal, _call: Call) -> Reply:
    raise GraphError(500, "UnknownError", _TOLD)


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/security/labels/retentionLabels",
        _refuse,
        "No application reads them, whatever its roles: always 500.",
        consented=False,
    ),
)
"""Routes of retention labels."""
