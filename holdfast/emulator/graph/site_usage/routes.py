"""How much is in each site, and whose it is, a report: of site collections that are nobody's own.

A site has its owner in `owner`, or that of a group the group's id in
`groupId`; one of neither is an administrator's. Every site takes a megabyte, and names are shown. That the owner of the
site of a group is told by the address of the group is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.sites.routes import COLLECTION
from holdfast.emulator.odata.usage_report import FIRST, LAST, UsageReport, whole

if TYPE_CHECKING:
    from holdfast.emulator.routing import Route
    from holdfast.emulator.tenant import Tenant

_BYTES = 2**20
_ALLOCATED = 25 * 2**40


def _rows(tenant: Tenant) -> list[dict[str, Any]]:
    sites = dict[str, dict[str, Any]]()
    for one in tenant.store.all(COLLECTION):
        if not one["isPersonalSite"]:
            sites.setdefault(one["id"].split(",")[1], one)
    return [_row(tenant, collection, one) for collection, one in sites.items()]


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


_REPORT = UsageReport(
    "getSharePointSiteUsageDetail",
    "sharePointSiteUsageDetail",
    {
        **FIRST,
        "siteId": "Site Id",
        "siteUrl": "Site URL",
        "ownerDisplayName": "Owner Display Name",
        "isDeleted": "Is Deleted",
        "lastActivityDate": "Last Activity Date",
        "fileCount": "File Count",
        "activeFileCount": "Active File Count",
        "pageViewCount": "Page View Count",
        "visitedPageCount": "Visited Page Count",
        "storageUsedInBytes": "Storage Used (Byte)",
        "storageAllocatedInBytes": "Storage Allocated (Byte)",
        "rootWebTemplate": "Root Web Template",
        **LAST,
    },
    whole(_rows),
    "How much is in each site, and whose it is; names are shown, and every site has one file.",
)
ROUTES: tuple[Route, ...] = (_REPORT.route(),)
"""Routes of the report about sites."""
