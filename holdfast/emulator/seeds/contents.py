"""Mail and files of a seeded tenant: as much in every mailbox and drive, all of it from before the seeding."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from holdfast.emulator.cmdlets.values import parse_moment
from holdfast.emulator.data import drives, mail
from holdfast.emulator.exchange.mailbox.state import mailboxes_in
from holdfast.emulator.seeds.ids import stable_id
from holdfast.emulator.tenant import timestamp

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_FOLDERS = ("Inbox",) * 20 + ("Sent Items",) * 15 + ("Drafts",) * 2 + ("Deleted Items",) * 3
_FILES = ("Offer", "Contract", "Minutes", "Budget", "Plan", "Drawing", "Report", "Letter", "Photo", "Notes")


def seed_contents(tenant: Tenant) -> None:
    """Fill every mailbox of an account and every drive."""
    for box in mailboxes_in(tenant.store, "active"):
        items = [
            mail.new_item(
                stable_id(tenant.domain, "item", f"{box.alias}/{number}"),
                f"Message {number}",
                folder,
                _days_ago(tenant, number),
            )
            for number, folder in enumerate(_FOLDERS, 1)
        ]
        told = {
            "guid": box.exchange_guid,
            "owner": box.directory_id,
            "created": timestamp(parse_moment(box.created)),
        }
        tenant.store.put(mail.COLLECTION, box.exchange_guid, {**told, "closed": None, "items": items})
    for user in tenant.store.all("users"):
        if user["assignedLicenses"]:
            files = [
                drives.new_file(
                    stable_id(tenant.domain, "file", f"{user['id']}/{name}"),
                    f"{name}.docx",
                    _days_ago(tenant, 10 * number),
                )
                for number, name in enumerate(_FILES, 1)
            ]
            tenant.store.put(drives.COLLECTION, user["id"], drives.new_drive(user["id"], files))


def _days_ago(tenant: Tenant, days: int) -> str:
    today = tenant.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return timestamp(today - timedelta(days=days))
