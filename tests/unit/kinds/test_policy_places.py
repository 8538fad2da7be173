"""Which places a retention policy tells plainly: addresses, with or without exceptions, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.grace.keeping import Places, Settings
from holdfast.grace.policies import DRIVES, GROUPS, cover_of
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.services.mail_policies import mail_policies_of
from holdfast.kinds.services.policy_places import mail_policy, policy_of, read_rows
from holdfast.model.errors import ReadError
from tests.unit.kinds.made_up import Fake, run

ADA, BOB = "https://my.x/personal/ada", "https://my.x/personal/bob"
RULE = {"Policy": "Files", "RetentionComplianceAction": "Keep", "RetentionDuration": "Unlimited"}


def places(
    named: list[Any], but: list[Any] | None = None, rule: dict[str, Any] | None = None, **more: Any
) -> Places | None:
    row = {"Guid": "g", "Name": "Files", "Enabled": True, "DistributionStatus": "Success", **more}
    row |= {"OneDriveLocation": named, "OneDriveLocationException": but or []}
    found = policy_of(row, {"files": [{**RULE, **(rule or {})}]})
    assert (DRIVES in found.something_at) is not (DRIVES in found.everything_at)
    return found.places.get(DRIVES)


ONLY = ["Group:Exchange"], ["Group:SharePoint"], ["Group:Exchange", "User:Exchange"], ["Teams"], ["Group:"]
BOTH: tuple[list[str], ...] = (
    [],
    ["Group:Exchange,SharePoint"],
    ["Group:Exchange", "group:SharePoint"],
    ["User:Exchange"],
)


@pytest.mark.parametrize("named", [["All"], ["team@contoso.example"]])
@pytest.mark.parametrize(
    ("more", "sure"),
    [
        *(({"Applications": one}, False) for one in ONLY),
        *(({"Applications": one}, True) for one in BOTH),
        ({"PolicyRBACScopes": ["Unit"]}, False),
        ({"PolicyRBACScopes": []}, True),
    ],
)
def test_a_policy_of_a_part_of_what_groups_have_is_sure_of_none(
    named: list[str], more: dict[str, Any], *, sure: bool
) -> None:
    row = {"Guid": "g", "Name": "Files", "Enabled": True, "DistributionStatus": "Success", **more}
    found = policy_of({**row, "ModernGroupLocation": named}, {"files": [RULE]})
    assert (GROUPS in found.everything_at or GROUPS in found.places) is sure
    assert (GROUPS in found.everything_at) is not (GROUPS in found.something_at)


@pytest.mark.parametrize(
    ("applications", "sure"),
    [
        (["User:Exchange"], False),
        (["User:Exchange,OneDriveForBusiness"], True),
        (["Group:Exchange"], True),
        (["OneDrive"], False),
    ],
)
def test_a_policy_of_a_part_of_what_users_have_is_sure_of_drives_where_it_names_them(
    applications: list[str], *, sure: bool
) -> None:
    assert (places([ADA], Applications=applications) is not None) is sure


def test_addresses_are_told_and_exceptions_from_all() -> None:
    assert places([f"{ADA}/", {"Name": BOB.upper()}]) == Places(frozenset({ADA, BOB}))
    assert places(["All"], [ADA]) == Places(None, frozenset({ADA}))
    assert places([ADA], [ADA]) == Places(frozenset({ADA}), frozenset({ADA}))


@pytest.mark.parametrize(
    ("named", "more"),
    [
        (["All"], {}),
        ([ADA, "Ada Lovelace"], {}),
        ([], {"ExchangeLocation": []}),
        ([ADA], {"DistributionStatus": "Pending"}),
        ([ADA], {"rule": {"ContentMatchQuery": "subject:x"}}),
        ([ADA], {"rule": {"ErrorMetadata": "PolicySyncTimeout"}}),
    ],
)
def test_what_is_whole_adaptive_or_named_otherwise_or_not_sure_has_no_places(
    named: list[Any], more: dict[str, Any]
) -> None:
    assert places(named, **more) is None


@pytest.mark.parametrize(
    ("rule", "row", "after"),
    [
        ({"RetentionComplianceAction": "Delete", "RetentionDuration": "1095"}, {}, 1095),
        ({"RetentionComplianceAction": "KeepAndDelete", "RetentionDuration": "365"}, {}, 365),
        (
            {"RetentionComplianceAction": "Delete", "RetentionDuration": "1095"},
            {"DistributionStatus": "Pending"},
            1095,
        ),
        ({"RetentionComplianceAction": "Keep", "RetentionDuration": "1095"}, {}, None),
        ({"RetentionComplianceAction": "Delete", "RetentionDuration": "Unlimited"}, {}, None),
        ({"RetentionComplianceAction": "Delete", "RetentionDuration": "30", "Disabled": True}, {}, None),
        (
            {"RetentionComplianceAction": "Delete", "RetentionDuration": "30", "ContentMatchQuery": "x"},
            {},
            None,
        ),
        ({"RetentionComplianceAction": "Delete", "RetentionDuration": "30"}, {"Enabled": False}, None),
        (
            {"RetentionComplianceAction": "Delete", "RetentionDuration": "30"},
            {"Mode": "TestWithoutNotifications"},
            None,
        ),
        ({"RetentionComplianceAction": "Delete", "RetentionDuration": "30"}, {"ExchangeLocation": []}, None),
        ({"RetentionComplianceAction": "", "PublishComplianceTag": "Records"}, {}, None),
    ],
)
def test_a_policy_says_after_how_long_it_deletes_mail(
    rule: dict[str, Any], row: dict[str, Any], after: int | None
) -> None:
    given = {"Guid": "g", "Name": "Files", "Enabled": True, "DistributionStatus": "Success", **row}
    given = {"ExchangeLocation": ["All"], **given}
    assert mail_policy(given, {"files": [{"Policy": "Files", **rule}]}).deletes_days == after


@pytest.mark.parametrize("action", ["Delete", "KeepAndDelete"])
def test_a_policy_that_deletes_and_says_not_after_how_long_is_not_understood(action: str) -> None:
    given: dict[str, Any] = {"Guid": "g", "Name": "Files", "Enabled": True, "ExchangeLocation": ["All"]}
    given["DistributionStatus"] = "Success"
    rules: dict[str, Any] = {"files": [{"Policy": "Files", "RetentionComplianceAction": action}]}
    told = mail_policy(given, rules)
    assert (told.holds, told.deletes_days) == (None, None)
    assert "RetentionDuration" in told.why
    with pytest.raises(MisreadError, match="RetentionDuration"):
        policy_of(given, rules)


@pytest.mark.parametrize(
    ("row", "rule", "days"),
    [
        ({}, {"RetentionComplianceAction": "Delete"}, 365),
        ({}, {"RetentionComplianceAction": "KeepAndDelete"}, 365),
        ({"DistributionStatus": "Pending"}, {"RetentionComplianceAction": "Delete"}, 365),
        ({}, {"RetentionComplianceAction": "Keep"}, None),
        ({}, {"RetentionComplianceAction": "Delete", "ContentMatchQuery": "CV"}, None),
        ({}, {"RetentionComplianceAction": "Delete", "Disabled": True}, None),
        ({"Enabled": False}, {"RetentionComplianceAction": "Delete"}, None),
        ({"Mode": "TestWithNotifications"}, {"RetentionComplianceAction": "Delete"}, None),
    ],
)
def test_after_how_many_days_everything_at_the_places_is_deleted_is_told(
    row: dict[str, Any], rule: dict[str, Any], days: int | None
) -> None:
    plain = {"Guid": "g", "Name": "Files", "Enabled": True, "DistributionStatus": "Success"}
    found = policy_of(
        {**plain, "OneDriveLocation": ["All"], **row},
        {"files": [{**RULE, "RetentionDuration": "365", **rule}]},
    )
    assert found.deletes_days == days


NOT_SURE = (
    *({"DistributionStatus": one} for one in ("Pending", "Error", "Off", "PartialSuccess", "Weird", None)),
    *({"Mode": one} for one in ("PendingDeletion", "TestWithNotifications", "Disable", "Weird")),
    *({"IsSimulation": True}, {"Enabled": False}),
    *({"rule": one} for one in ({"ErrorMetadata": "PolicySyncTimeout"}, {"Disabled": True})),
    {"rule": {"Mode": "PendingDeletion"}},
)


@pytest.mark.parametrize("more", [{}, *NOT_SURE])
def test_a_policy_in_no_sound_state_is_sure_of_nothing_that_it_names_and_holds_no_mailbox_for_sure(
    more: dict[str, Any],
) -> None:
    rule = {**RULE, **more.get("rule", {})}
    row = {"Guid": "g", "Name": "Files", "Enabled": True, "DistributionStatus": "Success"}
    row |= {one: value for one, value in more.items() if one != "rule"}
    row |= {"OneDriveLocation": ["All"], "ExchangeLocation": ["All"]}

    found, mail = policy_of(row, {"files": [rule]}), mail_policy(row, {"files": [rule]})

    assert (found.retains and DRIVES in found.everything_at) is (not more)
    assert (mail.holds is True) is (not more)
    assert bool(mail.why) is bool(more)


@pytest.mark.parametrize("action", ["Keep", "KeepAndDelete", "Delete"])
@pytest.mark.parametrize("tag", ["PublishComplianceTag", "ApplyComplianceTag"])
def test_a_rule_that_labels_keeps_and_deletes_nothing_by_itself_whatever_else_it_says(
    tag: str, action: str
) -> None:
    row = {"Guid": "g", "Name": "Files", "Enabled": True, "DistributionStatus": "Success"}
    row |= {one: ["All"] for one in (DRIVES, GROUPS, "ExchangeLocation")}
    rules: dict[str, Any] = {
        "files": [{**RULE, "RetentionDuration": "30", "RetentionComplianceAction": action, tag: "x,Records"}]
    }
    found, mail = policy_of(row, rules), mail_policy(row, rules)
    assert (found.retains, found.keeps_days, found.deletes_days) == (False, None, None)
    assert (mail.holds, mail.days, mail.deletes_days) == (False, None, None)


MAIL = "ExchangeLocation"
SIMULATED = {"Mode": "TestWithoutNotifications"}


@pytest.mark.parametrize("location", [DRIVES, GROUPS, MAIL, ""])
@pytest.mark.parametrize("action", ["Delete", "KeepAndDelete"])
@pytest.mark.parametrize(
    ("of_row", "of_rule", "acts"),
    [
        ({"PriorityCleanup": True}, {}, True),
        ({}, {"PriorityCleanup": True}, True),
        ({}, {"PriorityCleanup": True, "ContentMatchQuery": "x"}, True),
        ({"DistributionStatus": "Pending"}, {"PriorityCleanup": True}, True),
        ({}, {"PriorityCleanup": False}, False),
        ({}, {}, False),
        ({"Enabled": False}, {"PriorityCleanup": True}, False),
        (SIMULATED, {"PriorityCleanup": True}, False),
        ({}, {"PriorityCleanup": True, "Disabled": True}, False),
    ],
)
def test_nobody_can_say_what_is_kept_where_a_policy_deletes_what_others_keep(
    location: str, action: str, of_row: dict[str, Any], of_rule: dict[str, Any], *, acts: bool
) -> None:
    plain = {"Enabled": True, "DistributionStatus": "Success"}
    keeps = {**plain, "Guid": "k", "Name": "Keeps"} | {one: ["All"] for one in (DRIVES, GROUPS, MAIL)}
    cleans = {**plain, "Guid": "c", "Name": "Cleans", **({location: ["All"]} if location else {}), **of_row}
    deletes = {"Policy": "Cleans", "RetentionComplianceAction": action, "RetentionDuration": "30", **of_rule}
    rules: dict[str, Any] = {"keeps": [{**RULE, "Policy": "Keeps"}], "cleans": [deletes]}
    rows = [keeps, cleans]

    settings = Settings(policies=tuple(policy_of(one, rules) for one in rows))
    for place in (DRIVES, GROUPS):
        cover = cover_of(place, settings, 123)
        reached = acts and location in {place, ""}
        assert bool(cover.keepers) is not reached
        assert ("Cleans deletes there what others keep" in cover.doubt) is reached
    mail = mail_policies_of(rows, rules).of("k")
    assert mail.holds is (None if acts and location in {MAIL, ""} else True)


WHOLE = {one: ["All"] for one in (DRIVES, GROUPS, MAIL)}
KEEPS = {"Guid": "k", "Name": "Keeps", "Enabled": True, "DistributionStatus": "Success", **WHOLE}


def listed(row: dict[str, Any], *rules: dict[str, Any]) -> Any:
    rows = {"Get-RetentionCompliancePolicy": [row], "Get-RetentionComplianceRule": [*rules]}
    return run(read_rows(Fake([], rows).tenant))


@pytest.mark.parametrize("more", [{}, {"PriorityCleanup": True}])
@pytest.mark.parametrize("action", ["Keep", "KeepAndDelete", "Delete"])
def test_no_look_takes_lists_for_whole_of_which_one_contradicts_the_other(
    action: str, more: dict[str, Any]
) -> None:
    rule = {**RULE, "Policy": "Keeps"}
    with pytest.raises(ReadError, match="'Lost', which is not among the policies"):
        listed(KEEPS, rule, {**RULE, "Policy": "Lost", "RetentionComplianceAction": action, **more})
    assert listed(KEEPS, rule, {"Policy": "Labels", "PublishComplianceTag": "Record"})[0] == [KEEPS]


@pytest.mark.parametrize(
    "results", [["SiteOutOfQuota: https://x"], [{"ResultCode": "PolicySyncTimeout"}], "InternalError"]
)
def test_a_policy_that_did_not_reach_a_place_is_not_sure_to_keep_what_is_there(results: Any) -> None:
    for told, sure in ((results, False), ([], True), (None, True)):
        (row,), rules = listed({**KEEPS, "DistributionResults": told}, {**RULE, "Policy": "Keeps"})
        settings = Settings(policies=(policy_of(row, rules),))
        assert {bool(cover_of(one, settings, 123).keepers) for one in (DRIVES, GROUPS)} == {sure}
        assert mail_policy(row, rules).holds is (True if sure else None)
