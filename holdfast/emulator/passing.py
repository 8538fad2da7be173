"""What time does to a tenant: whatever is due by its clock goes, and nothing comes back.

Knows dates and no reader of ours. Reads never write, so nothing here runs by itself: `control.move_clock` calls it.
Sources of the 30 and 90 days: research notes data-loss 1.2 and 1.8, which name
https://learn.microsoft.com/entra/architecture/recover-from-deletions (2022-11) and
https://learn.microsoft.com/microsoft-365/commerce/subscriptions/what-if-my-subscription-expires (2024-03). Microsoft's
jobs run some days later; here they run at the moment.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.data import drives, mail
from holdfast.emulator.exchange.mailbox import lifecycle
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, delete_softly, forget
from holdfast.emulator.graph.privileged_groups import state as privileged_groups
from holdfast.emulator.graph.subscriptions import SERVICE as SUBSCRIPTIONS
from holdfast.emulator.tenant import timestamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

_RESTORABLE = timedelta(days=30)
_NEXT: Mapping[str, tuple[str, timedelta | None]] = {
    "Warning": ("Suspended", timedelta(days=90)),
    "Suspended": ("Deleted", None),
}
"""What a subscription that nobody renews becomes at its next date, and how long it stays that; a trial that ended is
gone at its next date (data-loss B8, where two pages of Microsoft's differ: the earlier day)."""


def pass_time(tenant: Tenant) -> None:
    """Let go what is due by the tenant's clock; in the order in which one thing brings about another."""
    with tenant.store.transaction():
        _expire_groups(tenant)
        privileged_groups.pass_time(tenant)
        _empty_bin(tenant)
        _end_subscriptions(tenant)
        lifecycle.pass_time(tenant)
        mail.pass_time(tenant)
        drives.pass_time(tenant)


def _expire_groups(tenant: Tenant) -> None:
    """Delete the groups softly that nobody renewed, as of the day on which they expired."""
    for group in tenant.store.all("groups"):
        expires = group.get("expirationDateTime")
        if expires and "Unified" in group["groupTypes"] and datetime.fromisoformat(expires) <= tenant.now():
            delete_softly(tenant, DirectoryObject("group", group), expires)


def _empty_bin(tenant: Tenant) -> None:
    """Delete for good what has been in the directory's bin for 30 days: users, groups, policies, locations."""
    for item in tenant.store.all("deletedItems"):
        deleted = datetime.fromisoformat(item["body"]["deletedDateTime"])
        if deleted + _RESTORABLE <= tenant.now():
            forget(tenant, str(item["body"]["id"]))


def _end_subscriptions(tenant: Tenant) -> None:
    for subscription in tenant.store.all(SUBSCRIPTIONS.collection):
        ended = _as_of(tenant, subscription)
        if ended != subscription:
            tenant.store.put(SUBSCRIPTIONS.collection, str(ended["id"]), ended)


def _as_of(tenant: Tenant, subscription: dict[str, Any]) -> dict[str, Any]:
    """What a subscription has become by now."""
    due = subscription.get("nextLifecycleDateTime")
    following = _NEXT.get(str(subscription.get("status")))
    if not due or following is None or datetime.fromisoformat(due) > tenant.now():
        return subscription
    status, stays = _NEXT["Suspended"] if subscription.get("isTrial") else following
    after = None if stays is None else timestamp(datetime.fromisoformat(due) + stays)
    return _as_of(tenant, subscription | {"status": status, "nextLifecycleDateTime": after})
