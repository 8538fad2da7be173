"""Get-, New-, Set- and Remove-ComplianceTag: retention labels (api-facts 5.3; learn, New-ComplianceTag).

What a label keeps and how it counts is fixed when it is made: the parameters for it do not exist on Set-.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.cmdlet import COMPLIANCE_READERS, COMPLIANCE_WRITERS, Parameter, ParameterType
from holdfast.emulator.cmdlets.errors import bad_value, missing_parameters, refused
from holdfast.emulator.cmdlets.parameter_names import (
    COMPLIANCE_TAG,
    GET_COMPLIANCE_TAG,
    REMOVE_COMPLIANCE_TAG,
)
from holdfast.emulator.cmdlets.values import UNLIMITED
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation

_LONGEST_DAYS = 36500
_WORKLOAD = "Exchange, SharePoint, OneDriveForBusiness, Skype, ModernGroup"
_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/new-compliancetag", "2026-11-24")
_RECALLED = assumed("rows as they are recalled (research notes api-facts 5.3); none was captured")


def _retention(
    invocation: Invocation, before: Mapping[str, Any] | None, values: dict[str, Any]
) -> dict[str, Any]:
    """What a label keeps: checked and completed when it is made, its duration alone changed later."""
    given = invocation.given
    if before is not None:
        if "RetentionDuration" not in given:
            return values
        return values | {"RetentionDuration": _changed_duration(before, given["RetentionDuration"])}
    _check_retention(given)
    record = given.get("IsRecordLabel", False) or given.get("Regulatory", False)
    made = {"HasRetentionAction": "RetentionAction" in given, "IsRecordLabel": record}
    if "RetentionDuration" in given:
        made["RetentionDuration"] = _duration(given["RetentionDuration"])
    return values | made | {"Priority": len(objects.living(invocation.tenant, objects.TAGS))}


def _plan(
    invocation: Invocation, _before: Mapping[str, Any] | None, values: dict[str, Any]
) -> dict[str, Any]:
    """The file plan is sent under one name and answered under another."""
    if "FilePlanProperty" not in invocation.given:
        return values
    return values | {"FilePlanMetadata": _file_plan(invocation.given["FilePlanProperty"])}


def _not_regulatory(_invocation: Invocation, label: Mapping[str, Any]) -> None:
    if label.get("Regulatory"):
        raise refused(
            f"The label '{label['Name']}' marks regulatory records and cannot be removed.",
            "UnifiedPolicy.RegulatoryLabelException",
        )


def _unused(invocation: Invocation, label: Mapping[str, Any]) -> None:
    users = [
        str(rule["Name"])
        for rule in objects.living(invocation.tenant, objects.RULES)
        if label["Guid"] in {rule.get("_publishes"), rule.get("_applies")}
    ]
    if users:
        raise refused(
            f"The label '{label['Name']}' cannot be removed because it is used by: "
            f"{', '.join(sorted(users))}. Remove it from its policies first.",
            "UnifiedPolicy.ComplianceTagInUseException",
        )


def _check_retention(given: Mapping[str, Any]) -> None:
    together = ("RetentionAction", "RetentionDuration", "RetentionType")
    present = [name for name in together if name in given]
    if present and len(present) < len(together):
        raise missing_parameters([name for name in together if name not in given])
    if given.get("RetentionType") == "EventAgeInDays" and not given.get("EventType"):
        raise missing_parameters(["EventType"])
    record = given.get("IsRecordLabel") or given.get("Regulatory")
    if record and given.get("RetentionAction") not in {"Keep", "KeepAndDelete"}:
        raise refused(
            "A record label must retain content: RetentionAction must be Keep or KeepAndDelete.",
            "UnifiedPolicy.InvalidComplianceTagException",
        )


def _duration(days: int | None) -> str:
    return UNLIMITED if days is None else str(days)


def _changed_duration(label: Mapping[str, Any], days: int | None) -> str:
    """The new duration where the label lets it change: texts assumed, rule recalled (api-facts 5.3)."""
    wanted, current = _duration(days), label.get("RetentionDuration")
    if wanted == current:
        return wanted
    if not label.get("HasRetentionAction"):
        reason = "it has no retention settings"
    elif label.get("Regulatory"):
        reason = "it marks regulatory records"
    elif label.get("IsRecordLabel") and _rank(days) < _rank(
        None if current == UNLIMITED else int(str(current))
    ):
        reason = "it marks records, whose retention can only be extended"
    else:
        return wanted
    raise refused(
        f"The retention duration of the label '{label['Name']}' cannot be changed from {current} to "
        f"{wanted}: {reason}.",
        "UnifiedPolicy.ComplianceTagRetentionException",
    )


def _rank(days: int | None) -> float:
    return float("inf") if days is None else float(days)


def _file_plan(text: str) -> str:
    try:
        plan = orjson.loads(text) if text else {"Settings": []}
        settings = [(str(one["Key"]), str(one["Value"])) for one in plan["Settings"]]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise bad_value(
            "FilePlanProperty",
            'The value must be like {"Settings": [{"Key": "FilePlanPropertyDepartment", "Value": "..."}]}.',
        ) from error
    unknown = sorted(key for key, _ in settings if key not in _FILE_PLAN_KEYS)
    if unknown:
        raise bad_value("FilePlanProperty", f"There is no key {', '.join(unknown)}.")
    return text


_FILE_PLAN_KEYS = frozenset(
    f"FilePlanProperty{name}"
    for name in (
        "Department",
        "Category",
        "Subcategory",
        "SubCategory",
        "Citation",
        "ReferenceId",
        "Authority",
    )
)

SERVICE = CmdletNoun(
    noun="ComplianceTag",
    endpoint="compliance",
    collection=objects.TAGS,
    doc="Retention labels; an Identity that is not there gives them all.",
    what="retention label",
    unknown_identity="all",
    example={
        "Name": "Example",
        "RetentionAction": "Keep",
        "RetentionDuration": 365,
        "RetentionType": "CreationAgeInDays",
    },
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "Comment": Setting("", _PAGE, ParameterType.TEXT),
        "Notes": Setting("", _PAGE, ParameterType.TEXT),
        "RetentionAction": Setting(
            None, _RECALLED, ParameterType.TEXT, on=("New",), choices=("Delete", "Keep", "KeepAndDelete")
        ),
        "RetentionDuration": Setting(None, _RECALLED, ParameterType.DAYS, least=1, most=_LONGEST_DAYS),
        "RetentionType": Setting(
            None,
            _RECALLED,
            ParameterType.TEXT,
            on=("New",),
            choices=("CreationAgeInDays", "EventAgeInDays", "ModificationAgeInDays", "TaggedAgeInDays"),
        ),
        "HasRetentionAction": Setting(False, _RECALLED),
        "IsRecordLabel": Setting(False, _PAGE, ParameterType.BOOLEAN, on=("New",)),
        "IsRecordUnlockedAsDefault": Setting(False, _PAGE, ParameterType.BOOLEAN, on=("New",)),
        "Regulatory": Setting(False, _PAGE, ParameterType.BOOLEAN, on=("New",)),
        "EventType": Setting(None, _RECALLED, ParameterType.TEXT),
        "FilePlanMetadata": Setting("", _RECALLED),
        "MultiStageReviewProperty": Setting("", _RECALLED, ParameterType.TEXT),
        "Workload": Setting(_WORKLOAD, _RECALLED),
        "Mode": Setting("Enforce", _RECALLED),
        "Disabled": Setting(False, _RECALLED),
        "Identity": Setting("", _RECALLED),
        "Id": Setting("", _RECALLED),
        "ImmutableId": Setting("", _RECALLED),
        "CreatedBy": Setting("", _RECALLED),
        "LastModifiedBy": Setting("", _RECALLED),
        "IsValid": Setting(True, _RECALLED),
        "ObjectState": Setting("Unchanged", _RECALLED),
        "ReviewerEmail": Setting([], _PAGE, ParameterType.TEXTS, wire="texts"),
        "Priority": Setting(0, _RECALLED, wire="int32"),
        "Guid": Setting("", _RECALLED, wire="guid"),
        "ExchangeObjectId": Setting("", _RECALLED, wire="guid"),
        "WhenCreatedUTC": Setting(None, _RECALLED, wire="moment"),
        "WhenChangedUTC": Setting(None, _RECALLED, wire="moment"),
    },
    readers=COMPLIANCE_READERS.by(
        "RecordManagement", "View-Only Record Management", "View-Only Retention Management"
    ),
    writers=COMPLIANCE_WRITERS.by("RecordManagement"),
    evidence=_PAGE,
    parameters=(Parameter("FilePlanProperty", ParameterType.TEXT),),
    rules=(_retention, _plan),
    removal=(_not_regulatory, _unused),
    unimplemented={
        "Get": GET_COMPLIANCE_TAG,
        "New": COMPLIANCE_TAG,
        "Set": COMPLIANCE_TAG,
        "Remove": REMOVE_COMPLIANCE_TAG,
    },
)
"""Licences of record and event labels are not asked for."""
