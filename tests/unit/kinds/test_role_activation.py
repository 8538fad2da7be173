"""What of a role's policy breaks the rule over activation, and what nobody has seen before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.role_management_policies.types import default_rules
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.services.role_policies import RolesSeen
from holdfast.kinds.services.role_policies_judging import judged
from holdfast.kinds.services.role_policies_writing import _approved

if TYPE_CHECKING:
    from collections.abc import Mapping

GLOBAL = "62e90394-69f5-4237-9190-012177145e10"
EXCHANGE = "29232cdf-9323-42fd-ade2-1d097af3e4de"
GROUP = "14f2746d-7d6f-4ac6-acd8-8cac318b041b"
RULE = {
    "roles": [GLOBAL, EXCHANGE, "00000000-0000-4000-8000-00000000abcd"],
    "longestActivationHours": 8,
    "approvedRoles": [GLOBAL],
    "approverGroup": "Approvers",
    "notified": ["soc@a.example"],
}
USER = "ebadcafe-0000-4000-8000-00000000000c"
APPROVERS = [{"@odata.type": "#microsoft.graph.groupMembers", "groupId": GROUP}]
TOLD = {"notificationRecipients": ["SOC@a.example", "other@a.example"]}
NOTIFICATIONS = [f"Notification_Admin_{one}" for one in ("Admin_Assignment", "Admin_Eligibility")] + [
    "Notification_Admin_EndUser_Assignment"
]


def approval(**more: Any) -> dict[str, Any]:
    stages = [{"primaryApprovers": APPROVERS}]
    setting = {"isApprovalRequired": True, "approvalMode": "SingleStage", "approvalStages": stages}
    return {"setting": {**setting, **more}}


def escalated(**more: Any) -> dict[str, Any]:
    """An approval that somebody else is asked for, once nobody has answered."""
    stage = {
        "primaryApprovers": APPROVERS,
        "escalationApprovers": [{"@odata.type": "x", "userId": USER.upper()}],
    }
    return approval(approvalStages=[{**stage, **more}])


GOOD: Mapping[str, Any] = {
    "Expiration_Admin_Assignment": {"isExpirationRequired": True},
    "Approval_EndUser_Assignment": approval(),
    **dict.fromkeys(NOTIFICATIONS, TOLD),
}


def assignment(role: str, **changed: dict[str, Any]) -> dict[str, Any]:
    """A policy that is as asked but for the rules of PIM that are `changed`."""
    rules = {**default_rules()}
    for one, values in {**GOOD, **changed}.items():
        rules[one] = {**rules[one], **values}
    return {"roleDefinitionId": role, "policyId": f"P-{role}", "policy": {"rules": [*rules.values()]}}


def seen(*assignments: dict[str, Any], approvers: int = 2) -> RolesSeen:
    names = {GLOBAL: "Global Administrator", EXCHANGE: "Exchange Administrator"}
    return RolesSeen(names, assignments, (GROUP,), approvers)


CASES: dict[str, tuple[str, dict[str, Any], tuple[str, bool] | None]] = {
    "no second factor": (
        "Enablement_EndUser_Assignment",
        {"enabledRules": ["Justification", "Ticketing"]},
        ("activationProof", True),
    ),
    "no reason": (
        "Enablement_EndUser_Assignment",
        {"enabledRules": ["MultiFactorAuthentication"]},
        ("activationProof", True),
    ),
    "a ticket besides": (
        "Enablement_EndUser_Assignment",
        {"enabledRules": ["MultiFactorAuthentication", "Justification", "Ticketing"]},
        None,
    ),
    "a day": ("Expiration_EndUser_Assignment", {"maximumDuration": "P1D"}, ("activationHours", True)),
    "a minute more": (
        "Expiration_EndUser_Assignment",
        {"maximumDuration": "PT8H1M"},
        ("activationHours", True),
    ),
    "half an hour": ("Expiration_EndUser_Assignment", {"maximumDuration": "PT30M"}, None),
    "no end": ("Expiration_EndUser_Assignment", {"isExpirationRequired": False}, ("activationHours", True)),
    "an endless assignment": (
        "Expiration_Admin_Assignment",
        {"isExpirationRequired": False},
        ("activeAssignmentsEnd", True),
    ),
    "told of what is critical": (
        NOTIFICATIONS[0],
        {"notificationLevel": "Critical"},
        (f"notified.{NOTIFICATIONS[0]}", True),
    ),
    "told of nothing": (
        NOTIFICATIONS[2],
        {"notificationLevel": "none"},
        (f"notified.{NOTIFICATIONS[2]}", True),
    ),
    "nobody told": (NOTIFICATIONS[1], {"notificationRecipients": []}, (f"notified.{NOTIFICATIONS[1]}", True)),
}


@pytest.mark.parametrize("case", CASES)
def test_each_part_of_a_policy_is_judged(case: str) -> None:
    about, values, expected = CASES[case]

    found = judged(seen(assignment(GLOBAL), assignment(EXCHANGE, **{about: values})), RULE)

    told = [(one.property, one.remedy is not None) for one in found.violations]
    assert told == ([expected] if expected else [])
    assert {one.member for one in found.violations} <= {"Exchange Administrator"}
    assert (found.covered, found.unjudged) == (2 - bool(expected), ())


@pytest.mark.parametrize(
    ("values", "approvers", "expected"),
    [
        (approval(isApprovalRequired=False), 2, ("approval", "none", True)),
        (approval(approvalStages=[{"primaryApprovers": []}]), 2, ("approval", "none", True)),
        (
            approval(
                approvalStages=[
                    {"primaryApprovers": [*APPROVERS, {"@odata.type": "x", "userId": USER.upper()}]}
                ]
            ),
            2,
            ("approval", [GROUP, USER], True),
        ),
        (approval(approvalMode="noApproval"), 2, ("approval", "none", True)),
        (escalated(isEscalationEnabled=True), 2, ("approval", [GROUP, USER], True)),
        (escalated(), 2, ("approval", [GROUP, USER], True)),
        (approval(isApprovalRequired=False), 1, ("approvers", 1, False)),
        (approval(), 0, ("approvers", 0, False)),
    ],
)
def test_two_people_approve_or_nothing_about_approval_is_changed(
    values: dict[str, Any], approvers: int, expected: tuple[str, Any, bool]
) -> None:
    highest = assignment(GLOBAL, Approval_EndUser_Assignment=values)

    found = judged(seen(highest, assignment(EXCHANGE), approvers=approvers), RULE)

    assert [(one.property, one.found, one.remedy is not None) for one in found.violations] == [expected]


def test_global_administrator_can_be_assigned_without_an_end_and_so_can_what_is_named() -> None:
    endless = {"Expiration_Admin_Assignment": {"isExpirationRequired": False}}
    both = seen(assignment(GLOBAL, **endless), assignment(EXCHANGE, **endless))

    assert [one.member for one in judged(both, RULE).violations] == ["Exchange Administrator"]
    assert judged(both, {**RULE, "endlessRoles": [EXCHANGE]}).violations == ()


def test_an_authentication_context_is_told_and_left() -> None:
    values: dict[str, dict[str, Any]] = {
        "AuthenticationContext_EndUser_Assignment": {"isEnabled": True, "claimValue": "c1"},
        "Enablement_EndUser_Assignment": {"enabledRules": ["Justification"]},
    }
    (found,) = judged(seen(assignment(GLOBAL), assignment(EXCHANGE, **values)), RULE).violations
    assert (found.property, found.remedy) == ("activationProof", None)
    assert "not read here" in found.note


def test_what_is_not_there_or_not_understood_is_unknown() -> None:
    for about, values in (
        ("Expiration_EndUser_Assignment", {"maximumDuration": "a while"}),
        (NOTIFICATIONS[0], {"notificationLevel": "Some"}),
        (NOTIFICATIONS[0], {"notificationLevel": None}),
    ):
        odd = assignment(EXCHANGE, **{about: values})
        assert [one.member for one in judged(seen(assignment(GLOBAL), odd), RULE).unjudged] == [
            "Exchange Administrator"
        ]
    strange = assignment(GLOBAL, Approval_EndUser_Assignment=approval(approvalMode="Some"))
    assert [one.member for one in judged(seen(strange, assignment(EXCHANGE)), RULE).unjudged] == [
        "Global Administrator"
    ]
    assert [one.member for one in judged(seen(assignment(GLOBAL)), RULE).unjudged] == [
        "Exchange Administrator"
    ]
    for wrong in (RolesSeen({}, ()), seen(assignment(GLOBAL), assignment(GLOBAL))):
        with pytest.raises(MisreadError):
            judged(wrong, RULE)


def test_a_name_of_two_groups_is_neither_and_one_of_none_is_told() -> None:
    good = seen(assignment(GLOBAL), assignment(EXCHANGE))
    (unknown,) = judged(replace(good, groups=(GROUP, "other"), approvers=0), RULE).unjudged
    assert unknown.member == "Global Administrator"
    assert "'Approvers' is that of 2" in unknown.why
    assert GROUP in unknown.why
    (missing,) = judged(replace(good, groups=(), approvers=0), RULE).violations
    assert "there is no such group" in missing.note


def test_nobody_is_asked_instead_once_somebody_approves() -> None:
    live = escalated(isEscalationEnabled=True)["setting"]
    assert judged(seen(assignment(GLOBAL), assignment(EXCHANGE)), RULE).violations == ()
    changed = assignment(GLOBAL, Approval_EndUser_Assignment={"setting": _approved(live, GROUP)})
    assert judged(seen(changed, assignment(EXCHANGE)), RULE).violations == ()


def test_role_of_the_rule_that_has_a_policy_and_no_definition_is_unknown() -> None:
    """One that the tenant has neither of is none of its roles, as a newer one in a national cloud."""
    found = judged(replace(seen(assignment(GLOBAL), assignment(EXCHANGE)), names={GLOBAL: "Global"}), RULE)

    (lost,) = found.unjudged
    assert (lost.member, lost.why) == (EXCHANGE, "has no definition among those that came")
    assert judged(replace(seen(assignment(GLOBAL)), names={GLOBAL: "Global"}), RULE).unjudged == ()
