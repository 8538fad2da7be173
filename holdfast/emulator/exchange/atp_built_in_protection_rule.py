"""Get- and Set-ATPBuiltInProtectionRule: whom the built-in protection leaves out (rows.json; learn, Set-)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import Parameter, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.filter_policies import READERS, SEEN, WRITERS
from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
from holdfast.emulator.evidence import documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-atpbuiltinprotectionrule", "2026-11-27"
)
_NAME = "ATP Built-In Protection Rule"
_POLICY = "Built-In Protection Policy"
_NOBODY = Setting(None, SEEN, wire="texts")


def _spared(example: str) -> Setting:
    return Setting(None, SEEN, ParameterType.TEXTS, wire="texts", example=[example])


SERVICE = SettingsCmdlets(
    noun="ATPBuiltInProtectionRule",
    endpoint="exchange",
    doc="The rule of the built-in protection: it says whom that leaves out. That a recipient exists is not checked.",
    object_id=_NAME,
    parameters=(Parameter("Identity", ParameterType.TEXT),),
    settings={
        "Name": Setting(_NAME, SEEN),
        "SafeAttachmentPolicy": Setting(_POLICY, SEEN),
        "SafeLinksPolicy": Setting(_POLICY, SEEN),
        "State": Setting("Enabled", SEEN),
        "SentTo": _NOBODY,
        "SentToMemberOf": _NOBODY,
        "RecipientDomainIs": _NOBODY,
        "ExceptIfSentTo": _spared("chair@contoso.com"),
        "ExceptIfSentToMemberOf": _spared("board@contoso.com"),
        "ExceptIfRecipientDomainIs": _spared("contoso.com"),
        "Conditions": _NOBODY,
        "Exceptions": _NOBODY,
        "Priority": Setting(0, SEEN, wire="int32"),
    },
    readers=READERS,
    writers=WRITERS,
    evidence=_PAGE,
    licence="ATP_ENTERPRISE",
    unimplemented={"Get": frozenset({"Identity", "State"}), "Set": frozenset({"Comments", "WhatIf"})},
)
