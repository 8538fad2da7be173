"""Who changed what: which events are asked for, and what becomes of a log that cannot be read."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

import pytest

from holdfast.drift.attribute import find_changes, with_changes
from holdfast.drift.check import _learn_names
from holdfast.drift.read import Live
from holdfast.kinds.registry import kinds
from holdfast.model.errors import ReadError
from holdfast.model.finding import Difference, Finding
from holdfast.model.status import Reason, Status

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Tenant

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
GROUP = "azuread:index/group:Group"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
REFUSED = ReadError("read-forbidden", "the log may not be read", Reason.PERMISSION)


@dataclass
class Log:
    """A directory audit log that answers every question with all its events, or refuses."""

    events: list[dict[str, Any]] = field(default_factory=list)
    refuses: bool = False
    asked: list[str] = field(default_factory=list)

    async def first_page(self, path: str) -> list[dict[str, Any]]:
        self.asked.append(unquote(path))
        if self.refuses:
            raise REFUSED
        return self.events

    def attributed(self, *findings: Finding) -> list[Finding]:
        tenant = cast("Tenant", SimpleNamespace(graph=self))
        changes = asyncio.run(find_changes(tenant, kinds(), findings, NOW))
        return with_changes(kinds(), findings, changes)


def event(minute: int, activity: str, *targets: tuple[str, str]) -> dict[str, Any]:
    return {
        "activityDisplayName": activity,
        "activityDateTime": f"2026-11-24T11:{minute:02}:07.1234567Z",
        "operationType": activity.partition(" ")[0],
        "initiatedBy": {"user": {"userPrincipalName": f"in-minute-{minute}@contoso.com"}, "app": None},
        "targetResources": [{"id": one, "displayName": name} for one, name in targets],
    }


def drifted(number: int, token: str = POLICY) -> Finding:
    return Finding(Status.DRIFTED, token, f"Object {number}", live_id=f"ID-{number}")


def test_newest_event_of_the_object_tells_who_and_when() -> None:
    log = Log([event(1, "Add policy", ("id-1", "Object 1")), event(9, "Update policy", ("id-1", "Object 1"))])

    (found,) = log.attributed(drifted(1))

    assert found.change is not None
    assert (found.change.actor, found.change.time) == ("in-minute-9@contoso.com", "2026-11-24T11:09:07Z")
    (asked,) = log.asked
    assert "targetResources/any(s:s/id eq 'ID-1')" in asked


def test_missing_object_was_deleted_by_somebody_or_was_never_there() -> None:
    missing = Finding(Status.MISSING, POLICY, "Tom's policy")

    log = Log(
        [
            event(1, "Add policy", ("id-1", "Tom's policy")),
            event(2, "Delete policy", ("id-1", "Tom's policy")),
        ]
    )
    (deleted,) = log.attributed(missing)
    (never,) = Log([event(1, "Add policy", ("id-1", "Tom's policy"))]).attributed(missing)

    assert deleted.change is not None
    assert deleted.change.activity == "Delete policy"
    assert never.change is None
    assert "s/displayName eq 'Tom''s policy'" in log.asked[0]


def test_member_of_a_group_is_told_by_the_second_target() -> None:
    log = Log([event(3, "Add member to group", ("who", "Mallory"), ("id-1", "CA-BreakGlass"))])

    (found,) = log.attributed(drifted(1, GROUP))

    assert found.change is not None
    assert found.change.activity == "Add member to group"


def test_many_are_looked_for_in_the_newest_page_of_each_category() -> None:
    log = Log([event(1, "Update policy", ("id-3", "Object 3"))])

    found = log.attributed(*map(drifted, range(5)), drifted(9, GROUP))

    assert [one.change is not None for one in found] == [False, False, False, True, False, False]
    assert ["GroupManagement" in log.asked[0], "Policy" in log.asked[1]] == [True, True]
    assert len(log.asked) == 2
    assert all("activityDateTime ge 2026-10-25T12:00:00Z" in one for one in log.asked)


def test_log_that_cannot_be_read_leaves_the_findings_as_they_are() -> None:
    findings = [drifted(1), Finding(Status.IN_SYNC, POLICY, "Object 2", live_id="id-2")]

    assert Log(refuses=True).attributed(*findings) == findings


ID = "0dd0dd00-0000-4000-8000-00000000dddd"


@pytest.mark.parametrize(
    ("answer", "learnt"),
    [
        ([{"id": ID.upper(), "userPrincipalName": "mallory@contoso.com"}], {ID: "mallory@contoso.com"}),
        ([{"id": ID, "displayName": "SG-Finance"}], {ID: "SG-Finance"}),
        ([{"id": ID, "displayName": None}], {}),
        (REFUSED, {}),
    ],
)
def test_names_of_ids_are_learnt_where_the_directory_tells_them(
    answer: list[dict[str, Any]] | ReadError, learnt: dict[str, str]
) -> None:
    asked = []

    async def post_read(path: str, body: dict[str, Any]) -> list[dict[str, Any]]:
        asked.append((path, body))
        if isinstance(answer, ReadError):
            raise answer
        return answer

    live = Live()
    difference = Difference("conditions.users.excludedUsers", [], [ID, "All"])
    finding = Finding(Status.DRIFTED, POLICY, "Object", differences=(difference,))
    tenant = cast("Tenant", SimpleNamespace(graph=SimpleNamespace(post_read=post_read)))
    asyncio.run(_learn_names(tenant, live, [finding]))

    assert asked == [("/directoryObjects/getByIds", {"ids": [ID]})]
    assert live.directory.names == learnt
