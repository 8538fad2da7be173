"""Sites of SharePoint, personal ones among them: the list of all, which applications alone may read, and the root.

Of a site only its address and name are here; what is in it is not. Subsites come beside their sites, with the id of the
site collection in the middle of their own (assumed).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

COLLECTION = "sites"
"""The store's collection of sites, by their ids."""
_READ = ("Sites.Read.All", "Sites.ReadWrite.All")
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


def _root(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    for site in tenant.store.all(COLLECTION):
        if site["webUrl"] == f"https://{site['siteCollection']['hostname']}" and not site["isPersonalSite"]:
            return object_reply(call, _LISTING, site)
    raise not_found("root")


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    for site in tenant.store.all(COLLECTION):
        if call.params["id"].lower() == site["id"].lower():
            return object_reply(call, _LISTING, site)
    raise not_found(call.params["id"])


def _search(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    sought = call.query.get("$search", "*").strip('"').lower()
    every = [one for one in tenant.store.all(COLLECTION) if not one["isPersonalSite"]]
    found = [
        one
        for one in every
        if sought == "*" or sought in f"{one['displayName']} {one['name']} {one['webUrl']}".lower()
    ]
    return list_reply(call, replace(_LISTING, search=True), found)


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/sites",
        _search,
        "Sites with a word in name or address, all without ?search= (assumed); personal ones are left out.",
        any_of=_READ,
        consented=False,
    ),
    Route(
        "GET",
        "/sites/getAllSites",
        _list,
        "List all sites of the organization.",
        any_of=_READ,
    ),
    Route("GET", "/sites/{id}", _get, "Read a site, by id.", any_of=_READ, consented=False),
    Route("GET", "/sites/root", _root, "Read the tenant's root site.", any_of=_READ, consented=False),
)
"""Routes of sites."""
