"""From everything that was seen of a tenant to every item that has a clock, or would have one if nothing kept it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.grace.directory import group_items, user_item
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
        yield deleted_drive(user, settings, periods)
    for user in facts.left:
        yield deleted_drive(user, settings, periods)
    for group in facts.groups:
        yield from group_items(group, settings, periods)
    for mailbox in facts.mailboxes:
        item = mailbox_item(mailbox, settings, periods)
        yield None if item is None else replace(item, size_bytes=mailbox.size_bytes)
    for drive in facts.unlicensed_drives:
        yield unlicensed_drive(drive, settings, periods)
    for subscription in facts.subscriptions:
        yield subscription_item(subscription, periods)
