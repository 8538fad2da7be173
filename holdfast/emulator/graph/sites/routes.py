"""Sites of SharePoint, personal ones among them: the list of all, which applications alone may read.

Of a site only its address and name are here; what is in it is not. Subsites come beside their sites, with the id of the
site collection in the middle of their own (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

COLLECTION = "sites"
"""The store's collection of sites, by their ids."""
_LISTING = Listing(
    context="sites",
    entity="microsoft.graph.site",
    properties=frozenset(
        {
            *("id", "createdDateTime", "displayName", "isPersonalSite", "name", "root", "siteCollection"),
            "webUrl",
        }
    ),
    count=False,
    page_size=200,
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, tenant.store.all(COLLECTION))


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/sites/getAllSites",
        _list,
        "List all sites of the organization.",
        any_of=("Sites.Read.All", "Sites.ReadWrite.All"),
    ),
)
"""Routes of sites."""
