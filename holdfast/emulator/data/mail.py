"""The items of mailboxes: where each is, how it is deleted and purged, and when it is gone for good.

A document for each mailbox, by its ExchangeGuid; what is gone stays in it, because a backup may have it.
Rules: research notes data-loss 1.4, I1, I2 and I4, and 3.1 for policies that delete (verified: learn,
recoverable-items-folder, 2021-07, and retention-policies-exchange). Left out, since
nothing here rests on it: calendar items, quotas, versions of changed items.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.values import parse_days
from holdfast.emulator.data.retention import deleted_after, is_item_kept
from holdfast.emulator.exchange.mailbox.state import find_mailbox
from holdfast.emulator.tenant import timestamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

COLLECTION = "mailItems"
GONE = "gone"
DELETIONS, PURGES, DISCOVERY_HOLDS = "Deletions", "Purges", "DiscoveryHolds"
RECOVERABLE = frozenset({DELETIONS, PURGES, DISCOVERY_HOLDS})
_STATES = ("active", "inactive", "deleted")
_DEFAULT_DAYS = "14.00:00:00"

Item = dict[str, Any]


def new_item(item_id: str, subject: str, folder: str, received: str, label: str | None = None) -> Item:
    """An item as a mailbox keeps it; `place` is where it is now, `folder` where it was before it was deleted."""
    told = {"id": item_id, "subject": subject, "folder": folder, "received": received, "label": label}
    return {**told, "place": folder, "deleted": None, "left": None}


def mailbox_values(tenant: Tenant, guid: str) -> Mapping[str, Any] | None:
    """The properties of a mailbox, whether active, inactive or soft-deleted; None once it is gone."""
    found = find_mailbox(tenant.store, guid, _STATES)
    return None if found is None else {"SingleItemRecoveryEnabled": True, **found.values()}


def delete_item(tenant: Tenant, item: Item) -> None:
    """Delete an item past Deleted Items: it goes to Deletions, from where its owner can take it back."""
    item.update(place=DELETIONS, deleted=tenant.stamp(), left=tenant.stamp())


def purge_item(tenant: Tenant, mailbox: Mapping[str, Any], item: Item) -> None:
    """Purge an item from Deletions: an administrator still finds it where recovery or a hold keeps it."""
    if mailbox["SingleItemRecoveryEnabled"] or mailbox.get("LitigationHoldEnabled"):
        item["place"] = PURGES
    else:
        item["place"] = DISCOVERY_HOLDS if is_item_kept(tenant, mailbox, item) else GONE


def close(tenant: Tenant, guid: str, moment: datetime) -> None:
    """Note that a mailbox is gone for good, and nothing was added to its backup since `moment`."""
    document = tenant.store.get(COLLECTION, guid)
    if document is not None:
        for item in document["items"]:
            item.update(place=GONE, left=item["left"] or timestamp(moment))
        tenant.store.put(COLLECTION, guid, {**document, "closed": timestamp(moment)})


def pass_time(tenant: Tenant) -> None:
    """Delete what a policy says, and erase the deleted items whose time is over, unless something keeps them."""
    for document in tenant.store.all(COLLECTION):
        mailbox = mailbox_values(tenant, document["guid"])
        if mailbox is None:
            continue
        _delete_by_policies(tenant, mailbox, document["items"])
        due = [one for one in document["items"] if one["place"] in RECOVERABLE]
        kept_for = timedelta(days=parse_days(mailbox.get("RetainDeletedItemsFor", _DEFAULT_DAYS)))
        for item in due:
            over = datetime.fromisoformat(item["deleted"]) + kept_for <= tenant.now()
            if over and not is_item_kept(tenant, mailbox, item):
                item["place"] = GONE
        tenant.store.put(COLLECTION, document["guid"], document)


def _delete_by_policies(tenant: Tenant, mailbox: Mapping[str, Any], items: list[Item]) -> None:
    """Delete what policies delete at its end, as of that moment: an owner can take it back for as long as any other."""
    there = [one for one in items if one["place"] != GONE and one["place"] not in RECOVERABLE]
    soonest = min(deleted_after(tenant, mailbox), default=None) if there else None
    if soonest is None:
        return
    now = tenant.now()
    for item in there:
        moment = datetime.fromisoformat(item["received"]) + soonest
        if moment <= now:
            item.update(place=DELETIONS, deleted=timestamp(moment), left=timestamp(moment))
