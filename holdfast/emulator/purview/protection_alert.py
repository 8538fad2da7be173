"""Get-, New-, Set- and Remove-ProtectionAlert: who is told of what (rows 3 and rows.json; learn, New-ProtectionAlert).

Microsoft's own policies are there in every tenant. The portal switches them on and off and says whom they tell; the
page of Set- says that it changes none of them, and another page of Microsoft's has it do so. Here it changes what the
portal does, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import COMPLIANCE_READERS, COMPLIANCE_WRITERS, ParameterType
from holdfast.emulator.cmdlets.errors import refused
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented, verified

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/new-protectionalert", "2026-11-27")
_SEEN = verified(
    "Get-ProtectionAlert rows that public repositories hold (research notes rows.json)", "2026-11-25"
)
_LIKELY = assumed("rows of policies that somebody made were not seen apart from Microsoft's own")
_OF_THE_PORTAL = frozenset(
    {"Identity", *words("Disabled NotificationEnabled NotifyUser NotifyUserOnFilterMatch")}
)
_OWN = (
    "A potentially malicious URL click was detected",
    "Creation of forwarding/redirect rule",
    "Elevation of Exchange admin privilege",
    "Email sending limit exceeded",
    "Messages have been delayed",
    "Suspicious Email Forwarding Activity",
    "Suspicious connector activity",
    "Suspicious email sending patterns detected",
    "Tenant restricted from sending email",
    "Tenant restricted from sending unprovisioned email",
    "Unusual volume of external file sharing",
    "User restricted from sending email",
)
"""Some of the fifty that were seen; whose licence each needs is not held here."""


def _own_stay(
    invocation: Invocation, before: Mapping[str, Any] | None, values: dict[str, Any]
) -> dict[str, Any]:
    """Of Microsoft's own policies only what the portal changes can be changed (type and text are assumed)."""
    others = {*invocation.given} - _OF_THE_PORTAL
    if before and before.get("IsSystemRule") and others:
        raise refused(
            f"The default alert policy '{before['Name']}' can't be edited: {', '.join(sorted(others))}.",
            "InvalidOperationException",
        )
    return values


SERVICE = CmdletNoun(
    noun="ProtectionAlert",
    endpoint="compliance",
    collection="protectionAlerts",
    doc="Alert policies, some of them Microsoft's own; nothing here happens of which one would tell.",
    what="alert policy",
    unknown_identity="all",
    example={
        "Name": "Mass deletion",
        "Category": "DataGovernance",
        "ThreatType": "Activity",
        "NotifyUser": ["soc@contoso.com"],
        "Operation": ["FileDeleted"],
    },
    own=tuple({"Name": one, "IsSystemRule": True} for one in _OWN),
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "Comment": Setting("", _SEEN, ParameterType.TEXT),
        **flags(("Disabled",), False, _SEEN),
        "IsSystemRule": Setting(False, _SEEN),
        **flags(("NotificationEnabled",), True, _SEEN),
        "NotifyUser": Setting(["TenantAdmins"], _SEEN, ParameterType.EDIT, wire="texts", required=True),
        **flags(("NotifyUserOnFilterMatch",), False, _SEEN),
        "NotifyUserSuppressionExpiryDate": Setting(
            None, _SEEN, ParameterType.MOMENT, wire="moment", example="2027-05-01T00:00:00.0000000Z"
        ),
        "Operation": Setting([], _LIKELY, ParameterType.TEXTS, wire="texts"),
        "Severity": Setting(
            "Low",
            _SEEN,
            ParameterType.TEXT,
            choices=("Low", "Medium", "High", "Informational"),
            example="High",
        ),
        "Category": Setting(
            "ThreatManagement",
            _LIKELY,
            ParameterType.TEXT,
            required=True,
            choices=(
                *(
                    "AccessGovernance",
                    "ComplianceManager",
                    "DataGovernance",
                    "DataLossPrevention",
                    "MailFlow",
                ),
                *("Others", "PrivacyManagement", "Supervision", "ThreatManagement"),
            ),
            example="MailFlow",
        ),
        "ThreatType": Setting("Activity", _SEEN, ParameterType.TEXT, on=("New",), required=True),
        "AggregationType": Setting("None", _SEEN),
        "Mode": Setting("Enforce", _SEEN),
        "Workload": Setting("AuditAlerting", _SEEN),
        "Identity": Setting("", _SEEN),
        "Id": Setting("", _SEEN),
        "ImmutableId": Setting("", _SEEN),
        "CreatedBy": Setting("", _SEEN),
        "LastModifiedBy": Setting("", _SEEN),
        "IsValid": Setting(True, _SEEN),
        "ObjectState": Setting("Unchanged", _LIKELY),
        "Guid": Setting("", _SEEN, wire="guid"),
        "ExchangeObjectId": Setting("", _SEEN, wire="guid"),
        "WhenCreatedUTC": Setting(None, _SEEN, wire="moment"),
        "WhenChangedUTC": Setting(None, _SEEN, wire="moment"),
    },
    readers=COMPLIANCE_READERS.by("Manage Alerts", "View-Only Manage Alerts"),
    writers=COMPLIANCE_WRITERS.by("Manage Alerts"),
    evidence=_PAGE,
    rules=(_own_stay,),
    unimplemented={
        "Get": frozenset({"IncludeRuleXml"}),
        "New": frozenset(
            words(
                """
                    AggregationType AlertBy AlertFor CorrelationPolicyId Description Filter LogicalOperationName
                    NotificationCulture NotifyUserThrottleThreshold NotifyUserThrottleWindow
                    PrivacyManagementScopedSensitiveInformationTypes
                    PrivacyManagementScopedSensitiveInformationTypesForCounting
                    PrivacyManagementScopedSensitiveInformationTypesThreshold Threshold TimeWindow
                    UseCreatedDateTime VolumeThreshold WhatIf
                """
            )
        ),
        "Set": frozenset(
            words(
                """
                    AggregationType AlertBy AlertFor Description Filter NotificationCulture
                    NotifyUserThrottleThreshold NotifyUserThrottleWindow
                    PrivacyManagementScopedSensitiveInformationTypes
                    PrivacyManagementScopedSensitiveInformationTypesForCounting
                    PrivacyManagementScopedSensitiveInformationTypesThreshold Threshold TimeWindow VolumeThreshold
                    WhatIf
                """
            )
        ),
        "Remove": frozenset({"ForceDeletion", "WhatIf"}),
    },
)
"""That Global Reader suffices to read is what a scanner of CISA's documents (research notes rows 3)."""
