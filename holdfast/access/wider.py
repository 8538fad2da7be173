"""Which application permissions also open what a narrower one opens: whoever has one does not lack the other.

The permission that writes opens reading, in every table of permissions of Microsoft's pages (recalled, 2026-11-28); of
one that reads what several others write, such as `Policy.Read.All`, there is no such twin, so nobody holds it. Left out
is what opens only a part. A test holds all of it against what the embedded tenant takes on every route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_DIRECTORY = ("Directory.Read.All", "Directory.ReadWrite.All")

_BESIDE: Mapping[str, tuple[str, ...]] = {
    "Application.Read.All": _DIRECTORY,  # serviceprincipal-list
    "Group.Read.All": _DIRECTORY,  # group-list, group-list-members
    "GroupSettings.Read.All": _DIRECTORY,  # group-list-settings
    "LicenseAssignment.Read.All": (  # subscribedsku-list
        "Organization.Read.All",
        "Organization.ReadWrite.All",
        *_DIRECTORY,
    ),
    "User.Read.All": _DIRECTORY,  # user-list
}
"""What opens it beside its twin; sources: the pages named beside each (2026-11-26, recalled but for
subscribedsku-list)."""


def wider(permission: str) -> tuple[str, ...]:
    """Return the permissions that open all that one opens, and more; also some that no service has."""
    return (permission.replace(".Read.", ".ReadWrite."), *_BESIDE.get(permission, ()))


def covering(permission: str, granted: Collection[str]) -> tuple[str, ...]:
    """Return those of `granted` that open what `permission` opens, itself among them, sorted."""
    return tuple(sorted({permission, *wider(permission)} & set(granted)))
