"""Get-, New-, Set- and Remove-TeamsProtectionPolicyRule: whom zero-hour auto purge in Teams leaves out (learn, Set-).

A tenant has no such rule until somebody is left out (learn, mdo-support-teams-about).
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.filter_policies import READERS, WRITERS
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.declared.ranked import ENABLED, PRIORITY, closed, placed, state
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-teamsprotectionpolicyrule", "2026-11-27"
)
_ROW = assumed("a row is taken to be as those of other rules for mail are")


def _recipients(example: str) -> Setting:
    return Setting(None, _PAGE, ParameterType.TEXTS, wire="texts", example=[example])


SERVICE = CmdletNoun(
    noun="TeamsProtectionPolicyRule",
    endpoint="exchange",
    collection="TeamsProtectionPolicyRule",
    doc=(
        "The rule that says whom zero-hour auto purge in Teams leaves out. That there is one at most, and that a "
        "recipient exists, is not checked."
    ),
    what="rule",
    unknown_identity="error",
    example={
        "Name": "Teams Protection Policy Rule",
        "TeamsProtectionPolicy": "Teams Protection Policy",
        "ExceptIfSentTo": ["chair@contoso.com"],
    },
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "TeamsProtectionPolicy": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "Comments": Setting(None, _PAGE, ParameterType.TEXT, example="why"),
        "ExceptIfSentTo": _recipients("ceo@contoso.com"),
        "ExceptIfSentToMemberOf": _recipients("board@contoso.com"),
        "ExceptIfRecipientDomainIs": _recipients("research.contoso.com"),
        "State": Setting("Enabled", _ROW),
        "Priority": Setting(0, _ROW, wire="int32"),
        "Identity": Setting("", _ROW),
        "Id": Setting("", _ROW),
        "Guid": Setting("", _ROW, wire="guid"),
        "IsValid": Setting(True, _ROW),
    },
    readers=READERS,
    writers=WRITERS,
    evidence=_PAGE,
    licence="ATP_ENTERPRISE",
    parameters=(PRIORITY,),
    new_parameters=(ENABLED,),
    rules=(state, placed("TeamsProtectionPolicyRule")),
    removal=(closed("TeamsProtectionPolicyRule"),),
    unimplemented={
        "New": frozenset({"WhatIf"}),
        "Set": frozenset({"WhatIf"}),
        "Remove": frozenset({"WhatIf"}),
    },
)
