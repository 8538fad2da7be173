"""Get-, New-, Set- and Remove-HostedContentFilterPolicy (api-facts 7, rows 2; learn, Set-)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import ParameterType
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.filter_policies import READERS, SEEN, WRITERS, named
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-hostedcontentfilterpolicy", "2026-11-27"
)
_ACTIONS = ("MoveToJmf", "AddXHeader", "ModifySubject", "Redirect", "Delete", "Quarantine", "NoAction")
_NOT_HERE = frozenset({"WhatIf"})
_SCORES = tuple(
    words(
        """
            IncreaseScoreWithBizOrInfoUrls IncreaseScoreWithImageLinks IncreaseScoreWithNumericIps
            IncreaseScoreWithRedirectToOtherPort MarkAsSpamEmbedTagsInHtml MarkAsSpamEmptyMessages
            MarkAsSpamFormTagsInHtml MarkAsSpamFramesInHtml MarkAsSpamFromAddressAuthFail MarkAsSpamJavaScriptInHtml
            MarkAsSpamNdrBackscatter MarkAsSpamObjectTagsInHtml MarkAsSpamSensitiveWordList MarkAsSpamSpfRecordHardFail
            MarkAsSpamWebBugsInHtml
        """
    )
)
_SCORED = ("Off", "On", "Test")
_TAGS = ("SpamQuarantineTag", "HighConfidenceSpamQuarantineTag", "PhishQuarantineTag", "BulkQuarantineTag")
_LISTS = {
    "LanguageBlockList": "AF",
    "RegionBlockList": "AX",
    "RedirectToRecipients": "soc@contoso.com",
    "TestModeBccToRecipients": "soc@contoso.com",
}
_MOST_THRESHOLD, _MOST_DAYS = 9, 30


def _action(default: str, *choices: str) -> Setting:
    return Setting(
        default,
        SEEN,
        ParameterType.TEXT,
        choices=choices or _ACTIONS,
        example="Quarantine" if default != "Quarantine" else "Redirect",
    )


def _text(default: str, example: str, *choices: str) -> Setting:
    return Setting(default, SEEN, ParameterType.TEXT, choices=choices, example=example)


def _list(example: str = "partner.example") -> Setting:
    return Setting([], SEEN, ParameterType.EDIT, wire="texts", example=[example])


SERVICE = CmdletNoun(
    noun="HostedContentFilterPolicy",
    endpoint="exchange",
    collection="hostedContentFilterPolicies",
    doc="Spam filter policies; one is always there. Nothing here receives mail, so nothing is filtered.",
    what="spam filter policy",
    unknown_identity="error",
    example={"Name": "Board", "AdminDisplayName": "The board's"},
    own=({"Name": "Default", "IsDefault": True},),
    settings=named(
        {
            "IsDefault": Setting(False, SEEN),
            "SpamAction": _action("MoveToJmf"),
            "HighConfidenceSpamAction": _action("MoveToJmf"),
            "PhishSpamAction": _action("MoveToJmf"),
            "HighConfidencePhishAction": _action("Quarantine", "MoveToJmf", "Redirect", "Quarantine"),
            "BulkSpamAction": _action("MoveToJmf"),
            "BulkThreshold": Setting(
                7, SEEN, ParameterType.INTEGER, wire="int32", least=1, most=_MOST_THRESHOLD, example=6
            ),
            "QuarantineRetentionPeriod": Setting(
                15, SEEN, ParameterType.INTEGER, wire="int32", least=1, most=_MOST_DAYS, example=30
            ),
            **flags(("SpamZapEnabled", "PhishZapEnabled", "InlineSafetyTipsEnabled"), True, SEEN),
            "ZapEnabled": Setting(True, SEEN),
            "MarkAsSpamBulkMail": _text("On", "Test", *_SCORED),
            **dict.fromkeys(_SCORES, _text("Off", "On", *_SCORED)),
            "IntraOrgFilterState": _text(
                *("Default", "Spam"),
                *("Default", "HighConfidencePhish", "Phish", "HighConfidenceSpam", "Spam", "Disabled"),
            ),
            "TestModeAction": _text("None", "BccMessage", "None", "AddXHeader", "BccMessage"),
            **dict.fromkeys(("AddXHeaderValue", "ModifySubjectValue"), _text("", "spam")),
            **dict.fromkeys(_TAGS, _text("DefaultFullAccessPolicy", "AdminOnlyAccessPolicy")),
            "HighConfidencePhishQuarantineTag": _text("AdminOnlyAccessPolicy", "DefaultFullAccessPolicy"),
            **flags(("DownloadLink", "EnableLanguageBlockList", "EnableRegionBlockList"), False, SEEN),
            **{name: _list(example) for name, example in _LISTS.items()},
            "AllowedSenders": _list(),
            "AllowedSenderDomains": _list(),
            "BlockedSenders": _list(),
            "BlockedSenderDomains": _list(),
        }
    ),
    readers=READERS,
    writers=WRITERS,
    evidence=_PAGE,
    unimplemented={
        "New": _NOT_HERE,
        "Set": _NOT_HERE | {"MakeDefault"},
        "Remove": frozenset({"Force", "WhatIf"}),
    },
)
