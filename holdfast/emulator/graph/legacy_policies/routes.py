"""The directory's older policies, of beta alone: the list that has the domains from which guests may come.

That policy is there once somebody restricts invitations to domains, or excludes some, which no interface here does: the
list is empty. A tenant without one was not seen (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_LISTING = Listing("legacy/policies", "microsoft.graph.policy", frozenset(), count=False)


def _list(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, ())


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/legacy/policies",
        _list,
        "List the directory's older policies; there is none.",
        ("beta",),
        any_of=("Policy.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"),
        consented=False,
    ),
)
"""Routes of older policies."""
