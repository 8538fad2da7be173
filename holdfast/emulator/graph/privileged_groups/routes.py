"""PIM for groups: who may become or for a while is member or owner of one. No group is taken into PIM here.

Source: https://learn.microsoft.com/graph/api/privilegedaccessgroup-list-eligibilityscheduleinstances (2026-11-27), by
which `$filter` must name a group or a principal; status and text of that refusal are assumed, and that requests are
listed alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.role_management.routes import require_pim
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal, Reply

_BELOW = "/identityGovernance/privilegedAccess/group"
_NEEDED = ("groupId", "principalId")


def _lister(name: str) -> Handler:
    listing = Listing(
        context=f"identityGovernance/privilegedAccess/group/{name}",
        entity=f"microsoft.graph.privilegedAccessGroup{name[0].upper()}{name[1:-1]}",
        properties=frozenset({"id", "accessId", "memberType", "startDateTime", "endDateTime", *_NEEDED}),
        filters=dict.fromkeys(("accessId", *_NEEDED), frozenset({"eq"})),
        count=False,
    )

    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        require_pim(tenant)
        if not any(one in call.query.get("$filter", "") for one in _NEEDED):
            raise bad_request("The filter is invalid: groupId or principalId is needed.")
        return list_reply(call, listing, ())

    return listed


ROUTES: tuple[Route, ...] = tuple(
    Route(
        "GET",
        f"{_BELOW}/{sort}{end}",
        _lister(f"{sort}{end}"),
        "Members and owners of groups by PIM: none; needs AAD_PREMIUM_P2 and a $filter.",
        any_of=(
            f"Privileged{sort.capitalize()}Schedule.Read.AzureADGroup",
            f"Privileged{sort.capitalize()}Schedule.ReadWrite.AzureADGroup",
        ),
        consented=False,
    )
    for sort in ("assignment", "eligibility")
    for end in ("ScheduleInstances", "ScheduleRequests", "Schedules")
)
"""Routes of PIM for groups."""
