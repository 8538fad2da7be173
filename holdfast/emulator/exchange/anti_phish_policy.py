"""Get-, New-, Set- and Remove-AntiPhishPolicy (api-facts 7, rows 2; learn, Set-)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import ParameterType
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.filter_policies import READERS, SEEN, WRITERS, named
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import documented

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/set-antiphishpolicy", "2026-11-27")
_IMPERSONATION = words(
    """
        EnableTargetedUserProtection EnableMailboxIntelligenceProtection EnableTargetedDomainsProtection
        EnableOrganizationDomainsProtection EnableSimilarUsersSafetyTips EnableSimilarDomainsSafetyTips
        EnableUnusualCharactersSafetyTips
    """
)
_NOT_HERE = frozenset(words("EnableSuspiciousSafetyTip PolicyTag WhatIf"))
_HIGHEST = 4
_PROTECTED = ("TargetedUser", "MailboxIntelligence", "TargetedDomain")
_ACTIONS = ("NoAction", "MoveToJmf", "Quarantine", "Delete", "Redirect", "BccMessage")
_TO_WHOM = {
    "TargetedUsersToProtect": "Chair;chair@contoso.com",
    "TargetedDomainsToProtect": "partner.example",
    "TargetedUserActionRecipients": "soc@contoso.com",
    "TargetedDomainActionRecipients": "soc@contoso.com",
    "MailboxIntelligenceProtectionActionRecipients": "soc@contoso.com",
    "ExcludedDomains": "partner.example",
    "ExcludedSenders": "chair@partner.example",
}
"""Lists: who is protected, who is told, and whose mail is passed over."""

SERVICE = CmdletNoun(
    noun="AntiPhishPolicy",
    endpoint="exchange",
    collection="antiPhishPolicies",
    doc="Anti-phishing policies; one is always there. Nothing here receives mail, so nothing is recognised.",
    what="anti-phishing policy",
    unknown_identity="error",
    example={"Name": "Board", "AdminDisplayName": "The board's"},
    own=({"Name": "Office365 AntiPhish Default", "IsDefault": True},),
    settings=named(
        {
            "IsDefault": Setting(False, SEEN),
            **flags(
                ("Enabled", "EnableSpoofIntelligence", "HonorDmarcPolicy", "EnableViaTag"),
                True,
                SEEN,
            ),
            **flags(("EnableUnauthenticatedSender",), True, SEEN),
            **flags(("EnableFirstContactSafetyTips", *_IMPERSONATION), False, SEEN),
            "AuthenticationFailAction": Setting(
                "MoveToJmf",
                SEEN,
                ParameterType.TEXT,
                choices=("MoveToJmf", "Quarantine"),
                example="Quarantine",
            ),
            "DmarcRejectAction": Setting(
                "Reject", SEEN, ParameterType.TEXT, choices=("Quarantine", "Reject"), example="Quarantine"
            ),
            "DmarcQuarantineAction": Setting(
                "Quarantine",
                SEEN,
                ParameterType.TEXT,
                choices=("MoveToJmf", "Quarantine"),
                example="MoveToJmf",
            ),
            **flags(("EnableMailboxIntelligence",), True, SEEN),
            "EnableSuspiciousSafetyTip": Setting(False, SEEN),
            "ImpersonationProtectionState": Setting(
                "Automatic",
                SEEN,
                ParameterType.TEXT,
                choices=("Automatic", "Manual", "Off"),
                example="Manual",
            ),
            **{
                f"{name}ProtectionAction": Setting(
                    "NoAction", SEEN, ParameterType.TEXT, choices=_ACTIONS, example="Quarantine"
                )
                for name in _PROTECTED
            },
            **{
                f"{name}QuarantineTag": Setting(
                    "DefaultFullAccessPolicy", SEEN, ParameterType.TEXT, example="AdminOnlyAccessPolicy"
                )
                for name in (*_PROTECTED, "Spoof")
            },
            **{
                name: Setting([], SEEN, ParameterType.EDIT, wire="texts", example=[example])
                for name, example in _TO_WHOM.items()
            },
            "ExcludedSubDomains": Setting([], SEEN, wire="texts"),
            "PhishThresholdLevel": Setting(
                1, SEEN, ParameterType.INTEGER, wire="int32", least=1, most=_HIGHEST, example=3
            ),
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
"""That the parameters of impersonation are refused without Defender for Office 365 is left out."""
