"""How much is in each OneDrive, a report: of the drives that have contents here, also of accounts that are gone.

A file takes a megabyte. A drive that is in the bin of sites is told as
deleted; that the report goes on to name its owner as he was called is assumed. Names are shown in it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.data import drives
from holdfast.emulator.graph.sharepoint_settings import SERVICE as SETTINGS
from holdfast.emulator.odata.usage_report import FIRST, LAST, UsageReport, whole

if TYPE_CHECKING:
    from holdfast.emulator.routing import Route
    from holdfast.emulator.tenant import Tenant

_BYTES = 2**20
_ALLOCATED = 2**40


def _rows(tenant: Tenant) -> list[dict[str, Any]]:
    return [_row(tenant, one) for one in tenant.store.all(drives.COLLECTION) if not one["gone"]]


def _row(tenant: Tenant, drive: dict[str, Any]) -> dict[str, Any]:
    files = sum(not one["gone"] for one in drive["files"])
    made = max((one["created"] for one in drive["files"]), default="")
    kept = timedelta(days=SETTINGS.value(tenant)["deletedUserPersonalSiteRetentionPeriodInDays"])
    in_time = drive["deleted"] and datetime.fromisoformat(drive["deleted"]) + kept <= tenant.now()
    deleted = drive.get("binned") or in_time
    name = drives.owner_name(tenant, drive)
    return {
        "siteUrl": drives.address(tenant, drive),
        "ownerDisplayName": name.partition("@")[0],
        "ownerPrincipalName": name,
        "isDeleted": bool(deleted),
        "lastActivityDate": made[:10] or None,
        "fileCount": files,
        "activeFileCount": 0,
        "storageUsedInBytes": files * _BYTES,
        "storageAllocatedInBytes": _ALLOCATED,
    }


_REPORT = UsageReport(
    "getOneDriveUsageAccountDetail",
    "oneDriveUsageAccountDetail",
    {
        **FIRST,
        "siteUrl": "Site URL",
        "ownerDisplayName": "Owner Display Name",
        "isDeleted": "Is Deleted",
        "lastActivityDate": "Last Activity Date",
        "fileCount": "File Count",
        "activeFileCount": "Active File Count",
        "storageUsedInBytes": "Storage Used (Byte)",
        "storageAllocatedInBytes": "Storage Allocated (Byte)",
        "ownerPrincipalName": "Owner Principal Name",
        **LAST,
    },
    whole(_rows),
    "How much is in each OneDrive that has contents here; names are shown.",
)
ROUTES: tuple[Route, ...] = (_REPORT.route(),)
"""Routes of the report about drives."""
