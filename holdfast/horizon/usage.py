"""What Microsoft's reports of usage tell: how much is in drives and sites, where they are, and who owns them.

They are of some two days ago. That the report of sites names the owner of a group's site by the group's address, and
goes on to name the owner of a drive as he was called, is assumed; so is the form of names that the tenant conceals.
Sources: https://learn.microsoft.com/graph/api/reportroot-getonedriveusageaccountdetail and
https://learn.microsoft.com/graph/api/resources/sharepointsiteusagedetail?view=graph-rest-beta (2026-11-27).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from holdfast.grace.facts import Drive, StrayDrive
from holdfast.horizon.sighting import Found
from holdfast.kinds.decode import MisreadError, as_boolean, as_count, as_text, member, required
from holdfast.kinds.services.usage_report import Report, each_row
from holdfast.model.horizon import Unread
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from holdfast.grace.facts import DeletedUser, Group, UnlicensedDrive
    from holdfast.kinds.services.usage_report import Row
    from holdfast.tenant.tenant import Reader

_DRIVES = Report("getOneDriveUsageAccountDetail", "Report of OneDrive usage")
_SITES = Report("getSharePointSiteUsageDetail", "Report of site usage")
_CONCEALED = re.compile(r"[0-9A-Fa-f]{16,}")
_CONCEALS = "the tenant conceals names in reports (admin center, Settings, Org settings, Reports)"
_OF_GROUP = "group"
"""Begins, in lower case, the root web template of a group's site (assumed)."""


@value_class
class OwnedDrive:
    """A drive, and whose it is."""

    owner: str
    """User principal name in lower case; empty where the report names nobody."""
    drive: Drive
    last_used: date | None
    concealed: bool = False
    """Whether `owner` is the code by which the tenant conceals the name."""


@value_class
class OwnedSite:
    """A site, and whose it is."""

    id: str
    """Of the site collection."""
    address: str
    """Empty where the report leaves it out."""
    owner: str
    """In lower case; empty where the report names nobody."""
    of_group: bool
    deleted: bool
    size_bytes: int


async def drives(tenant: Reader, now: datetime) -> Found[OwnedDrive]:
    """Read the drives, those of accounts that are gone among them.

    Where the tenant conceals whose they are, those are there that the report tells as deleted, by their codes: what
    becomes of them needs no name. That the others are anybody's is what is not read.

    Raises:
        ReadError: the report could not be read, is older than a week or is not understood.
    """
    found: list[OwnedDrive] = []
    passed = 0

    def take(row: Row) -> None:
        """Add what one row tells."""
        nonlocal passed
        owner = (member(row, "ownerPrincipalName", as_text) or "").casefold()
        concealed = _is_concealed(owner)
        if concealed and not required(row, "isDeleted", as_boolean):
            passed += 1
            return
        drive = Drive(
            address=member(row, "siteUrl", as_text) or "",
            size_bytes=required(row, "storageUsedInBytes", as_count),
        )
        found.append(OwnedDrive(owner, drive, _last_used(row), concealed))

    await each_row(tenant, _DRIVES, take, now)
    codes = sum(one.concealed for one in found)
    return Found(tuple(found), (_unnamed(passed, codes),) if passed or codes else ())


async def sites(tenant: Reader, now: datetime) -> tuple[OwnedSite, ...]:
    """Read the sites that are nobody's own.

    Raises:
        ReadError: the report could not be read, is older than a week, conceals names or is not understood.
    """
    found: list[OwnedSite] = []

    def take(row: Row) -> None:
        """Add what one row tells."""
        site = OwnedSite(
            id=required(row, "siteId", as_text),
            address=member(row, "siteUrl", as_text) or "",
            owner=_owner(row) or (member(row, "ownerDisplayName", as_text) or "").casefold(),
            of_group=(member(row, "rootWebTemplate", as_text) or "").casefold().startswith(_OF_GROUP),
            deleted=required(row, "isDeleted", as_boolean),
            size_bytes=required(row, "storageUsedInBytes", as_count),
        )
        found.append(site)

    await each_row(tenant, _SITES, take, now)
    return tuple(found)


