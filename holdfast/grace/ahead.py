"""From everything that was seen of a tenant to every item that has a clock, or would have one if nothing kept it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.grace.copies import with_copy
from holdfast.grace.directory import SITE_RULE, group_items, setting_item, user_item
from holdfast.grace.drives import deleted_drive, stray_drive, unlicensed_drive
from holdfast.grace.mailboxes import FULL_RULE, mailbox_item
from holdfast.grace.subscriptions import subscription_item
from holdfast.grace.tags import tag_items
from holdfast.model.horizon import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.grace.facts import DeletedUser, Facts, UnlicensedDrive
    from holdfast.grace.periods import Periods
    from holdfast.model.horizon import Item


def look_ahead(facts: Facts, periods: Periods) -> tuple[Item, ...]:
    """Return what becomes of everything, in order. Pure: the same facts and periods give the same items."""
    return in_order([one for one in _every(facts, periods) if one is not None])


def _every(facts: Facts, periods: Periods) -> Iterator[Item | None]:
    settings = facts.settings
    yield from (user_item(one, periods) for one in facts.deleted_users)
    for user in (*facts.deleted_users, *facts.left):
        yield _drive(user, deleted_drive(user, settings, periods), facts, periods)
    yield from (setting_item(one, periods) for one in facts.deleted_settings)
    for group in facts.groups:
        for item in group_items(group, settings, periods):
            of_site = item.rule == SITE_RULE
            copied = with_copy(item, facts.site_copies.get(group.id) if of_site else None, periods)
            yield replace(copied, size_bytes=group.site_bytes) if of_site else copied
    for mailbox in facts.mailboxes:
        box = mailbox_item(mailbox, settings, periods)
        if box is not None:
            of_what_comes = box.rule == FULL_RULE  # no copy has mail that never came in
            copied = with_copy(
                box, None if of_what_comes else facts.mail_copies.get(mailbox.account), periods
            )
            yield replace(copied, size_bytes=mailbox.size_bytes)
    for drive in facts.unlicensed_drives:
        yield _drive(drive, unlicensed_drive(drive, settings, periods), facts, periods)
    for stray in facts.stray_drives:
        yield replace(stray_drive(stray, settings, periods), size_bytes=stray.drive.size_bytes)
    yield from tag_items(facts.tags or (), facts.tagged, settings)
    for subscription in facts.subscriptions:
        yield subscription_item(subscription, facts.subscriptions, periods)


def _drive(
    of: DeletedUser | UnlicensedDrive, item: Item | None, facts: Facts, periods: Periods
) -> Item | None:
    """Return what becomes of a drive, with its copy and its size."""
    if item is None:
        return None
    copied = with_copy(item, facts.drive_copies.get(of.id.casefold()), periods)
    return copied if of.drive is None else replace(copied, size_bytes=of.drive.size_bytes)
