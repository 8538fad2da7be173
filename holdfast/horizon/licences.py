"""Since when an account has no licence for mailbox or drive, by the changes that the directory's audit log tells.

An event tells the licences before and after the change as texts with the ids of products, and of the plans that are
switched off in them (the property `AssignedLicense` or `AssignedLicenses`; its form is recalled, so only ids are looked
for). What counts is the last change from having the service to having it not: an unrelated change dates nothing, and
neither does one that was taken back. An event that does not tell the licences may be the one that took them.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.horizon.moments import to_second
from holdfast.kinds.decode import as_guid, as_list, as_object, as_past, as_text, member, required
from holdfast.model.directory import GUIDS, LOG_DAYS
from holdfast.model.value_class import value_class
from holdfast.tenant.asked import Condition, alike, quoted
from holdfast.tenant.audit_result import was_done

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_CHANGED = "Change user license"
_LICENCES = "assignedlicense"


@value_class
class _Change:
    moment: datetime
    before: frozenset[str]
    after: frozenset[str]
    told: bool


@value_class
class Licences:
    """What changed of whose licences, and which services each product gives."""

    changes: Mapping[str, tuple[_Change, ...]] = field(default_factory=dict)
    """By the id of the user in lower case, the first first."""
    plans: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Names of the plans of each product by their ids, by the id of the product; ids in lower case."""

    def lost(self, user: str, service: re.Pattern[str]) -> datetime | None:
        """Return since when a user, by the id in lower case, has no plan of a service; None where nothing tells it."""
        changes = self.changes.get(user, ())
        since = None
        for one in changes:
            if one.told and self._gives(one.after, service):
                since = None
            elif one.told and self._gives(one.before, service):
                since = one.moment
        return since or next((one.moment for one in changes if not one.told), None)

    def _gives(self, ids: frozenset[str], service: re.Pattern[str]) -> bool:
        """Return whether a product among `ids` gives the service by a plan that is not among them, switched off."""
        return any(
            service.match(name) and plan not in ids
            for product in ids
            for plan, name in self.plans.get(product, {}).items()
        )


async def licences(tenant: Reader, now: datetime) -> Licences:
    """Read whose licences changed in the log's reach, and what the tenant's products give."""
    since = to_second(now - timedelta(days=LOG_DAYS))
    wanted = Condition(
        f"activityDisplayName eq {quoted(_CHANGED)} and activityDateTime ge {since}",
        lambda row: (
            alike(row.get("activityDisplayName"), _CHANGED)
            and str(row.get("activityDateTime"))[:19] >= since[:19]
        ),
    )
    events, products = await asyncio.gather(
        tenant.graph.collection("/auditLogs/directoryAudits", wanted),
        tenant.graph.collection("/subscribedSkus"),
    )
    return Licences(_changes(events, now), {required(one, "skuId", as_guid): _plans(one) for one in products})


def _changes(events: Iterable[Row], now: datetime) -> dict[str, tuple[_Change, ...]]:
    found: dict[str, list[_Change]] = {}
    for event in events:
        if not was_done(event.get("result")):
            continue
        moment = required(event, "activityDateTime", as_past(now))
        for one in required(event, "targetResources", as_list):
            target = as_object(one, "targetResources")
            found.setdefault(required(target, "id", as_guid), []).append(_change(moment, target))
    return {user: tuple(sorted(some, key=lambda one: one.moment)) for user, some in found.items()}


def _change(moment: datetime, target: Row) -> _Change:
    before, after, told = set[str](), set[str](), False
    for one in member(target, "modifiedProperties", as_list) or []:
        changed = as_object(one, "modifiedProperties[]")
        if (member(changed, "displayName", as_text) or "").casefold().startswith(_LICENCES):
            before |= _ids(changed, "oldValue")
            after |= _ids(changed, "newValue")
            told = told or bool(before | after)
    return _Change(moment, frozenset(before), frozenset(after), told)


def _ids(changed: Row, name: str) -> set[str]:
    return {one.casefold() for one in GUIDS.findall(str(changed.get(name) or ""))}


def _plans(product: Row) -> dict[str, str]:
    plans = [as_object(one, "servicePlans[]") for one in required(product, "servicePlans", as_list)]
    return {
        required(one, "servicePlanId", as_guid): required(one, "servicePlanName", as_text).upper()
        for one in plans
    }