def by_owner(found: Iterable[OwnedDrive]) -> dict[str, OwnedDrive]:
    """Return drives by whose they are; of whom two are told none is, as nothing says which is his."""
    told: dict[str, list[OwnedDrive]] = {}
    for one in found:
        told.setdefault(one.owner, []).append(one)
    return {
        owner: own[0]
        for owner, own in told.items()
        if owner and len(own) == 1 and not any(one.concealed for one in own)
    }


def ownerless(found: Iterable[OwnedSite], deleted: Iterable[DeletedUser]) -> tuple[str, ...]:
    """Return the addresses of sites without a group that nobody owns, or somebody in the bin; in order."""
    gone = {one.name.casefold() for one in deleted}
    alone = (one for one in found if not one.of_group and not one.deleted)
    return tuple(sorted(one.address or one.id for one in alone if not one.owner or one.owner in gone))


def with_drive(
    users: Iterable[DeletedUser], found: Mapping[str, OwnedDrive], there: Collection[str] | None
) -> tuple[DeletedUser, ...]:
    """Return deleted users with their drives.

    Args:
        users: the deleted ones; of two who had one name nothing says whose the drive is.
        found: drives by whose they are.
        there: names, in lower case, of who is there: whoever has the name now has the drive. None: not read.
    """
    users = [*users]
    had = Counter(one.name.casefold() for one in users)
    alone = (
        set() if there is None else {name for name, count in had.items() if count == 1 and name not in there}
    )
    return tuple(
        replace(one, drive=_drive(one.name, found) if one.name.casefold() in alone else None) for one in users
    )


def unlicensed_with_drive(
    users: Iterable[UnlicensedDrive], found: Mapping[str, OwnedDrive]
) -> tuple[UnlicensedDrive, ...]:
    """Return accounts without a licence with their drives."""
    return tuple(replace(one, drive=_drive(one.name, found)) for one in users)


def with_site(groups: Iterable[Group], found: Iterable[OwnedSite]) -> Iterator[tuple[Group, str]]:
    """Yield groups with the size of their sites, and the ids of these; empty where the report has none.

    Of an address that two sites or two groups have, such as that of a group that was deleted and made anew, nothing
    says whose is which: else a copy of the one would keep the other.
    """
    groups = [*groups]
    told: dict[str, list[OwnedSite]] = {}
    for one in found:
        if one.of_group and one.owner:
            told.setdefault(one.owner, []).append(one)
    bear = Counter(group.address.casefold() for group in groups)
    for group in groups:
        address = group.address.casefold()
        sites = told.get(address, [])
        if len(sites) != 1 or bear[address] != 1:
            yield group, ""
        else:
            yield replace(group, site_bytes=sites[0].size_bytes), sites[0].id


def strays(found: Iterable[OwnedDrive], known: Collection[str]) -> Iterator[StrayDrive]:
    """Yield the drives of owners who are in no list any longer; `known` are names in lower case."""
    for one in found:
        if one.owner not in known:
            address = one.drive.address
            name = one.owner or address or "OneDrive without a name"
            stray = StrayDrive(id=address or name, name=name, last_used=one.last_used, drive=one.drive)
            yield replace(stray, id=name, concealed=True) if one.concealed else stray


def _drive(name: str, found: Mapping[str, OwnedDrive]) -> Drive | None:
    owned = found.get(name.casefold())
    return None if owned is None else owned.drive


def _owner(row: Row) -> str:
    name = member(row, "ownerPrincipalName", as_text) or ""
    if _is_concealed(name):
        raise MisreadError("ownerPrincipalName", f"a name: {_CONCEALS}", name)
    return name.casefold()


def _is_concealed(name: str) -> bool:
    return _CONCEALED.fullmatch(name) is not None


def _unnamed(passed: int, codes: int) -> Unread:
    """Return what is not known where names are concealed: which drives are of nobody any longer.

    Args:
        passed: drives that are not told as deleted.
        codes: those that are, and stand in the look ahead by their codes.
    """
    stand = f"; {codes} that the report tells as deleted stand here by their codes" if codes else ""
    told = f"{_CONCEALS}, so that of {passed + codes} nobody can say whose they are, or that he is gone for good{stand}"
    return Unread("owners of drives", told)


def _last_used(row: Row) -> date | None:
    told = member(row, "lastActivityDate", as_text)
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        raise MisreadError("lastActivityDate", "a day", told) from None
