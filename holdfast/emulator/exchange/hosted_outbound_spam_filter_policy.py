"""Get-, New-, Set- and Remove-HostedOutboundSpamFilterPolicy (api-facts 7, rows 2; learn, Set-)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented, verified

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-hostedoutboundspamfilterpolicy", "2026-11-26"
)
_SEEN = verified(
    "Get-HostedOutboundSpamFilterPolicy rows that public repositories hold (research notes rows.json)",
    "2026-11-25",
)
_OURS = assumed("rows of other cmdlets carry it so")
_SECURITY_READERS = frozenset({"Security Administrator", "Security Reader"})
_MOST_RECIPIENTS = 10000
_WHAT_IF = frozenset({"WhatIf"})


def _limit() -> Setting:
    return Setting(0, _SEEN, ParameterType.INTEGER, wire="int32", least=0, most=_MOST_RECIPIENTS, example=500)


SERVICE = CmdletNoun(
    noun="HostedOutboundSpamFilterPolicy",
    endpoint="exchange",
    collection="hostedOutboundSpamFilterPolicies",
    doc="Outbound spam filter policies; one is always there. Nothing here sends mail, so nothing is stopped.",
    what="outbound spam filter policy",
    unknown_identity="error",
    example={"Name": "Board", "AutoForwardingMode": "On"},
    own=({"Name": "Default", "IsDefault": True},),
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "AdminDisplayName": Setting("", _PAGE, ParameterType.TEXT),
        "IsDefault": Setting(False, _SEEN),
        "ConfigurationType": Setting("HostedOutboundSpamFilterPolicy", _SEEN),
        "Enabled": Setting(False, _SEEN),
        "AutoForwardingMode": Setting(
            "Automatic", _SEEN, ParameterType.TEXT, choices=("Automatic", "Off", "On"), example="Off"
        ),
        "ActionWhenThresholdReached": Setting(
            "BlockUserForToday",
            _SEEN,
            ParameterType.TEXT,
            choices=("Alert", "BlockUserForToday", "BlockUser"),
            example="BlockUser",
        ),
        **flags(("BccSuspiciousOutboundMail", "NotifyOutboundSpam"), False, _SEEN),
        "RecommendedPolicyType": Setting("Custom", _SEEN),
        "RecipientLimitExternalPerHour": _limit(),
        "RecipientLimitInternalPerHour": _limit(),
        "RecipientLimitPerDay": _limit(),
        "NotifyOutboundSpamRecipients": Setting([], _SEEN, ParameterType.EDIT, wire="texts"),
        "BccSuspiciousOutboundAdditionalRecipients": Setting([], _SEEN, ParameterType.EDIT, wire="texts"),
        "Identity": Setting("", _OURS),
        "Id": Setting("", _OURS),
        "IsValid": Setting(True, _SEEN),
        "Guid": Setting("", _SEEN, wire="guid"),
        "ExchangeObjectId": Setting("", _SEEN, wire="guid"),
        "WhenCreatedUTC": Setting(None, _SEEN, wire="moment"),
        "WhenChangedUTC": Setting(None, _SEEN, wire="moment"),
    },
    readers=EXCHANGE_READERS | _SECURITY_READERS,
    writers=EXCHANGE_WRITERS | {"Security Administrator"},
    evidence=_PAGE,
    unimplemented={
        "New": frozenset({"RecommendedPolicyType", *_WHAT_IF}),
        "Set": _WHAT_IF,
        "Remove": frozenset({"Force", *_WHAT_IF}),
    },
)
"""That Security Administrator may write is recalled (api-facts 6.5)."""
