"""Every live policy held against the emergency accounts: a danger, none, or not known. Over plain objects."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from holdfast.kinds.entra.break_glass_accounts import KIND
from holdfast.kinds.held_policies import EXCLUDED
from holdfast.kinds.judgement import Judgement, Uncounted, Violation
from holdfast.kinds.live import LiveObject
from holdfast.kinds.nameable import Named, can_differ
from holdfast.kinds.others import Others
from holdfast.model.directory import GROUP, SYNC_ROLES, USER
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
GROUP_ID = "aaaaaaaa-0000-4000-8000-000000000001"
TWIN_ID = "aaaaaaaa-0000-4000-8000-000000000009"
BG1 = "aaaaaaaa-0000-4000-8000-000000000002"
BG2 = "aaaaaaaa-0000-4000-8000-000000000003"
OTHER = "aaaaaaaa-0000-4000-8000-000000000004"
RULE = {"group": "Emergency", "accounts": ["bg1@a.example", "BG2@a.example"]}
IDS = {
    (GROUP, "emergency"): (GROUP_ID.upper(),),
    (USER, "bg1@a.example"): (BG1,),
    (USER, "bg2@a.example"): (BG2,),
}
EMPTY = Judgement(covered=3, violations=(), exempt={})
MISREAD = ReadError("read-not-understood", "a value that nobody knows", Reason.UNEXPECTED)


def policy(users: dict[str, Any], name: str = "Theirs", **changes: Any) -> LiveObject:
    inputs = {
        "state": "enabled",
        "grantControls": {"builtInControls": ["block"]},
        "conditions": {"users": users},
    }
    others = {"inputs": inputs | changes.pop("inputs", {}), "id": f"id of {name}", **changes}
    return LiveObject(key=name, **others)


def held(*policies: LiveObject, ids: Any = None, unread: Any = None) -> Judgement:
    objects = {} if unread else {POLICY: policies}
    return KIND.with_others(
        EMPTY, RULE, Others(objects=objects, unread=unread or {}, ids=IDS if ids is None else ids)
    )


def outcome(*policies: LiveObject, **options: Any) -> str:
    found = held(*policies, **options)
    if found.violations:
        return "locked out"
    return "unknown" if found.unjudged or found.uncounted else "safe"


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        ({"includedUsers": ["All"]}, "locked out"),
        ({"includedUsers": ["All"], "excludedGroups": [OTHER]}, "locked out"),
        ({"includedUsers": ["All"], "excludedGroups": [OTHER, GROUP_ID]}, "safe"),
        ({"includedUsers": [BG2]}, "locked out"),
        ({"includedUsers": [OTHER]}, "safe"),
        ({"includedGroups": [OTHER]}, "locked out"),
        ({"includedUsers": ["All"], "excludedUsers": [BG1, BG2]}, "safe"),
        ({"includedUsers": ["All"], "excludedUsers": [BG1.upper(), OTHER, BG2]}, "safe"),
        ({"includedUsers": ["All"], "excludedUsers": [BG1]}, "locked out"),
        ({"includedUsers": ["All"], "excludedUsers": [BG1, OTHER]}, "locked out"),
        ({"includedUsers": ["All"], "excludedUsers": BG1 + BG2}, "locked out"),
        ({"includedUsers": ["None"]}, "safe"),
    ],
)
def test_whom_an_enabled_policy_reaches_decides(users: dict[str, Any], expected: str) -> None:
    assert outcome(policy(users)) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("enabled", "locked out"),
        ("Enabled", "locked out"),
        ("disabled", "safe"),
        ("Disabled", "safe"),
        ("enabledForReportingButNotEnforced", "safe"),
        ("somehow", "locked out"),
    ],
)
def test_only_what_surely_stops_nobody_is_passed_over(state: str, expected: str) -> None:
    assert outcome(policy({"includedUsers": ["All"]}, inputs={"state": state})) == expected


@pytest.mark.parametrize("managed", [False, True], ids=["anybody's", "Microsoft's"])
def test_whoever_made_it_it_locks_out(*, managed: bool) -> None:
    assert outcome(policy({"includedUsers": ["All"]}, managed_by_microsoft=managed)) == "locked out"


def test_a_policy_is_told_with_its_name_its_id_and_what_it_applies_to() -> None:
    (found,) = held(policy({"includedUsers": ["All"]}, "Block [abroad]")).violations

    assert (found.member, found.member_id) == ("Block [abroad]", "id of Block [abroad]")
    assert found.path() == "members[Block [abroad]].breakGlassGroupExcluded"
    assert (found.expected, found.found, found.remedy) == (True, False, None)
    assert (
        "is enabled, applies to all users, and does not exclude the break-glass group 'Emergency'"
        in found.note
    )


def test_two_of_a_name_are_two() -> None:
    twins = [policy({"includedUsers": ["All"]}, id=one) for one in ("b", "a")]

    assert [one.member_id for one in held(*twins).violations] == ["a", "b"]


@pytest.mark.parametrize(
    ("users", "state", "expected"),
    [
        ({"includedUsers": ["All"]}, "enabled", "unknown"),
        ({}, "enabled", "unknown"),
        ({"includedUsers": ["All"], "excludedGroups": [GROUP_ID]}, "enabled", "safe"),
        ({"includedUsers": ["All"]}, None, "unknown"),
        ({"includedUsers": ["All"]}, "disabled", "safe"),
        ({"includedUsers": ["All"]}, "enabledForReportingButNotEnforced", "safe"),
    ],
)
def test_one_that_is_not_understood_is_unknown_unless_it_can_do_nothing(
    users: dict[str, Any], state: str | None, expected: str
) -> None:
    strange = policy(users, misread=MISREAD, inputs={"state": state})

    assert outcome(strange) == expected


def test_one_without_grants_that_is_not_understood_is_unknown() -> None:
    """What it demands may be what was not understood."""
    strange = policy({"includedUsers": ["All"]}, misread=MISREAD, inputs={"grantControls": None})

    assert outcome(strange) == "unknown"


def test_users_of_a_sort_that_no_input_has_are_unknown() -> None:
    strange = {"conditions.users.includeAgents": ["All"]}

    assert outcome(policy({"includedUsers": [OTHER]}, unmodelled=strange)) == "unknown"
    assert (
        outcome(policy({"includedUsers": [OTHER], "excludedGroups": [GROUP_ID]}, unmodelled=strange))
        == "safe"
    )
    assert (
        outcome(policy({"includedUsers": [OTHER]}, unmodelled=strange, inputs={"grantControls": None}))
        == "safe"
    )


def test_without_the_group_in_the_tenant_nothing_excludes_it() -> None:
    ids = {name: one for name, one in IDS.items() if name[0] == USER}

    assert outcome(policy({"includedUsers": ["All"], "excludedGroups": [GROUP_ID]}), ids=ids) == "locked out"


def test_of_two_groups_of_the_name_either_is_meant() -> None:
    ids = {**IDS, (GROUP, "emergency"): (GROUP_ID, TWIN_ID)}

    assert outcome(policy({"includedUsers": ["All"], "excludedGroups": [TWIN_ID]}), ids=ids) == "safe"


def test_whose_id_an_included_user_is_may_be_unknown() -> None:
    ids = {name: one for name, one in IDS.items() if name != (USER, "bg1@a.example")}

    found = held(policy({"includedUsers": [OTHER]}), ids=ids)

    (one,) = found.unjudged
    assert one.member == "Theirs"
    assert OTHER in one.why


@pytest.mark.parametrize("token", [POLICY, GROUP])
def test_what_was_not_read_leaves_it_unknown(token: str) -> None:
    why = Uncounted(reason=Reason.PERMISSION, told="not allowed")

    found = held(unread={token: why})

    assert found.uncounted is not None
    assert found.uncounted.reason is Reason.PERMISSION
    assert found.uncounted.told == "whether a policy locks the accounts out is unknown: not allowed"


def test_a_client_file_can_name_it() -> None:
    assert can_differ(KIND, f"members[Block abroad].{EXCLUDED}") is Named.YES


STRANGER = Violation(
    member="ana@a.example", member_id=OTHER, property="synchronises", expected=True, found=False
)


@pytest.mark.parametrize(
    "policies",
    [[], [policy({"excludedRoles": [SYNC_ROLES[0]], "excludedGroups": [GROUP_ID]})]],
    ids=["no policy", "one that leaves the role out"],
)
def test_who_holds_the_role_of_what_synchronises_is_told_whatever_policies_say(
    policies: list[LiveObject],
) -> None:
    others = Others(objects={POLICY: policies}, unread={}, ids=IDS)

    found = KIND.with_others(replace(EMPTY, violations=(STRANGER,)), RULE, others)

    assert STRANGER in found.violations


def test_where_policies_were_not_read_who_holds_that_role_stays_told() -> None:
    unread = {POLICY: Uncounted(reason=Reason.PERMISSION, told="refused")}

    found = KIND.with_others(
        replace(EMPTY, violations=(STRANGER,)), RULE, Others(objects={}, unread=unread, ids=IDS)
    )

    assert (found.violations, found.uncounted is None) == ((STRANGER,), False)
