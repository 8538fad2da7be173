"""A look ahead with every fate for the reports: overdue, dated, without a day, kept, and a source that was not read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from holdfast.model.horizon import Fate, Horizon, Item, Unread, in_order
from holdfast.model.keeper import Keeper
from holdfast.model.plan import Cloud

TODAY = date(2026, 11, 24)


def item(name: str, fate: Fate, lost_from: date | None, *keepers: Keeper) -> Item:
    return Item(
        object="mailbox",
        name=name,
        object_id=f"id of {name}",
        rule="M1",
        fate=fate,
        lost_from=lost_from,
        since=None,
        kept_by=keepers,
        explanation=f"the account of {name} was deleted, and nothing held its mailbox before",
        to_do=f"restore the account of {name}, license it, hold it, and delete it again",
    )


def ahead(name: str = "Anna", unread: str = "refused") -> Horizon:
    """A look ahead of which one name, its rule's words and a reason are given."""
    hold = Keeper("retention policy", name)
    items = [
        item(name, Fate.LOST, date(2026, 12, 3)),
        item("Boris", Fate.LOST, date(2026, 12, 4)),
        item("Carla", Fate.LOST, date(2026, 11, 20)),
        item("Dirk", Fate.UNKNOWN, date(2027, 2, 26)),
        item("Esra", Fate.UNKNOWN, None),
        item("Femke", Fate.KEPT, None, hold),
        replace(
            item("Gita", Fate.KEPT, date(2027, 11, 1), Keeper("Microsoft 365 Backup", "Every mailbox")),
            rule="K1",
            size_bytes=3_200_000_000,
            to_do="restore it from Microsoft 365 Backup before that day if it is still needed",
        ),
    ]
    return Horizon(
        client="contoso",
        tenant="contoso.onmicrosoft.com",
        cloud=Cloud.GLOBAL,
        today=TODAY,
        within_days=None,
        items=in_order(items),
        unread=(Unread("subscriptions", unread),),
        inactive_accounts=3,
        overridden=(),
    )
