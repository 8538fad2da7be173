"""`/me`, the user who signed in: applications alone sign in to the embedded tenant, and they are refused it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply


def _refuse(_tenant: Tenant, _principal: Principal, _call: Call) -> Reply:
    raise GraphError(400, "BadRequest", "/me request is only valid with delegated authentication flow.")


ROUTES: tuple[Route, ...] = (
    Route("GET", "/me", _refuse, "Applications have nobody behind them: always 400.", consented=False),
)
"""Routes of the user who signed in."""
