"""Teams: the groups that were provisioned as one, listed; what is set of a team is left out.

Source: https://learn.microsoft.com/graph/api/teams-list (2026-11-28), by which the list has three properties alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_SHOWN = ("id", "displayName", "description")
_LISTING = Listing(
    context="teams",
    entity="microsoft.graph.team",
    properties=frozenset(_SHOWN),
    filters={"displayName": frozenset({"eq", "startswith"}), "id": frozenset({"eq"})},
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    teams = [
        one for one in tenant.store.all("groups") if "Team" in (one["resourceProvisioningOptions"] or ())
    ]
    return list_reply(call, _LISTING, [{name: one[name] for name in _SHOWN} for one in teams])


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/teams",
        _list,
        "List teams, with id, name and description.",
        any_of=("Team.ReadBasic.All", "TeamSettings.Read.All", "TeamSettings.ReadWrite.All"),
        consented=False,
    ),
)
"""Routes of teams."""
