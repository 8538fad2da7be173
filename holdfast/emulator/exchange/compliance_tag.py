"""Get-, New-, Set- and Remove-ComplianceTag: retention labels (api-facts 5.3; learn, New-ComplianceTag).

What a label keeps and how it counts is fixed when it is made: the parameters for it do not exist on Set-.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.exchange import purview_objects as objects
from holdfast.emulator.exchange.cmdlet import (
    COMPLIANCE_READERS,
    COMPLIANCE_WRITERS,
    Cmdlet,
    Kind,
    Outcome,
    Parameter,
    paged,
)
from holdfast.emulator.exchange.errors import bad_value, missing_parameters, refused
from holdfast.emulator.exchange.parameter_names import (
    COMPLIANCE_TAG,
    GET_COMPLIANCE_TAG,
    REMOVE_COMPLIANCE_TAG,
)
from holdfast.emulator.exchange.shape import shape_of
from holdfast.emulator.exchange.values import UNLIMITED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.exchange.cmdlet import Invocation

_LONGEST_DAYS = 36500
_WORKLOAD = "Exchange, SharePoint, OneDriveForBusiness, Skype, ModernGroup"

COMPLIANCE_TAG_ROW = shape_of(
    plain={
        "Name": "",
        "Comment": "",
        "Notes": "",
        "RetentionAction": None,
        "RetentionDuration": None,
        "RetentionType": None,
        "HasRetentionAction": False,
        "IsRecordLabel": False,
        "IsRecordUnlockedAsDefault": False,
        "Regulatory": False,
        "EventType": None,
        "FilePlanMetadata": "",
        "MultiStageReviewProperty": "",
        "Workload": _WORKLOAD,
        "Mode": "Enforce",
        "Disabled": False,
        "Identity": "",
        "Id": "",
        "ImmutableId": "",
        "CreatedBy": "",
        "LastModifiedBy": "",
        "IsValid": True,
        "ObjectState": "Unchanged",
    },
    texts={"ReviewerEmail": []},
    int32={"Priority": 0},
    guid={"Guid": "", "ExchangeObjectId": ""},
    moment={"WhenCreatedUTC": None, "WhenChangedUTC": None},
)
"""A label as Get-ComplianceTag gives it (list recalled, api-facts 5.3)."""


def get_compliance_tag(invocation: Invocation) -> Outcome:
    """Get-ComplianceTag: the label named, or every label."""
    labels = objects.found_or_all(invocation.tenant, objects.TAGS, invocation.given.get("Identity", ""))
    return paged(invocation, [COMPLIANCE_TAG_ROW.row(label, invocation.select) for label in labels])


def new_compliance_tag(invocation: Invocation) -> Outcome:
    """New-ComplianceTag: a label with or without retention."""
    given = invocation.given
    objects.require_new_name(invocation.tenant, objects.TAGS, given["Name"], "retention label")
    _check_retention(given)
    label = {
        **_texts(given),
        "Name": given["Name"],
        "RetentionAction": given.get("RetentionAction"),
        "RetentionDuration": _duration(given["RetentionDuration"]) if "RetentionDuration" in given else None,
        "RetentionType": given.get("RetentionType"),
        "HasRetentionAction": "RetentionAction" in given,
        "IsRecordLabel": given.get("IsRecordLabel", False) or given.get("Regulatory", False),
        "IsRecordUnlockedAsDefault": given.get("IsRecordUnlockedAsDefault", False),
        "Regulatory": given.get("Regulatory", False),
        "Priority": len(objects.living(invocation.tenant, objects.TAGS)),
    }
    created = objects.create(invocation, objects.TAGS, label)
    return Outcome([COMPLIANCE_TAG_ROW.row(created, invocation.select)])


def set_compliance_tag(invocation: Invocation) -> Outcome:
    """Set-ComplianceTag: texts, reviewers, file plan, and the duration where it may change."""
    label = objects.get(invocation.tenant, objects.TAGS, invocation.given["Identity"])
    objects.require_not_removed(label)
    changes = _texts(invocation.given)
    if "RetentionDuration" in invocation.given:
        changes["RetentionDuration"] = _changed_duration(label, invocation.given["RetentionDuration"])
    objects.change(invocation, objects.TAGS, label, changes)
    return Outcome()


def remove_compliance_tag(invocation: Invocation) -> Outcome:
    """Remove-ComplianceTag: refused while a rule uses the label, and for ever for a regulatory one."""
    label = objects.get(invocation.tenant, objects.TAGS, invocation.given["Identity"])
    objects.require_not_removed(label)
    if label.get("Regulatory"):
        raise refused(
            f"The label '{label['Name']}' marks regulatory records and cannot be removed.",
            "UnifiedPolicy.RegulatoryLabelException",
        )
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
    objects.remove(invocation, objects.TAGS, label)
    return Outcome()


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
    if days is not None and not 0 < days <= _LONGEST_DAYS:
        raise bad_value(
            "RetentionDuration", f"The value must be between 1 and {_LONGEST_DAYS} days or Unlimited."
        )
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


def _texts(given: Mapping[str, Any]) -> dict[str, Any]:
    """Properties that New- and Set- have in common."""
    same = ("Comment", "Notes", "EventType", "MultiStageReviewProperty")
    values: dict[str, Any] = {name: given[name] for name in same if name in given}
    if "ReviewerEmail" in given:
        values["ReviewerEmail"] = list(given["ReviewerEmail"])
    if "FilePlanProperty" in given:
        values["FilePlanMetadata"] = _file_plan(given["FilePlanProperty"])
    return values


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
_SHARED = (
    Parameter("Comment", Kind.TEXT),
    Parameter("Notes", Kind.TEXT),
    Parameter("EventType", Kind.TEXT),
    Parameter("FilePlanProperty", Kind.TEXT),
    Parameter("MultiStageReviewProperty", Kind.TEXT),
    Parameter("ReviewerEmail", Kind.TEXTS),
    Parameter("RetentionDuration", Kind.DAYS),
)

CMDLETS = (
    Cmdlet(
        "Get-ComplianceTag",
        "compliance",
        (Parameter("Identity", Kind.TEXT),),
        COMPLIANCE_READERS,
        get_compliance_tag,
        "Retention labels; an Identity that is not there gives them all.",
        GET_COMPLIANCE_TAG,
    ),
    Cmdlet(
        "New-ComplianceTag",
        "compliance",
        (
            Parameter("Name", Kind.TEXT, required=True),
            Parameter("RetentionAction", Kind.TEXT, choices=("Delete", "Keep", "KeepAndDelete")),
            Parameter(
                "RetentionType",
                Kind.TEXT,
                choices=("CreationAgeInDays", "EventAgeInDays", "ModificationAgeInDays", "TaggedAgeInDays"),
            ),
            Parameter("IsRecordLabel", Kind.BOOLEAN),
            Parameter("IsRecordUnlockedAsDefault", Kind.BOOLEAN),
            Parameter("Regulatory", Kind.BOOLEAN),
            *_SHARED,
        ),
        COMPLIANCE_WRITERS,
        new_compliance_tag,
        "A new retention label; licences of record and event labels are not asked for.",
        COMPLIANCE_TAG,
    ),
    Cmdlet(
        "Set-ComplianceTag",
        "compliance",
        (Parameter("Identity", Kind.TEXT, required=True), *_SHARED),
        COMPLIANCE_WRITERS,
        set_compliance_tag,
        "Texts and duration of a label; what is fixed at creation has no parameter.",
        COMPLIANCE_TAG,
    ),
    Cmdlet(
        "Remove-ComplianceTag",
        "compliance",
        (Parameter("Identity", Kind.TEXT, required=True),),
        COMPLIANCE_WRITERS,
        remove_compliance_tag,
        "Removes a label that no rule uses.",
        REMOVE_COMPLIANCE_TAG,
    ),
)
