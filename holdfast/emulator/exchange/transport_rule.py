"""Get-, New-, Set-, Enable-, Disable- and Remove-TransportRule (rows 2 and rows.json; learn, New-TransportRule)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.declared.ranked import ENABLED, PRIORITY, closed, placed, state
from holdfast.emulator.evidence import assumed, documented, verified

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/new-transportrule", "2026-11-27")
_SEEN = verified(
    "Get-TransportRule rows that public repositories hold (research notes rows.json)", "2026-11-25"
)
_OURS = assumed("rows of other cmdlets carry it so")


def _texts() -> Setting:
    return Setting(None, _SEEN, ParameterType.EDIT, wire="texts")


def _text() -> Setting:
    return Setting(None, _SEEN, ParameterType.TEXT)


def _switch() -> Setting:
    return Setting(False, _SEEN, ParameterType.BOOLEAN)


SERVICE = CmdletNoun(
    noun="TransportRule",
    endpoint="exchange",
    collection="transportRules",
    doc="Mail flow rules, with some of their conditions and actions; nothing here sends mail, so none acts.",
    what="transport rule",
    unknown_identity="error",
    example={"Name": "Partner", "SenderDomainIs": ["partner.example"], "PrependSubject": "[Partner] "},
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "State": Setting("Enabled", _SEEN),
        "Mode": Setting(
            "Enforce",
            _SEEN,
            ParameterType.TEXT,
            choices=("Audit", "AuditAndNotify", "Enforce"),
            example="Audit",
        ),
        "Comments": _text(),
        "FromScope": Setting(
            None, _SEEN, ParameterType.TEXT, choices=("InOrganization", "NotInOrganization")
        ),
        "SentToScope": Setting(
            None,
            _SEEN,
            ParameterType.TEXT,
            choices=("InOrganization", "NotInOrganization", "ExternalPartner", "ExternalNonPartner"),
        ),
        "SenderDomainIs": _texts(),
        "FromAddressContainsWords": _texts(),
        "SetSCL": Setting(None, _SEEN, ParameterType.TEXT, example="-1"),
        "PrependSubject": _text(),
        "SetHeaderName": _text(),
        "SetHeaderValue": _text(),
        "RedirectMessageTo": _texts(),
        "BlindCopyTo": _texts(),
        "CopyTo": _texts(),
        "AddToRecipients": _texts(),
        "ModerateMessageByUser": _texts(),
        "ModerateMessageByManager": _switch(),
        "AddManagerAsRecipientType": Setting(
            None, _SEEN, ParameterType.TEXT, choices=("To", "Cc", "Bcc", "Redirect"), example="Bcc"
        ),
        "DeleteMessage": _switch(),
        "Quarantine": _switch(),
        "RemoveOME": _switch(),
        "RemoveOMEv2": _switch(),
        "RemoveRMSAttachmentEncryption": _switch(),
        "Disconnect": Setting(False, _SEEN),
        "GenerateIncidentReport": _text(),
        "IncidentReportContent": _texts(),
        "RouteMessageOutboundConnector": _text(),
        "Identity": Setting("", _OURS),
        "IsValid": Setting(True, _SEEN),
        "Priority": Setting(0, _SEEN, wire="int32"),
        "Guid": Setting("", _SEEN, wire="guid"),
        "ImmutableId": Setting("", _SEEN, wire="guid"),
    },
    parameters=(PRIORITY,),
    new_parameters=(ENABLED,),
    rules=(state, placed("transportRules")),
    removal=(closed("transportRules"),),
    switched=True,
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    unimplemented={
        "Get": frozenset({"DlpPolicy", "ExcludeConditionActionDetails", "Filter", "ResultSize", "State"}),
        "New": frozenset({"WhatIf"}),
        "Set": frozenset({"WhatIf"}),
        **dict.fromkeys(("Remove", "Enable", "Disable"), frozenset({"WhatIf"})),
    },
)
"""Conditions and actions that are not here are refused as unknown; Get- gives all in one list."""
