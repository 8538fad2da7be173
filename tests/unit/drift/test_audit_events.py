"""Who is named where several bore a name, and where a record of an audit log does not say all."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.finding import Finding
from holdfast.model.status import Status
from tests.unit.drift.audit_logs import LABEL, POLICY, Log, UnifiedLog, drifted, event

if TYPE_CHECKING:
    from holdfast.tenant.asked import Condition
    from holdfast.tenant.cmdlet_wire import Invocation


OBJECTS = sorted(
    token for token, kind in kinds().items() if kind.shape is Shape.OBJECT and kind.audit_category
)
"""Kinds of which the directory's log knows what is gone by its name alone."""


def gone(token: str, *events: dict[str, Any], category: str = "") -> Finding:
    """Return what is said of a missing object, where the log has these events of things of its name."""
    own = {"category": category or kinds()[token].audit_category}
    (found,) = Log([one | own for one in events]).attributed(Finding(Status.MISSING, token, "Gone"))
    return found


@pytest.mark.parametrize("token", OBJECTS)
def test_who_deleted_another_thing_of_the_same_name_is_not_named(token: str) -> None:
    ours = event(1, "Delete this", ("id-1", "Gone"))

    stranger = gone(token, event(2, "Delete device", ("id-9", "Gone")), category="Device")
    which = gone(token, ours, event(2, "Delete that", ("id-2", "Gone")))
    again = gone(
        token, ours, event(2, "Add this", ("id-2", "Gone")), event(3, "Delete this", ("id-2", "Gone"))
    )

    assert (stranger.change, "tells of no such change" in stranger.unattributed) == (None, True)
    assert which.change is None
    assert "Delete that by in-minute-2@contoso.com" in which.unattributed
    assert "Delete this by in-minute-1@contoso.com" in which.unattributed
    assert again.change is not None
    assert again.change.actor == "in-minute-3@contoso.com"


@pytest.mark.parametrize("token", OBJECTS)
def test_who_deleted_it_is_named_and_not_who_emptied_the_bin(token: str) -> None:
    purged = event(5, "Hard Delete this", ("id-1", "Gone")) | {"operationType": "Delete"}
    deleted, restored = event(1, "Delete this", ("id-1", "Gone")), event(2, "Restore this", ("id-1", "Gone"))

    by_bin, anew = (
        gone(token, deleted, purged),
        gone(token, deleted, restored, event(3, "Delete this", ("id-1", "Gone"))),
    )
    back = gone(token, deleted, restored)

    assert [one.change.actor[:11] if one.change else "" for one in (by_bin, anew, back)] == [
        "in-minute-1",
        "in-minute-3",
        "",
    ]


def test_newest_is_by_time_and_not_by_letters() -> None:
    """A service leaves out the fraction of a whole second, or writes a time in another zone."""
    rows = [event(1, "Update policy", ("id-1", "Object 1")) | {"activityDateTime": at} for at in (
        "2026-11-24T11:09:07Z", "2026-11-24T11:09:07.5Z", "2026-11-24T12:09:06+01:00",
    )]  # fmt: skip
    for number, row in enumerate(rows):
        row["initiatedBy"] = {"user": {"userPrincipalName": str(number)}}
    for order in permutations(rows):
        (found,) = Log([*order]).attributed(drifted(1))
        assert found.change is not None
        assert (found.change.actor, found.change.time) == ("1", "2026-11-24T11:09:07Z")


NOBODY: dict[str, Any] = {
    "nobody": None,
    "nothing": {},
    "both null": {"user": None, "app": None},
    "names null": {"user": {"id": None, "userPrincipalName": None}, "app": {"displayName": None}},
    "names empty": {"user": {"id": "", "userPrincipalName": ""}, "app": None},
}


@pytest.mark.parametrize("by", NOBODY.values(), ids=NOBODY)
def test_record_without_an_actor_names_nobody_and_says_so(by: Any) -> None:
    made = event(1, "Add policy", ("id-1", "Object 1")) | {"initiatedBy": by}
    gone_by = event(1, "Delete policy", ("id-1", "Object 1")) | {"initiatedBy": by}
    rogue = replace(drifted(1), status=Status.UNMANAGED)
    missing = Finding(Status.MISSING, POLICY, "Object 1")

    found = [
        Log([row]).attributed(one)[0] for row, one in ((made, drifted(1)), (made, rogue), (gone_by, missing))
    ]

    assert [(one.change, one.made) for one in found] == [(None, None)] * 3
    assert all("at 2026-11-24T11:01:07Z, and not of who did it" in one.unattributed for one in found)


@pytest.mark.parametrize("name", ["displayName", "servicePrincipalId", "appId"])
def test_application_without_a_name_is_told_by_its_id(name: str) -> None:
    row = event(1, "Update policy", ("id-1", "Object 1")) | {
        "initiatedBy": {"app": {name: "the-app"}, "user": None}
    }
    (found,) = Log([row]).attributed(drifted(1))
    assert found.change is not None
    assert found.change.actor == "the-app"


@pytest.mark.parametrize("lacking", ["UserId", "ObjectId", "CreationTime", "Operation"])
@pytest.mark.parametrize("value", ["absent", None])
def test_what_a_cmdlet_s_record_lacks_is_never_the_word_for_nothing(lacking: str, value: str | None) -> None:
    class Lacking(UnifiedLog):
        async def rows(self, _: object, search: Invocation) -> list[dict[str, str]]:
            said = [json.loads(row["AuditData"]) for row in await super().rows(_, search)]
            for one in said:
                one.pop(lacking) if value == "absent" else one.update({lacking: value})
            return [{"AuditData": json.dumps(one)} for one in said]

    log = Lacking([(1, "Set-ComplianceTag", name) for name in ("Record", "None")])
    found = log.attributed(*(Finding(Status.DRIFTED, LABEL, name) for name in ("Record", "None")))

    assert [one.change for one in found] == [None, None]
    assert all(one.unattributed for one in found)


@pytest.mark.parametrize("lacking", ["activityDateTime", "targetResources", "id and name"])
def test_what_the_directory_s_record_lacks_is_never_the_word_for_nothing(lacking: str) -> None:
    row = event(1, "Delete policy", ("id-1", "Object 1"))
    row |= (
        {"targetResources": [{"id": None, "displayName": None}]}
        if lacking == "id and name"
        else {lacking: None}
    )

    class Careless(Log):
        async def first_page(self, path: str, where: Condition) -> list[dict[str, Any]]:
            return self.events

    for one in (drifted(1), Finding(Status.MISSING, POLICY, "None"), replace(drifted(1), live_id="None")):
        (found,) = Careless([row]).attributed(one)
        assert found.change is None
        assert found.unattributed
