"""From everything that was seen of a tenant to every item that has a clock, or would have one if nothing kept it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.grace.copies import with_copy
from holdfast.grace.directory import SITE_RULE, group_items, user_item
from holdfast.grace.drives import deleted_drive, unlicensed_drive
from holdfast.grace.mailboxes import mailbox_item
from holdfast.grace.subscriptions import subscription_item
from holdfast.model.horizon import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.grace.facts import Facts
    from holdfast.grace.periods import Periods
    from holdfast.model.horizon import Item


def look_ahead(facts: Facts, periods: Periods) -> tuple[Item, ...]:
    """Return what becomes of everything, in order. Pure: the same facts and periods give the same items."""
    return in_order([one for one in _every(facts, periods) if one is not None])


def _every(facts: Facts, periods: Periods) -> Iterator[Item | None]:
    settings = facts.settings
    for user in facts.deleted_users:
        yield user_item(user, periods)
    for user in (*facts.deleted_users, *facts.left):
        copy = facts.drive_copies.get(user.id.casefold())
        yield with_copy(deleted_drive(user, settings, periods), copy, periods)
    for group in facts.groups:
        for item in group_items(group, settings, periods):
            copy = facts.site_copies.get(group.id) if item.rule == SITE_RULE else None
            yield with_copy(item, copy, periods)
    for mailbox in facts.mailboxes:
        told = with_copy(
            mailbox_item(mailbox, settings, periods), facts.mail_copies.get(mailbox.account), periods
        )
        yield None if told is None else replace(told, size_bytes=mailbox.size_bytes)
    for drive in facts.unlicensed_drives:
        copy = facts.drive_copies.get(drive.id.casefold())
        yield with_copy(unlicensed_drive(drive, settings, periods), copy, periods)
    for subscription in facts.subscriptions:
        yield subscription_item(subscription, periods)
