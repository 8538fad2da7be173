"""Get-, New-, Set- and Remove-SafeLinksPolicy (api-facts 7, rows 2; learn, Set-)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.filter_policies import READERS, SEEN, WRITERS, named
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import documented

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/set-safelinkspolicy", "2026-11-27")
_NOT_HERE = frozenset({"UseTranslatedNotificationText", "WhatIf"})

SERVICE = CmdletNoun(
    noun="SafeLinksPolicy",
    endpoint="exchange",
    collection="safeLinksPolicies",
    doc="Safe Links policies; the built-in one is always there, and a change of it is taken here.",
    what="Safe Links policy",
    unknown_identity="error",
    example={"Name": "Board", "AdminDisplayName": "The board's"},
    own=(
        {
            "Name": "Built-In Protection Policy",
            "IsBuiltInProtection": True,
            "AllowClickThrough": True,
            "DisableUrlRewrite": True,
            "EnableForInternalSenders": False,
        },
    ),
    settings=named(
        {
            **flags(
                (
                    *("EnableSafeLinksForEmail", "EnableSafeLinksForTeams", "EnableSafeLinksForOffice"),
                    *("TrackClicks", "ScanUrls", "EnableForInternalSenders", "DeliverMessageAfterScan"),
                ),
                True,
                SEEN,
            ),
            **flags(("AllowClickThrough", "DisableUrlRewrite", "EnableOrganizationBranding"), False, SEEN),
            "CustomNotificationText": Setting("", SEEN, ParameterType.TEXT),
            "DoNotRewriteUrls": Setting(
                [], SEEN, ParameterType.TEXTS, wire="texts", example=["*.contoso.com/*"]
            ),
            "CustomUrlList": Setting([], SEEN, wire="texts"),
            "IsBuiltInProtection": Setting(False, SEEN),
            "IsDefault": Setting(False, SEEN),
        }
    ),
    readers=READERS,
    writers=WRITERS,
    evidence=_PAGE,
    licence="ATP_ENTERPRISE",
    unimplemented={"New": _NOT_HERE, "Set": _NOT_HERE, "Remove": frozenset({"Force", "WhatIf"})},
)
