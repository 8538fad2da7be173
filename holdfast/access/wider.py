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

WIDER: Mapping[str, tuple[str, ...]] = {
    "Application.Read.All": ("Application.ReadWrite.All", *_DIRECTORY),  # serviceprincipal-list
    "Group.Read.All": ("Group.ReadWrite.All", *_DIRECTORY),  # group-list, group-list-members
    "LicenseAssignment.Read.All": (  # subscribedsku-list
        "LicenseAssignment.ReadWrite.All",
        "Organization.Read.All",
        "Organization.ReadWrite.All",
        *_DIRECTORY,
    ),
    "Organization.Read.All": ("Organization.ReadWrite.All", *_DIRECTORY),  # organization-list
    "RoleManagement.Read.Directory": (
        "RoleManagement.ReadWrite.Directory",
    ),  # rbacapplication-list-roleassignments
    "User.Read.All": ("User.ReadWrite.All", *_DIRECTORY),  # user-list
}


def covering(permission: str, granted: Collection[str]) -> tuple[str, ...]:
    """Return those of `granted` that open what `permission` opens, itself among them, sorted."""
    return tuple(sorted({permission, *WIDER.get(permission, ())} & set(granted)))
