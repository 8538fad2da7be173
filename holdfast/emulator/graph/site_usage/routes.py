"""How much is in each site, and whose it is, a report: of site collections that are nobody's own.

As JSON, which beta answers and v1.0 does not. A site has its owner in `owner`, or that of a group the group's id in
`groupId`; one of neither is an administrator's. Every site takes a megabyte, and names are shown. That the owner of the
site of a group is told by the address of the group is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.sites.routes import COLLECTION
from holdfast.emulator.odata.usage_report import asked, paged
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_BYTES = 2**20
_ALLOCATED = 25 * 2**40


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    wanted, sites = asked(tenant, call), dict[str, dict[str, Any]]()
    for one in tenant.store.all(COLLECTION):
        if not one["isPersonalSite"]:
            sites.setdefault(one["id"].split(",")[1], one)
    rows = [_row(tenant, collection, one) for collection, one in sites.items()]
    return paged(call, wanted, "sharePointSiteUsageDetail", rows)


def _row(tenant: Tenant, collection: str, site: dict[str, Any]) -> dict[str, Any]:
    group = _group(tenant, site)
    owner = site.get("owner", f"admin@{tenant.domain}") if group is None else group["mail"]
    return {
        "siteId": collection,
        "siteUrl": site["webUrl"],
        "ownerDisplayName": owner.partition("@")[0] if group is None else f"{group['displayName']} Owners",
        "ownerPrincipalName": owner,
        "isDeleted": bool(group and group["deletedDateTime"]),
        "lastActivityDate": None,
        "fileCount": 1,
        "activeFileCount": 0,
        "pageViewCount": 0,
        "visitedPageCount": 0,
        "storageUsedInBytes": _BYTES,
        "storageAllocatedInBytes": _ALLOCATED,
        "rootWebTemplate": "Team Site" if group is None else "Group",
    }


def _group(tenant: Tenant, site: dict[str, Any]) -> dict[str, Any] | None:
    key = site.get("groupId")
    kept: dict[str, Any] = (key and tenant.store.get("deletedItems", key)) or {}
    found: dict[str, Any] | None = (key and tenant.store.get("groups", key)) or kept.get("body")
    return None if found is None else {"deletedDateTime": None, **found}


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/reports/getSharePointSiteUsageDetail(period='{period}')",
        _list,
        "How much is in each site, and whose it is, as JSON; names are shown, and every site has one file.",
        versions=("beta",),
        any_of=("Reports.Read.All",),
    ),
)
"""Routes of the report about sites."""
