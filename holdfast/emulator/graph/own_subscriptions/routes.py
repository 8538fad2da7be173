"""Subscriptions of the application itself to changes: it has none, and what makes one is left out.

Source: subscription-list of https://learn.microsoft.com/graph/api (recalled, 2026-11-29): an application sees its own,
and needs no role for the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.odata.nothing import nothing_reply
from holdfast.emulator.odata.query import Listing
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_LISTING = Listing(
    context="subscriptions",
    entity="microsoft.graph.subscription",
    properties=frozenset({"id", "resource", "changeType", "expirationDateTime", "applicationId"}),
)


def _list(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return nothing_reply(call, _LISTING)


ROUTES: tuple[Route, ...] = (
    Route(
        "GET", "/subscriptions", _list, "Subscriptions of the application to changes: none.", consented=False
    ),
)
"""Route of subscriptions."""
