"""Mailboxes that no hold and no backup reaches: whom a policy or a hold keeps no rule concerns, all others are named.

Every state of a policy over groups, and of what holds an inactive mailbox, against every rule that takes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.kinds.backup.mailbox_backup import KIND as BACKUP
from holdfast.kinds.exchange.deleted_item_recovery import KIND as RECOVERY
from holdfast.kinds.exchange.leaver_mailbox_hold import KIND as LEAVERS
from holdfast.kinds.exchange.litigation_hold import KIND as HOLD
from holdfast.kinds.exchange.mailbox_auditing import KIND as AUDITING
from holdfast.kinds.services.backup_state import Backup, Policy
from holdfast.model.errors import ReadError
from holdfast.model.permission import READS_PURVIEW
from holdfast.model.status import LEAVES_OUT, Reason
from tests.unit.kinds.made_up import Fake, directory_id, run, size
from tests.unit.kinds.test_leaver_mailbox_hold import (
    BROKEN,
    COVERED,
    DOUBTFUL,
    LISTED,
    by,
    keeps,
    leaver,
    policy,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.judgement import Judgement

TEAM = "team@x"
SWITCH = {"GroupMailbox": "GroupMailbox", "PublicFolderMailbox": "PublicFolder"}
LOCATION = {"GroupMailbox": "ModernGroupLocation", "PublicFolderMailbox": "PublicFolderLocation"}
HELD = {
    HOLD: {"durationDays": 400, "mailboxTypes": ["UserMailbox"]},
    RECOVERY: {"retainDays": 30, "mailboxTypes": ["UserMailbox"]},
    BACKUP: {"retentionDays": 365, "mailboxTypes": ["UserMailbox"], "policyName": "Ours"},
}
"""Rules for which a policy is as good, each with its days."""
DAYS = {HOLD: 400, RECOVERY: 30, BACKUP: 365}
IN_FORCE = Backup("enabled", policy=Policy("Policy-1", "Ours", "active", 365))


def team(**said: Any) -> dict[str, Any]:
    usual = {
        "RecipientTypeDetails": "GroupMailbox",
        "PrimarySmtpAddress": TEAM,
        "ExternalDirectoryObjectId": "id of a group",
        "AccountDisabled": True,
        "RetainDeletedItemsFor": "14.00:00:00",
        "SingleItemRecoveryEnabled": True,
        "UseDatabaseRetentionDefaults": False,
        "AuditEnabled": True,
        "DefaultAuditSet": ["Admin", "Delegate", "Owner"],
    }
    return leaver(TEAM, **{**usual, **said})


def over(location: str, number: int = 1, *places: str, **said: Any) -> dict[str, Any]:
    return policy(number, AdaptiveScopeLocation=[], **{location: list(places or ("All",)), **said})


def judged(kind: Any, fake: Fake) -> Judgement:
    """Judge a tenant of which the backup, where one is asked for, is in force."""

    async def read(_: Any) -> Backup:
        return IN_FORCE

    rule = HELD[kind]
    found: Judgement = run(
        kind.judged_by(fake.tenant, rule, read) if kind is BACKUP else kind.judge(fake.tenant, rule)
    )
    return found


def left(kind: Any, row: Mapping[str, Any], policies: Sequence[Any], rules: Sequence[Any]) -> str:
    """Return why the one mailbox that no rule reaches is exempt."""
    sort = row["RecipientTypeDetails"]
    there = {SWITCH[sort]: [row]} if sort in SWITCH else {}
    listed = {"Get-RetentionCompliancePolicy": policies, "Get-RetentionComplianceRule": rules}
    found = judged(kind, Fake([] if there else [row], {**there, **listed}))
    assert (found.violations, found.unjudged, found.covered) == ((), (), 0)
    ((reason, (_,)),) = found.exempt.items()
    return reason


State = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]

KEPT: dict[str, State] = {
    "all groups": ({}, {}, {}),
    "to the day": ({}, {"RetentionDuration": None}, {}),
    "without end": ({}, {"RetentionDuration": "Unlimited"}, {}),
    "and deleted then": ({}, {"RetentionComplianceAction": "KeepAndDelete"}, {}),
    "its address": ({"places": (TEAM.upper(), "other@x")}, {}, {}),
    "taken out of another": ({}, {}, {"InPlaceHolds": ["-mbx00000000000040008000000000000009"]}),
}
LACKING: dict[str, State] = {
    "a day too short": ({}, {"RetentionDuration": "short"}, {}),
    "only deletes": ({}, {"RetentionComplianceAction": "Delete"}, {}),
    "switched off": ({"Enabled": False}, {}, {}),
    "simulated": ({"IsSimulation": True}, {}, {}),
    "tested": ({"Mode": "TestWithNotifications"}, {}, {}),
    "going": ({"Mode": "PendingDeletion"}, {}, {}),
    "pending": ({"DistributionStatus": "Pending"}, {}, {}),
    "failed": ({"DistributionStatus": "Error"}, {}, {}),
    "of a query": ({}, {"ContentMatchQuery": "subject:law"}, {}),
    "of sites alone": ({"Applications": ["Group:SharePoint"]}, {}, {}),
    "rule off": ({}, {"Disabled": True}, {}),
    "days not told": ({}, {"RetentionDuration": ""}, {}),
    "others": ({"places": ("other@x",)}, {}, {}),
    "all but it": ({"ModernGroupLocationException": [TEAM]}, {}, {}),
    "some unit's": ({"PolicyRBACScopes": ["unit"]}, {}, {}),
    "new exception": ({"GroupExceptionOfNextYear": ["x"]}, {}, {}),
    "not understood": ({"Enabled": None}, {}, {}),
    "adaptive": ({"places": (), "ModernGroupLocation": []}, {}, {}),
    "over mail of people": ({"places": (), "ModernGroupLocation": [], "ExchangeLocation": ["All"]}, {}, {}),
    "taken out": ({}, {}, {"InPlaceHolds": ["-mbx00000000000040008000000000000001"]}),
    "taken out as a group": ({}, {}, {"InPlaceHolds": ["-grp00000000000040008000000000000001:2"]}),
    "untold": ({}, {}, {"InPlaceHolds": None}),
}


def made(kind: Any, state: State) -> str:
    of_policy, of_rule, of_team = state
    said = dict(of_policy)
    places = said.pop("places", ("All",))
    location = LOCATION["GroupMailbox"]
    one = over(location, 1, **said) if "ModernGroupLocation" in said else over(location, 1, *places, **said)
    days = {None: str(DAYS[kind]), "short": str(DAYS[kind] - 1)}
    rule = keeps(1, "2555", **of_rule)
    rule["RetentionDuration"] = days.get(rule["RetentionDuration"], rule["RetentionDuration"])
    return left(kind, team(**of_team), [one], [rule])


@pytest.mark.parametrize("kind", HELD, ids=lambda one: one.name)
@pytest.mark.parametrize("state", KEPT)
def test_group_mailbox_that_a_policy_keeps_for_as_long_is_not_concerned(kind: Any, state: str) -> None:
    assert made(kind, KEPT[state]) == Reason.NOT_CONCERNED


@pytest.mark.parametrize("kind", HELD, ids=lambda one: one.name)
@pytest.mark.parametrize("state", LACKING)
def test_group_mailbox_of_which_that_is_not_known_is_left_out_by_name(kind: Any, state: str) -> None:
    assert made(kind, LACKING[state]) == Reason.TYPE
    assert Reason.TYPE in LEAVES_OUT


@pytest.mark.parametrize("kind", HELD, ids=lambda one: one.name)
def test_mailbox_of_public_folders_is_kept_by_a_policy_over_public_folders_alone(kind: Any) -> None:
    row = team(
        RecipientTypeDetails="PublicFolderMailbox", SingleItemRecoveryEnabled=True, RetainDeletedItemsFor="30"
    )
    rules = [keeps(1, "2555")]
    assert left(kind, row, [over("PublicFolderLocation")], rules) == Reason.NOT_CONCERNED
    assert left(kind, row, [over("ModernGroupLocation")], rules) == Reason.TYPE
    assert left(kind, team(), [over("PublicFolderLocation")], rules) == Reason.TYPE


@pytest.mark.parametrize("kind", HELD, ids=lambda one: one.name)
def test_what_deletes_whatever_is_kept_keeps_nothing(kind: Any) -> None:
    priority = over("ModernGroupLocation", 2, PriorityCleanup=True)
    rules = [keeps(1, "2555"), keeps(2, "30", RetentionComplianceAction="Delete")]
    assert left(kind, team(), [over("ModernGroupLocation"), priority], rules) == Reason.TYPE


@pytest.mark.parametrize("kind", HELD, ids=lambda one: one.name)
@pytest.mark.parametrize("reason", [Reason.PERMISSION, Reason.UNAVAILABLE, Reason.THROTTLED, Reason.PARTIAL])
def test_whether_policies_that_cannot_be_read_keep_a_mailbox_is_unknown_and_says_why(
    kind: Any, reason: Reason
) -> None:
    refused = ReadError("purview-refused", "refused by the service", reason=reason)
    users = {directory_id("p@x"): "p@x"}
    people = [leaver("p@x", LitigationHoldEnabled=False)]
    found = judged(kind, Fake(people, {"GroupMailbox": [team()]}, users, unlisted=refused))

    assert found.exempt == {}
    assert [one.member for one in found.unjudged] == [TEAM]
    assert found.uncounted is not None
    assert found.uncounted.reason is reason
    assert "refused by the service" in found.uncounted.told
    assert ("Global Reader (Purview)" in found.uncounted.told) == (reason is Reason.PERMISSION)
    readable = judged(kind, Fake(people, {"GroupMailbox": [team()]}, users))
    assert (found.violations, found.covered) == (readable.violations, readable.covered), (
        "no other answer is lost"
    )
    assert READS_PURVIEW in kind.read_rights


@pytest.mark.parametrize("kind", HELD, ids=lambda one: one.name)
def test_policies_that_cannot_be_read_leave_a_rule_known_for_which_no_mailbox_waits(kind: Any) -> None:
    refused = ReadError("purview-refused", "refused", reason=Reason.PERMISSION)
    found = judged(kind, Fake([leaver("p@x")], users={directory_id("p@x"): "p@x"}, unlisted=refused))
    assert (found.unjudged, found.uncounted) == ((), None)


def test_leaver_whose_policies_cannot_be_read_is_unknown_for_that_reason_and_no_other_is() -> None:
    refused = ReadError("purview-refused", "refused", reason=Reason.PERMISSION)
    rule = {"durationDays": 365, "mailboxTypes": ["UserMailbox"]}
    by_policy = leaver("l@x", LitigationHoldEnabled=False, InPlaceHolds=by(1)["InPlaceHolds"])

    users = {directory_id(one): one for one in ("l@x", "m@x")}
    found = run(LEAVERS.judge(Fake([by_policy, leaver("m@x")], users=users, unlisted=refused).tenant, rule))
    alone = run(
        LEAVERS.judge(Fake([leaver("l@x"), leaver("m@x")], users=users, unlisted=refused).tenant, rule)
    )

    assert [one.member for one in found.unjudged] == ["l@x"]
    assert found.uncounted
    assert found.uncounted.reason is Reason.PERMISSION
    assert alone.uncounted is None


def test_group_mailbox_that_says_of_itself_what_is_asked_is_not_concerned() -> None:
    keeping = team(LitigationHoldEnabled=True, LitigationHoldDuration="400")
    lasting = team(RetainDeletedItemsFor="30.00:00:00")
    assert left(HOLD, keeping, [], []) == Reason.NOT_CONCERNED
    assert left(RECOVERY, lasting, [], []) == Reason.NOT_CONCERNED
    found = run(
        AUDITING.judge(Fake([], {"GroupMailbox": [team()]}).tenant, {"mailboxTypes": ["UserMailbox"]})
    )
    assert found.exempt == {Reason.NOT_CONCERNED: (TEAM,)}
    silent = Fake([], {"GroupMailbox": [team(AuditEnabled=False)]})
    assert run(AUDITING.judge(silent.tenant, {"mailboxTypes": ["UserMailbox"]})).exempt == {
        Reason.TYPE: (TEAM,)
    }


@pytest.mark.parametrize("sort", SWITCH)
def test_group_leaves_nobody_when_people_leave(sort: str) -> None:
    fake = Fake([], {SWITCH[sort]: [team(RecipientTypeDetails=sort)]})
    rule = {"durationDays": 365, "mailboxTypes": ["UserMailbox"]}

    assert run(LEAVERS.judge(fake.tenant, rule)).exempt == {Reason.NOT_CONCERNED: (TEAM,)}


# Inactive mailboxes in a backup

GONE = {"IsInactiveMailbox": True, "SKUAssigned": False, "ExternalDirectoryObjectId": ""}
HOLDING = [one for one in COVERED if one["AccountDisabled"]]
NOT_HOLDING: list[Mapping[str, Any]] = [
    *({"InPlaceHolds": by(number)["InPlaceHolds"]} for _, number in DOUBTFUL),
    *(cast("Mapping[str, Any]", one[0]) for one in BROKEN.values()),
]


@pytest.mark.parametrize("row", HOLDING, ids=lambda one: one["UserPrincipalName"])
def test_inactive_mailbox_that_a_hold_keeps_for_as_long_as_the_backup_is_not_concerned(row: Any) -> None:
    assert left(BACKUP, {**row, **GONE}, *LISTED.values()) == Reason.NOT_CONCERNED


@pytest.mark.parametrize(
    ("told", "reason"),
    [(size(2**20), Reason.DELETED), (None, Reason.DELETED), (size(2**24), Reason.NOT_CONCERNED)],
)
def test_inactive_mailbox_that_policies_alone_keep_is_kept_by_them_where_it_is_large_enough(
    told: str | None, reason: Reason
) -> None:
    row = leaver("small@x", **by(1), **GONE)
    fake = Fake([row], LISTED, sizes={row["ExchangeGuid"]: told})
    assert judged(BACKUP, fake).exempt == {reason: ("small@x (inactive)",)}


@pytest.mark.parametrize("said", NOT_HOLDING, ids=str)
def test_inactive_mailbox_of_which_that_is_not_known_is_left_out_by_name(said: Any) -> None:
    row = leaver("left@x", **{**said, **GONE})
    assert left(BACKUP, row, *LISTED.values()) == Reason.DELETED
    assert Reason.DELETED in LEAVES_OUT


@settings(max_examples=60)
@given(
    kept=st.lists(st.booleans(), min_size=1, max_size=6),
    people=st.integers(0, 3),
    days=st.sampled_from(["29", "30", "364", "365", "400", "Unlimited"]),
)
def test_each_mailbox_is_counted_once_whatever_keeps_how_many_of_them(
    kept: list[bool], people: int, days: str
) -> None:
    """Names are told under one reason each, and nobody is covered by a policy over groups."""
    teams = [
        team(UserPrincipalName=f"t{number}@x", PrimarySmtpAddress=f"t{number}@x", ExchangeGuid=f"g{number}")
        for number in range(len(kept))
    ]
    named = [f"t{number}@x" for number, one in enumerate(kept) if one]
    one = over("ModernGroupLocation", 1, *(named or ("nobody@x",)))
    persons = [leaver(f"p{number}@x", LitigationHoldEnabled=True) for number in range(people)]
    listed = {"Get-RetentionCompliancePolicy": [one], "Get-RetentionComplianceRule": [keeps(1, days)]}

    found = judged(HOLD, Fake(persons, {"GroupMailbox": teams, **listed}))

    long = days in {"400", "Unlimited"}
    expected = {Reason.NOT_CONCERNED: tuple(named) if long else (), Reason.TYPE: ()}
    rest = [f"t{number}@x" for number, was in enumerate(kept) if not (was and long)]
    expected[Reason.TYPE] = tuple(rest)
    assert found.exempt == {reason: names for reason, names in expected.items() if names}
    assert found.covered == people
