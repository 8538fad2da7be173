"""Get-, New-, Set- and Remove-UnifiedAuditLogRetentionPolicy (rows 3; learn, audit-log-retention-policies)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.cmdlet import COMPLIANCE_READERS, COMPLIANCE_WRITERS, ParameterType
from holdfast.emulator.cmdlets.errors import refused
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation

_POLICIES = "unifiedAuditLogRetentionPolicies"
_MOST = 50
_PAGE = documented("https://learn.microsoft.com/purview/audit-log-retention-policies", "2026-11-27")
_CMDLET = documented(
    "https://learn.microsoft.com/powershell/module/exchange/new-unifiedauditlogretentionpolicy", "2026-11-27"
)
_ROWS = assumed("rows as scanners read them (research notes rows.json); none was captured")


def _allowed(
    invocation: Invocation, before: Mapping[str, Any] | None, values: dict[str, Any]
) -> dict[str, Any]:
    """Each number once, something that it is for, and at most fifty. Types and texts of refusals are assumed."""
    others = [
        one
        for one in objects.living(invocation.tenant, _POLICIES)
        if before is None or one["Guid"] != before["Guid"]
    ]
    after = {**(before or {}), **values}
    if taken := [str(one["Name"]) for one in others if one["Priority"] == after["Priority"]]:
        raise refused(
            f"The priority {after['Priority']} is used by the policy '{taken[0]}' already.",
            "InvalidPriorityException",
        )
    if not after.get("RecordTypes") and not after.get("UserIds"):
        raise refused("The policy needs record types or users.", "InvalidPolicyException")
    if before is None and len(others) >= _MOST:
        raise refused(f"There are {_MOST} policies already, the most that there can be.", "LimitException")
    return values


SERVICE = CmdletNoun(
    noun="UnifiedAuditLogRetentionPolicy",
    endpoint="compliance",
    doc="How long records of the audit log are kept; Microsoft's default is not listed.",
    collection=_POLICIES,
    what="audit log retention policy",
    unknown_identity="all",
    example={
        "Name": "Teams",
        "RetentionDuration": "TenYears",
        "Priority": 100,
        "RecordTypes": ["MicrosoftTeams"],
    },
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "Description": Setting("", _PAGE, ParameterType.TEXT),
        "RetentionDuration": Setting(
            None,
            _CMDLET,
            ParameterType.TEXT,
            required=True,
            choices=(
                *("SevenDays", "OneMonth", "ThreeMonths", "SixMonths", "NineMonths"),
                *("TwelveMonths", "ThreeYears", "FiveYears", "SevenYears", "TenYears"),
            ),
        ),
        "Enabled": Setting(True, _ROWS),
        "Mode": Setting("Enforce", _ROWS),
        "Identity": Setting("", _ROWS),
        "Id": Setting("", _ROWS),
        "ImmutableId": Setting("", _ROWS),
        "CreatedBy": Setting("", _ROWS),
        "LastModifiedBy": Setting("", _ROWS),
        "IsValid": Setting(True, _ROWS),
        "ObjectState": Setting("Unchanged", _ROWS),
        "RecordTypes": Setting([], _PAGE, ParameterType.TEXTS, wire="texts"),
        "Operations": Setting([], _PAGE, ParameterType.TEXTS, wire="texts"),
        "UserIds": Setting([], _PAGE, ParameterType.TEXTS, wire="texts"),
        "Priority": Setting(
            100, _PAGE, ParameterType.INTEGER, required=True, least=1, most=10000, wire="int32", example=25
        ),
        "Guid": Setting("", _ROWS, wire="guid"),
        "ExchangeObjectId": Setting("", _ROWS, wire="guid"),
        "WhenCreatedUTC": Setting(None, _ROWS, wire="moment"),
        "WhenChangedUTC": Setting(None, _ROWS, wire="moment"),
    },
    readers=COMPLIANCE_READERS.by("View-Only Audit Logs"),
    writers=COMPLIANCE_WRITERS.by("Organization Configuration"),
    evidence=_CMDLET,
    licence="M365_ADVANCED_AUDITING",
    rules=(_allowed,),
    unimplemented={
        "Get": frozenset({"Operation", "RecordType", "RetentionDuration", "UserId"}),
        "New": frozenset({"WhatIf"}),
        "Set": frozenset({"Force", "WhatIf"}),
        "Remove": frozenset({"ForceDeletion", "WhatIf"}),
    },
)
"""That ten years need an add-on for each user, and that Set- wants the number as well (recalled), is not held here.
What Get- answers about an unknown name is assumed."""
