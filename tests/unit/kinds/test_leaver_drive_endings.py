"""What a retention policy deletes in the drives of leavers while they are kept, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from holdfast.kinds.judgement import Judgement, Uncounted
from holdfast.kinds.others import Others
from holdfast.kinds.purview.leaver_drive_endings import KIND
from holdfast.kinds.purview.retention_policy import KIND as POLICY
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, run
from tests.unit.kinds.test_personal_data_endings import policy

RULE = {"days": 365}
ALL: dict[str, Any] = {"OneDriveLocation": ["All"]}
MONTH = policy("A month", "Delete", "30", **ALL)
KEPT = policy("Kept", "Keep", "365", **ALL)


def judged(*found: Any, unread: Uncounted | None = None) -> Judgement:
    alone = run(KIND.judge(Fake().tenant, RULE))
    others = Others(objects={POLICY.token: found}, unread={} if unread is None else {POLICY.token: unread})
    return KIND.with_others(alone, RULE, others)


def ends(*found: Any) -> list[tuple[str, str, Any, Any]]:
    told = judged(*found).violations
    return [(one.member, one.property, one.expected, one.found) for one in told]


@pytest.mark.parametrize(
    "found",
    [
        (),
        (policy("A year", "Delete", "365", **ALL),),
        (policy("Seven years", "KeepAndDelete", "2555", **ALL),),
        (policy("Kept a month", "Keep", "30", **ALL),),
        (policy("Mail", "Delete", "30", ExchangeLocation=["All"]),),
        (policy("Off", "Delete", "30", Enabled=False, **ALL),),
        (policy("Tried", "Delete", "30", IsSimulation=True, **ALL),),
        (policy("Gone", "Delete", "30", Mode="PendingDeletion", **ALL),),
        (MONTH, KEPT),
        (MONTH, policy("Kept for ever", "Keep", "unlimited", **ALL)),
        (MONTH, policy("Kept, then deleted", "KeepAndDelete", "2555", **ALL)),
    ],
)
def test_drives_of_leavers_are_kept_where_nothing_deletes_sooner_or_something_keeps_as_long(
    found: Any,
) -> None:
    told = judged(*found)
    assert (told.violations, told.unjudged, told.uncounted) == ((), (), None)
    assert told.covered >= 1


@pytest.mark.parametrize(
    "kept",
    [
        policy("Kept too short", "Keep", "364", **ALL),
        policy("Some are kept", "Keep", "365", OneDriveLocation=["https://my.x/personal/ana"]),
        policy("Some are not", "Keep", "365", OneDriveLocationException=["https://my.x/personal/ana"], **ALL),
        policy("Not there yet", "Keep", "365", DistributionStatus="Error", **ALL),
        policy("Papers are kept", "Keep", "365", rule={"ContentMatchQuery": "CV"}, **ALL),
        policy("Only tried", "Keep", "365", IsSimulation=True, **ALL),
        policy("Switched off", "Keep", "365", Enabled=False, **ALL),
        policy("Later", "Delete", "3650", **ALL),
        policy("Sites", "Keep", "365", SharePointLocation=["All"]),
    ],
    ids=lambda one: one.key,
)
def test_a_policy_that_deletes_sooner_is_told_by_name_unless_all_is_kept_as_long(kept: Any) -> None:
    assert ends(MONTH, kept) == [("Retention policy A month", "deletesAfterDays", 365, 30)]


@pytest.mark.parametrize(
    "sooner",
    [
        policy("Sooner", "Delete", "364", **ALL),
        policy("Sooner", "KeepAndDelete", "364", **ALL),
        policy("Sooner", "Delete", "364", OneDriveLocation=["https://my.x/personal/ana"]),
        policy("Sooner", "Delete", "364", rule={"ContentMatchQuery": "CV"}, **ALL),
        policy("Sooner", "Delete", "364", DistributionStatus="Pending", **ALL),
    ],
)
def test_what_deletes_a_part_deletes_as_well(sooner: Any) -> None:
    assert ends(sooner) == [("Retention policy Sooner", "deletesAfterDays", 365, 364)]
    assert judged(sooner).covered == 0


@pytest.mark.parametrize("said", [{"rule": {"PriorityCleanup": True}}, {"PriorityCleanup": True}])
def test_what_deletes_whatever_is_kept_is_told_beside_what_keeps(said: dict[str, Any]) -> None:
    anyway = policy("Anyway", "Delete", "30", **said, **ALL)
    assert [one[0] for one in ends(MONTH, anyway, KEPT)] == ["Retention policy Anyway"]


def test_what_is_not_understood_or_reaches_nobody_knows_whom_is_unknown_unless_all_is_kept() -> None:
    misread = replace(MONTH, misread=ReadError("read-not-understood", "no", Reason.UNEXPECTED))
    adaptive = policy("Adaptive", "Delete", "30", DynamicScopeLocation=["Leavers"])
    for one in (misread, adaptive):
        told = judged(one)
        assert (told.violations, len(told.unjudged), told.covered) == ((), 1, 0)
        assert judged(one, KEPT).unjudged == ()
    assert judged(policy("Adaptive", "Keep", "30", DynamicScopeLocation=["Leavers"])).unjudged == ()


def test_what_could_not_be_read_is_unknown() -> None:
    told = judged(MONTH, unread=Uncounted(reason=Reason.PERMISSION, told="no right"))
    assert told.uncounted is not None
    assert "what deletes in drives is unknown: no right" in told.uncounted.told
