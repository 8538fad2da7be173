"""What of a tenant's mail and files is as people left it, and what of the rest could still be brought back.

An item can be brought back while it is in its mailbox, deleted or not, and the mailbox is there, be it inactive or
soft-deleted; a file while it has a version that can be read, in the drive or in a recycle bin; and either while
Microsoft 365 Backup has a copy from before. A backup has no drafts and nothing that was only in Deleted Items
(data-loss K5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.data import drives, mail
from holdfast.emulator.data.copies import has_copy
from holdfast.emulator.exchange.mailbox.state import find_mailbox
from holdfast.emulator.graph.backup_restore.workloads import EXCHANGE, ONEDRIVE

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

NOT_BACKED_UP = frozenset({"Drafts", "Deleted Items"})


@dataclass(frozen=True, slots=True)
class Inventory:
    """Ids of what is there."""

    items: frozenset[str]
    mailboxes: frozenset[str]
    files: frozenset[str]

    def without(self, other: Inventory) -> Inventory:
        """What is here and not in `other`."""
        return Inventory(self.items - other.items, self.mailboxes - other.mailboxes, self.files - other.files)

    def within(self, other: Inventory) -> Inventory:
        """What is here and in `other`."""
        return Inventory(self.items & other.items, self.mailboxes & other.mailboxes, self.files & other.files)

    def joined(self, other: Inventory) -> Inventory:
        """What is here or in `other`."""
        return Inventory(self.items | other.items, self.mailboxes | other.mailboxes, self.files | other.files)


def as_people_left_it(tenant: Tenant) -> Inventory:
    """What is where its owner left it: mailboxes of accounts that are there, items not deleted, files not spoiled."""
    boxes, own = tenant.store.all(mail.COLLECTION), tenant.store.all(drives.COLLECTION)
    active = [one for one in boxes if find_mailbox(tenant.store, one["guid"]) is not None]
    return Inventory(
        frozenset(item["id"] for one in active for item in one["items"] if item["deleted"] is None),
        frozenset(one["guid"] for one in active),
        frozenset(file["id"] for one in own for file in one["files"] if drives.is_as_it_was(file)),
    )


def restorable(tenant: Tenant) -> Inventory:
    """What is there or can be brought back, by whoever administers the tenant."""
    return in_place(tenant).joined(backed_up(tenant))


def in_place(tenant: Tenant) -> Inventory:
    """What is in its mailbox or drive, deleted or not, or in a recycle bin, and can be read."""
    boxes, own = tenant.store.all(mail.COLLECTION), tenant.store.all(drives.COLLECTION)
    there = [one for one in boxes if mail.mailbox_values(tenant, one["guid"]) is not None]
    return Inventory(
        frozenset(item["id"] for one in there for item in one["items"] if item["place"] != mail.GONE),
        frozenset(one["guid"] for one in there),
        frozenset(file["id"] for one in own for file in one["files"] if drives.has_readable_version(file)),
    )


def backed_up(tenant: Tenant) -> Inventory:
    """What Microsoft 365 Backup has a copy of, from before anything happened to it."""
    boxes, own = tenant.store.all(mail.COLLECTION), tenant.store.all(drives.COLLECTION)
    return Inventory(
        frozenset(item["id"] for one in boxes for item in one["items"] if _item(tenant, one, item)),
        frozenset(one["guid"] for one in boxes if _mailbox(tenant, one)),
        frozenset(file["id"] for one in own for file in one["files"] if _file(tenant, one, file)),
    )


def _item(tenant: Tenant, box: dict[str, Any], item: dict[str, Any]) -> bool:
    if item["folder"] in NOT_BACKED_UP:
        return False
    return has_copy(tenant, EXCHANGE, box["owner"], item["received"], item["left"])


def _mailbox(tenant: Tenant, box: dict[str, Any]) -> bool:
    return has_copy(tenant, EXCHANGE, box["owner"], box["created"], box["closed"])


def _file(tenant: Tenant, drive: dict[str, Any], file: dict[str, Any]) -> bool:
    return has_copy(tenant, ONEDRIVE, drive["owner"], file["created"], file["spoiled"])
