"""Which application permissions also open what a narrower one opens: whoever has one does not lack the other.

Left out is what opens only a part of it. Sources: the tables of permissions of the pages named beside each
(2026-11-26, recalled but for subscribedsku-list). A test holds them against what the embedded tenant takes on every
route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_DIRECTORY = ("Directory.Read.All", "Directory.ReadWrite.All")

_WIDEST: Mapping[str, tuple[str, ...]] = {
    "Application.Read.All": _DIRECTORY,  # serviceprincipal-list
    "Domain.Read.All": _DIRECTORY,  # domain-list
    "Group.Read.All": _DIRECTORY,  # group-list, group-list-members
    "GroupSettings.Read.All": _DIRECTORY,  # group-list-settings
    "LicenseAssignment.Read.All": (  # subscribedsku-list
        "Organization.Read.All",
        "Organization.ReadWrite.All",
        *_DIRECTORY,
    ),
    "Organization.Read.All": _DIRECTORY,  # organization-list
    "User.Read.All": _DIRECTORY,  # user-list
}
"""What opens it beside its twin."""
_WITH_TWIN = (
    "AccessReview.Read.All",  # accessreviewset-list-definitions
    "BackupRestore-Configuration.Read.All",  # backuprestoreroot-get, -list-protectionpolicies
    "BackupRestore-Control.Read.All",  # backuprestoreroot-get
    "BackupRestore-Restore.Read.All",  # backuprestoreroot-list-restoresessions
    "DeviceManagementServiceConfig.Read.All",  # intune-deviceconfig-devicemanagement-get
    "Policy.Read.DeviceConfiguration",  # deviceregistrationpolicy-get
    "RoleManagement.Read.Directory",  # rbacapplication-list-roleassignments
    "SharePointTenantSettings.Read.All",  # sharepointsettings-get
    "Sites.Read.All",  # site-getallsites
    "eDiscovery.Read.All",  # security-casesroot-list-ediscoverycases
)
"""What its twin alone opens besides. Of `Policy.Read.All` there is none: each that writes opens one policy."""


def _twin(permission: str) -> str:
    """Return the permission that writes what this one reads; writing opens reading."""
    return permission.replace(".Read.", ".ReadWrite.")


WIDER: Mapping[str, tuple[str, ...]] = {
    one: (_twin(one), *_WIDEST.get(one, ())) for one in sorted({*_WIDEST, *_WITH_TWIN})
}


def covering(permission: str, granted: Collection[str]) -> tuple[str, ...]:
    """Return those of `granted` that open what `permission` opens, itself among them, sorted."""
    return tuple(sorted({permission, *WIDER.get(permission, ())} & set(granted)))
