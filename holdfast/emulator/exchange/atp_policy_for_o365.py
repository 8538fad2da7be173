"""Get- and Set-AtpPolicyForO365: Safe Attachments for files, and Safe Documents (api-facts 7, rows 2; learn, Set-)."""

from __future__ import annotations

from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.filter_policies import READERS, SEEN, WRITERS
from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
from holdfast.emulator.evidence import documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-atppolicyforo365", "2026-11-27"
)

SERVICE = SettingsCmdlets(
    noun="AtpPolicyForO365",
    endpoint="exchange",
    doc="Whether files in SharePoint, OneDrive and Teams are tried out; nothing here tries one out.",
    settings={
        "Name": Setting("Default", SEEN),
        **flags(("EnableATPForSPOTeamsODB", "EnableSafeDocs"), True, SEEN),
        **flags(("AllowSafeDocsOpen",), False, SEEN),
    },
    readers=READERS,
    writers=WRITERS,
    evidence=_PAGE,
    licence="ATP_ENTERPRISE",
    unimplemented={"Get": frozenset({"Identity"}), "Set": frozenset({"Identity", "WhatIf"})},
)
