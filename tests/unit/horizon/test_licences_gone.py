"""Since when somebody has no licence, by what the audit log tells of the changes."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.horizon.licences import licences
from holdfast.kinds.services.drive_plans import DRIVE_PLAN_NAMES
from holdfast.kinds.services.mailbox import MAKES_MAILBOXES

if TYPE_CHECKING:
    import re

    from holdfast.tenant.asked import Condition

OFFICE, LARGER, DRAWING = (f"0badcafe-0000-4000-8000-{number:012x}" for number in (1, 2, 3))
MAIL, FILES, WEB = (f"0badcafe-0000-4000-8000-{number:012x}" for number in (4, 5, 6))
USER = "0badcafe-0000-4000-8000-000000000009"
GIVES = {MAIL: "EXCHANGE_S_ENTERPRISE", FILES: "SHAREPOINTENTERPRISE"}
PRODUCTS = {OFFICE: GIVES, LARGER: GIVES, DRAWING: {WEB: "SHAREPOINTWAC"}}
"""Office for the web comes with products without a drive, and gives none."""
NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Log:
    """Answers with the events and the tenant's products."""

    def __init__(self, events: list[dict[str, Any]]) -> None:
        self.graph = self
        self.events = events

    async def collection(self, path: str, _where: Condition | None = None, **_: Any) -> list[dict[str, Any]]:
        if path == "/subscribedSkus":
            return [
                {
                    "skuId": product.upper(),
                    "servicePlans": [
                        {"servicePlanId": plan, "servicePlanName": name} for plan, name in plans.items()
                    ],
                }
                for product, plans in PRODUCTS.items()
            ]
        return self.events


def has(*products: str, off: tuple[str, ...] = ()) -> str:
    """Licences as an event tells them."""
    return json.dumps([f"[SkuName=X, SkuId={one}, DisabledPlans=[{','.join(off)}]]" for one in products])


def event(day: int, before: str | None, after: str | None) -> dict[str, Any]:
    changed = {"displayName": "AssignedLicense", "oldValue": before, "newValue": after}
    told = [changed] if before is not None else [{"displayName": "Other", "oldValue": None, "newValue": None}]
    return {
        "activityDateTime": f"2026-02-{day:02}T12:00:00Z",
        "targetResources": [{"id": USER, "modifiedProperties": told}],
    }


REFUSED = {"result": "failure"}

CASES: dict[str, tuple[list[dict[str, Any]], int | None]] = {
    "the licence goes": ([event(3, has(OFFICE), has())], 3),
    "nothing changed": ([], None),
    "another product before": (
        [event(1, has(OFFICE), has(OFFICE, DRAWING)), event(3, has(OFFICE, DRAWING), has(DRAWING))], 3,
    ),
    "another product after": ([event(3, has(OFFICE), has()), event(9, has(), has(DRAWING))], 3),
    "gone before the log begins": ([event(9, has(), has(DRAWING)), event(10, has(DRAWING), has())], None),
    "taken back": ([event(3, has(OFFICE), has()), event(5, has(), has(OFFICE))], None),
    "taken back, and gone again": (
        [event(9, has(LARGER), has()), event(3, has(OFFICE), has()), event(5, has(), has(LARGER))], 9,
    ),
    "a larger product instead": ([event(3, has(OFFICE), has(LARGER)), event(7, has(LARGER), has())], 7),
    "plans switched off": ([event(3, has(OFFICE), has(OFFICE, off=(MAIL, FILES)))], 3),
    "of a product that the tenant no longer has": ([event(3, has(USER), has())], None),
    "an event that tells nothing": ([event(2, None, None)], 2),
    "tried in vain to take it back": ([event(3, has(OFFICE), has()), REFUSED | event(9, has(), has(OFFICE))], 3),
    "tried in vain, and nothing is told": ([REFUSED | event(2, None, None)], None),
}  # fmt: skip


@pytest.mark.parametrize("service", [MAKES_MAILBOXES, DRIVE_PLAN_NAMES], ids=["mailbox", "drive"])
@pytest.mark.parametrize("case", CASES)
def test_the_last_change_from_having_it_to_not_having_it_counts(case: str, service: re.Pattern[str]) -> None:
    events, day = CASES[case]
    found = asyncio.run(licences(cast("Any", Log(events)), NOW)).lost(USER, service)
    assert found == (None if day is None else datetime(2026, 2, day, 12, tzinfo=UTC))
