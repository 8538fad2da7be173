"""What the directory was asked for and left out is not read: it does not mean that there is nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.horizon import directory
from holdfast.kinds.decode import MisreadError

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Reader

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAY = "2026-02-20T00:00:00Z"
ID = "1d3f1a52-0c6b-4a8e-9f21-5b6c7d8e9f0a"
LIVING = {"id": ID, "displayName": "Team", "groupTypes": ["Unified"], "mail": None}
PLAN = {"service": "SharePoint", "servicePlanId": ID, "capabilityStatus": "Deleted"}


@dataclass
class Directory:
    """Answers each list with the rows it was given, by how its path begins; any other list is empty."""

    rows: dict[str, list[dict[str, Any]]]
    graph: Directory = field(init=False)

    def __post_init__(self) -> None:
        self.graph = self

    async def collection(self, path: str, condition: object = None) -> list[dict[str, Any]]:
        del condition
        return next((rows for start, rows in self.rows.items() if path.startswith(start)), [])


def reader(path: str, row: dict[str, Any]) -> Reader:
    return cast("Reader", Directory({path: [row]}))


def asked_for_groups(path: str, row: dict[str, Any]) -> tuple[int, list[str]]:
    found = asyncio.run(directory.groups(reader(path, row), NOW))
    return len([one for one in found.rows if one.deleted or one.expires]), [
        one.explanation for one in found.unread
    ]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/directory/deletedItems/microsoft.graph.group", "deletedDateTime"),
        ("/groups?", "expirationDateTime"),
    ],
)
def test_a_group_without_its_day_is_not_read(path: str, name: str) -> None:
    assert asked_for_groups(path, {**LIVING, name: DAY}) == (1, [])
    count, unread = asked_for_groups(path, LIVING)
    assert count == 0
    assert [name in one for one in unread] == [True]


def test_a_group_that_says_that_it_does_not_expire_is_read() -> None:
    assert asked_for_groups("/groups?", {**LIVING, "expirationDateTime": None}) == (0, [])


@pytest.mark.parametrize("name", sorted(PLAN))
def test_an_account_whose_lost_plan_is_not_told_whole_is_not_read(name: str) -> None:
    for plan, expected in ((PLAN, (1, 0)), ({one: PLAN[one] for one in PLAN if one != name}, (0, 1))):
        row = {"id": ID, "userPrincipalName": "ada@x", "assignedPlans": [plan]}
        found = asyncio.run(directory.lost_drives(reader("/users", row)))
        assert (len(found.rows), len(found.unread)) == expected


@pytest.mark.parametrize(
    ("said", "trial"), [({"isTrial": True}, True), ({"isTrial": False}, False), ({}, None)]
)
def test_whether_a_subscription_is_a_trial_is_told_or_not(said: dict[str, bool], trial: bool | None) -> None:
    row = {"id": ID, "skuPartNumber": "SPE_E5", "status": "Warning", "nextLifecycleDateTime": DAY, **said}
    (found,) = asyncio.run(directory.subscriptions(reader("/directory/subscriptions", row))).rows
    assert found.trial is trial


@pytest.mark.parametrize("told", ["2026-03-05T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_what_was_deleted_at_a_moment_to_come_is_not_read(told: str) -> None:
    path = "/directory/deletedItems/microsoft.graph."
    user = {"id": ID, "userPrincipalName": "ada@x", "deletedDateTime": told}
    found = asyncio.run(directory.deleted_users(reader(f"{path}user", user), NOW))
    assert (len(found.rows), len(found.unread)) == (0, 1)
    assert asked_for_groups(f"{path}group", {**LIVING, "deletedDateTime": told})[0] == 0
    assert asyncio.run(
        directory.deleted_users(reader(f"{path}user", {**user, "deletedDateTime": DAY}), NOW)
    ).rows


@pytest.mark.parametrize(
    ("days", "read"), [(30, True), (3650, True), (29, False), (-1, False), (2**31 - 1, False)]
)
def test_days_that_no_tenant_can_choose_are_not_read(days: int, read: bool) -> None:
    class Settings(Directory):
        async def entity(self, path: str) -> dict[str, Any]:
            return {"deletedUserPersonalSiteRetentionPeriodInDays": days}

    tenant = cast("Reader", Settings({}))
    if read:
        assert asyncio.run(directory.drive_retention_days(tenant)) == days
    else:
        with pytest.raises(MisreadError):
            asyncio.run(directory.drive_retention_days(tenant))
