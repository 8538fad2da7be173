"""The seventeen rules of a role's policy as a tenant has them that nobody has changed, and what a change may say.

Rules, their order and what they say: answers of a real tenant in a public scanner's tests (research notes rows.json);
the durations are those of Microsoft's page on role settings, as a copy has it.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.schema import Anything, Flag, Many, StructuredType, Text, Whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.emulator.odata.schema import Type

_NAMESPACE = "#microsoft.graph."
_PREFIX = "unifiedRoleManagementPolicy"
_STAGE = {
    "approvalStageTimeOutInDays": 1,
    "isApproverJustificationRequired": True,
    "escalationTimeInMinutes": 0,
    "isEscalationEnabled": False,
    "primaryApprovers": [],
    "escalationApprovers": [],
}
_SETTING = {
    "isApprovalRequired": False,
    "isApprovalRequiredForExtension": False,
    "isRequestorJustificationRequired": True,
    "approvalMode": "SingleStage",
    "approvalStages": [_STAGE],
}
_APPROVERS = Many(
    StructuredType(
        "subjectSet",
        {},
        subtypes={
            "singleUser": StructuredType("singleUser", {"userId": Text(), "description": Text()}),
            "groupMembers": StructuredType("groupMembers", {"groupId": Text(), "description": Text()}),
        },
    )
)
_SHARED: dict[str, Type] = {"id": Text(), "target": Anything()}
_SAID: dict[str, dict[str, Type]] = {
    "Expiration": {"isExpirationRequired": Flag(), "maximumDuration": Text()},
    "Enablement": {
        "enabledRules": Many(Text(choices=("MultiFactorAuthentication", "Justification", "Ticketing")))
    },
    "Notification": {
        "notificationType": Text(),
        "recipientType": Text(),
        "notificationLevel": Text(),
        "isDefaultRecipientsEnabled": Flag(),
        "notificationRecipients": Many(Text()),
    },
    "AuthenticationContext": {"isEnabled": Flag(), "claimValue": Text()},
    "Approval": {
        "setting": StructuredType(
            "approvalSettings",
            {
                "isApprovalRequired": Flag(),
                "isApprovalRequiredForExtension": Flag(),
                "isRequestorJustificationRequired": Flag(),
                "approvalMode": Text(),
                "approvalStages": Many(
                    StructuredType(
                        "unifiedApprovalStage",
                        {
                            "approvalStageTimeOutInDays": Whole(),
                            "isApproverJustificationRequired": Flag(),
                            "escalationTimeInMinutes": Whole(),
                            "isEscalationEnabled": Flag(),
                            "primaryApprovers": _APPROVERS,
                            "escalationApprovers": _APPROVERS,
                        },
                    )
                ),
            },
        )
    },
}
RULES: dict[str, StructuredType] = {
    f"{_PREFIX}{name}Rule": StructuredType(f"{_PREFIX}{name}Rule", {**_SHARED, **said}, nullable=False)
    for name, said in _SAID.items()
}
"""What a change of a rule may say, by the type that it names without its namespace."""


def _rules(caller: str, level: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield word of the id, type and values of the rules for one caller at one level."""
    match caller, level:
        case "EndUser", _:
            lasts: dict[str, Any] = {"isExpirationRequired": True, "maximumDuration": "PT8H"}
            asked = ["MultiFactorAuthentication", "Justification"]
        case _, "Eligibility":
            lasts, asked = {"isExpirationRequired": False, "maximumDuration": "P365D"}, []
        case _:
            lasts, asked = {"isExpirationRequired": False, "maximumDuration": "P180D"}, ["Justification"]
    yield "Expiration", "Expiration", lasts
    yield "Enablement", "Enablement", {"enabledRules": asked}
    if caller == "EndUser":
        yield "Approval", "Approval", {"setting": _SETTING}
        yield "AuthenticationContext", "AuthenticationContext", {"isEnabled": False, "claimValue": None}
    for recipient in ("Admin", "Requestor", "Approver"):
        told: dict[str, Any] = {
            "notificationType": "Email",
            "recipientType": recipient,
            "notificationLevel": "All",
            "isDefaultRecipientsEnabled": True,
            "notificationRecipients": [],
        }
        yield f"Notification_{recipient}", "Notification", told


def default_rules() -> dict[str, dict[str, Any]]:
    """Return the rules of a policy that nobody has changed, by their ids."""
    rules: dict[str, dict[str, Any]] = {}
    for caller, level in (("Admin", "Eligibility"), ("Admin", "Assignment"), ("EndUser", "Assignment")):
        for word, name, values in _rules(caller, level):
            rule_id = f"{word}_{caller}_{level}"
            rules[rule_id] = {
                "@odata.type": f"{_NAMESPACE}{_PREFIX}{name}Rule",
                "id": rule_id,
                **copy.deepcopy(values),
                "target": {
                    "caller": caller,
                    "operations": ["All"],
                    "level": level,
                    "inheritableSettings": [],
                    "enforcedSettings": [],
                },
            }
    return rules


def type_of(rule: dict[str, Any]) -> StructuredType:
    """Return what a change of a rule may say."""
    return RULES[str(rule["@odata.type"]).removeprefix(_NAMESPACE)]
