"""Changes what of a role's policy is not as asked: each of PIM's rules whole, as it was read but for what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_list, as_object, as_texts, member, required
from holdfast.kinds.judgement import Step, Violation
from holdfast.kinds.services.role_policies import (
    ALL,
    APPROVED,
    ASSIGNED,
    GROUP_MEMBERS,
    HOURS,
    LEVEL,
    PROOFS,
    PROVED,
    keys,
    roles_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.services.role_policies import RolesSeen, Row


def changes(
    broken: Sequence[Violation], seen: RolesSeen, rule: Mapping[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield for what is broken where a rule of PIM is changed, and the whole rule as it shall be."""
    roles = {one.role_id: one for one in roles_of(seen, rule)}
    for one in broken:
        if isinstance(one.remedy, Step):
            role = roles[one.remedy.about]
            live = role.rule(one.remedy.does)
            path = f"/policies/roleManagementPolicies/{role.policy_id}/rules/{one.remedy.does}"
            yield path, {**_unannotated(live), **_changed(one.remedy.does, live, seen, rule)}


def _unannotated(live: Row) -> dict[str, Any]:
    """Return a rule as it was read, with its type, but without what the service alone says of it."""
    return {name: one for name, one in live.items() if not name.startswith("@") or name == "@odata.type"}


def _changed(rule_id: str, live: Row, seen: RolesSeen, rule: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of one of PIM's rules is another from now on."""
    if rule_id == PROVED:
        asked = required(live, "enabledRules", as_texts)
        return {"enabledRules": [*asked, *(one for one in PROOFS if one not in asked)]}
    if rule_id == HOURS:
        return {"isExpirationRequired": True, "maximumDuration": f"PT{int(rule['longestActivationHours'])}H"}
    if rule_id == APPROVED:
        return {"setting": _approved(required(live, "setting", as_object), *seen.groups)}
    if rule_id == ASSIGNED:
        return {"isExpirationRequired": True}
    told = member(live, "notificationRecipients", as_texts) or []
    known = keys(told)
    lacking = [one for one in rule["notified"] if one.casefold() not in known]
    return {LEVEL: ALL, "notificationRecipients": [*told, *lacking]}


def _approved(setting: Row, group: str) -> dict[str, Any]:
    """Return the settings of an approval that the group gives, in one stage, else as they are."""
    stages = member(setting, "approvalStages", as_list) or []
    stage = as_object(stages[0], "approvalStages[0]") if stages else _STAGE
    approver = {"@odata.type": GROUP_MEMBERS, "groupId": group}
    return {
        **setting,
        "isApprovalRequired": True,
        "approvalMode": "SingleStage",
        "approvalStages": [{**stage, "primaryApprovers": [approver], **_NOBODY_INSTEAD}],
    }


_NOBODY_INSTEAD: Mapping[str, Any] = {"isEscalationEnabled": False, "escalationApprovers": []}
_STAGE: Mapping[str, Any] = {
    "approvalStageTimeOutInDays": 1,
    "isApproverJustificationRequired": True,
    "escalationTimeInMinutes": 0,
}
"""A stage as a tenant has it that nobody has changed."""
