"""The files of OneDrives: versions, recycle bin, and what becomes of a drive when its account goes.

A document for each drive, by the id of its owner. Rules: research notes data-loss 1.5: O1, S1, S3, S6 (verified: learn,
sharepoint/retention-and-deletion 2024-04, retention-policies-sharepoint). 500 versions by default: secondary
(https://practical365.com/intelligent-versioning-sharepoint, on MC789209 of 2024-08, excerpt of 2026-11-27). The drive
of an account without a licence is archived and goes, and no policy keeps what nobody pays for: O2 (inferred from
unlicensed-onedrive-accounts, 2024-10) and O3 (message centre MC1381110, excerpt, 2026-06); of the months without pay
one stretch counts, as nothing here pays for some. Left out: the 14 days in which support may put a whole site back,
which nobody can plan with (S5).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.data.retention import does_policy_keep, is_file_kept
from holdfast.emulator.graph.backup_restore.state import note_left
from holdfast.emulator.graph.backup_restore.workloads import ONEDRIVE
from holdfast.emulator.graph.sharepoint_settings import SERVICE as SETTINGS
from holdfast.emulator.tenant import timestamp

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

COLLECTION = "driveFiles"
VERSIONS_KEPT = 500
PAID = "archive_paid"
"""Tenant setting: whether somebody pays for archived drives, as Microsoft 365 Archive has it."""
_BIN = timedelta(days=93)
"""Over both stages, from the first deletion on."""
_ARCHIVED, _UNLICENSED, _UNPAID = timedelta(days=93), timedelta(days=186), timedelta(days=365)
"""After how long a drive without a licence is archived, is gone unless a policy keeps it, and is gone anyway."""
_COUNTED_FROM = datetime(2026, 7, 1, tzinfo=UTC)
"""The first day that counts of those without pay."""

_AT_FIRST = {"deleted": None, "unlicensed": None, "archived": False, "gone": False}
File = dict[str, Any]


def new_file(file_id: str, name: str, created: str, label: str | None = None) -> File:
    """A file as a drive keeps it, with its first version; `spoiled` is since when it is not as its owner left it."""
    version = {"readable": True, "times": 1}
    return {
        "id": file_id,
        "name": name,
        "created": created,
        "label": label,
        "versions": [version],
        "deleted": None,
        "spoiled": None,
        "gone": False,
    }


def new_drive(owner: str, files: list[File]) -> dict[str, Any]:
    """A drive as the tenant keeps it."""
    return {"owner": owner, "files": files, "versionsKept": VERSIONS_KEPT, **_AT_FIRST}


def owner_name(tenant: Tenant, drive: dict[str, Any]) -> str:
    """What the owner of a drive is called, or was when the account was there."""
    owner, kept = drive["owner"], tenant.store.get("deletedItems", drive["owner"])
    if kept is not None:
        # The directory puts the id before the name of a deleted user, so that the name is free.
        return str(kept["body"]["userPrincipalName"]).removeprefix(owner.replace("-", ""))
    account: dict[str, Any] = tenant.store.get("users", owner) or {}
    return str(account.get("userPrincipalName", drive.get("name", "")))


def address(tenant: Tenant, drive: dict[str, Any]) -> str:
    """Where a drive is, by the name of its owner."""
    host = f"{tenant.domain.partition('.')[0]}-my.sharepoint.com"
    return f"https://{host}/personal/{re.sub(r'[^0-9A-Za-z]', '_', owner_name(tenant, drive))}"


def is_as_it_was(file: File) -> bool:
    """Whether a file is where its owner left it, and can be read."""
    return file["spoiled"] is None and not file["gone"]


def has_readable_version(file: File) -> bool:
    """Whether some version of a file, in the drive or in a recycle bin, can be read."""
    return not file["gone"] and any(one["readable"] for one in file["versions"])


def overwrite(tenant: Tenant, drive: dict[str, Any], file: File, times: int) -> None:
    """Save a file over, so many times, with what nobody can read; a policy keeps versions past their number (S6)."""
    file["versions"].append({"readable": False, "times": times})
    file["spoiled"] = file["spoiled"] or tenant.stamp()
    if does_policy_keep(tenant, datetime.fromisoformat(file["created"]), address(tenant, drive)):
        return
    room, kept = drive["versionsKept"], []
    for version in reversed(file["versions"]):
        if room > 0:
            kept.append({**version, "times": min(room, version["times"])})
        room -= version["times"]
    file["versions"] = kept[::-1]


def delete_file(tenant: Tenant, file: File) -> None:
    """Move a file to the recycle bin, where it has 93 days whichever stage it is in."""
    file.update(deleted=tenant.stamp(), spoiled=file["spoiled"] or tenant.stamp())


def account_deleted(tenant: Tenant, owner: str) -> None:
    """Begin the last days of the drive of a deleted account."""
    note_left(tenant, ONEDRIVE, owner, tenant.now())
    drive = tenant.store.get(COLLECTION, owner)
    if drive is not None:
        for file in drive["files"]:
            file["spoiled"] = file["spoiled"] or tenant.stamp()
        left = {"deleted": tenant.stamp(), "name": owner_name(tenant, drive)}
        tenant.store.put(COLLECTION, owner, {**drive, **left})


def account_restored(tenant: Tenant, owner: str) -> None:
    """Bring the drive of a restored account back, with what was not spoiled before."""
    drive = tenant.store.get(COLLECTION, owner)
    if drive is None or drive["gone"] or drive["deleted"] is None:
        return
    note_left(tenant, ONEDRIVE, owner, None)
    for file in drive["files"]:
        if file["spoiled"] == drive["deleted"] and file["deleted"] is None:
            file["spoiled"] = None
    tenant.store.put(COLLECTION, owner, {**drive, "deleted": None, "binned": None})


def licence_changed(tenant: Tenant, owner: str, *, licensed: bool) -> None:
    """Begin the last days of a drive whose owner has no licence for it any longer, or take it out of the archive."""
    note_left(tenant, ONEDRIVE, owner, None if licensed else tenant.now())
    drive = tenant.store.get(COLLECTION, owner)
    if drive is not None and not drive["gone"]:
        since = None if licensed else drive["unlicensed"] or tenant.stamp()
        archived = drive["archived"] and not licensed
        tenant.store.put(COLLECTION, owner, {**drive, "unlicensed": since, "archived": archived})


def remove_for_good(tenant: Tenant, owner: str) -> bool:
    """Delete a drive and empty it out of the bin of sites; False where there is none, or a policy forbids it (S1)."""
    drive = tenant.store.get(COLLECTION, owner)
    if drive is None or _is_kept(tenant, drive):
        return False
    _erase(tenant, drive)
    return True


def pass_time(tenant: Tenant) -> None:
    """Erase the files whose time in the bin is over, and the drives of accounts or licences that are gone for long."""
    for drive in tenant.store.all(COLLECTION):
        if _is_unpaid(tenant, drive):
            _erase(tenant, drive)
            continue
        _move_to_bin(tenant, drive)
        if _is_due(tenant, drive):
            if not _is_kept(tenant, drive):
                _erase(tenant, drive)
            continue
        if drive["unlicensed"] and not drive["archived"] and _is_over(tenant, drive["unlicensed"], _ARCHIVED):
            drive["archived"] = True
            tenant.store.put(COLLECTION, drive["owner"], drive)
        binned = [one for one in drive["files"] if one["deleted"] and not one["gone"]]
        for file in binned:
            file["gone"] = _is_over(tenant, file["deleted"], _BIN) and not is_file_kept(
                tenant, file, address(tenant, drive)
            )
        if binned:
            tenant.store.put(COLLECTION, drive["owner"], drive)


def _is_kept(tenant: Tenant, drive: dict[str, Any]) -> bool:
    place = address(tenant, drive)
    return any(is_file_kept(tenant, one, place) for one in drive["files"])


def _move_to_bin(tenant: Tenant, drive: dict[str, Any]) -> None:
    """Put the drive of a deleted user into the bin of sites when its days are over.

    What is there for want of a licence by the deletion has been there since (inferred from O2); a retention that is
    raised afterwards changes nothing of it (inferred; research notes data-loss W20).
    """
    if not drive["deleted"] or drive.get("binned"):
        return
    deleted = datetime.fromisoformat(drive["deleted"])
    moved = deleted + timedelta(days=SETTINGS.value(tenant)["deletedUserPersonalSiteRetentionPeriodInDays"])
    if drive["unlicensed"] and not tenant.store.setting(PAID, default=False) and not _is_kept(tenant, drive):
        unlicensed = datetime.fromisoformat(drive["unlicensed"]) + _ARCHIVED
        moved = unlicensed if unlicensed <= deleted else moved
    if moved <= tenant.now():
        drive["binned"] = timestamp(moved)
        tenant.store.put(COLLECTION, drive["owner"], drive)


def _is_due(tenant: Tenant, drive: dict[str, Any]) -> bool:
    """Whether a drive goes now unless a policy keeps it: its account is gone for long enough, or its licence."""
    if drive["deleted"]:
        return bool(drive.get("binned")) and _is_over(tenant, drive["binned"], _BIN)
    paid = tenant.store.setting(PAID, default=False)
    return bool(drive["unlicensed"]) and not paid and _is_over(tenant, drive["unlicensed"], _UNLICENSED)


def _is_unpaid(tenant: Tenant, drive: dict[str, Any]) -> bool:
    """Whether nobody has paid for a drive without account or licence for so long that nothing keeps it."""
    since = [datetime.fromisoformat(one) for one in (drive["deleted"], drive["unlicensed"]) if one]
    if not since or tenant.store.setting(PAID, default=False):
        return False
    return max(min(since), _COUNTED_FROM) + _UNPAID <= tenant.now()


def _erase(tenant: Tenant, drive: dict[str, Any]) -> None:
    for file in drive["files"]:
        file.update(gone=True, spoiled=file["spoiled"] or tenant.stamp())
    tenant.store.put(COLLECTION, drive["owner"], {**drive, "gone": True})


def _is_over(tenant: Tenant, since: str, lasts: timedelta) -> bool:
    return datetime.fromisoformat(since) + lasts <= tenant.now()
