"""Safe Links: whichever policy decides about a recipient has links checked when somebody follows them.

The built-in protection, which is for everybody whom no other policy reaches, lets people go on to what was found
harmful and leaves out what colleagues send: rows of public repositories (research notes rows.json, 2026-11-25). That
nobody can change it is recalled. Source: "Safe Links in Microsoft Defender for Office 365",
https://learn.microsoft.com/defender-office-365/safe-links-about (recalled, 2026-11-27).
"""

from __future__ import annotations

from holdfast.kinds.services.asked import is_empty, is_on
from holdfast.kinds.services.built_in_protection import ANSWERS, CHANGED_BY, HARMLESS, BuiltInProtectionRule
from holdfast.kinds.services.threat_policies import SPARED
from holdfast.kinds.statement import Harmless

_ON = (
    *("enableSafeLinksForEmail", "enableSafeLinksForTeams", "enableSafeLinksForOffice"),
    *("scanUrls", "deliverMessageAfterScan", "enableForInternalSenders", "trackClicks"),
)
_OFF = ("allowClickThrough", "disableUrlRewrite")
_EMPTY = "doNotRewriteUrls"
"""Addresses that are neither rewritten nor looked at before a message is delivered."""

KIND = BuiltInProtectionRule(
    token="m365:defender:SafeLinks",
    title="Safe Links",
    doc=(
        "Every Safe Links policy that acts on somebody has links in mail, Teams and Office checked, those that "
        "colleagues send among them, spares no address, and lets nobody go on to what was found harmful. Policies "
        "are told and left as they are; whom the built-in protection spares, where it acts, is taken off its list. "
        "Policies that are excluded are named."
    ),
    key="safe-links",
    noun="Safe Links policies",
    listed="SafeLinksPolicy",
    ruled="SafeLinksRule",
    asked=(*(is_on(one) for one in _ON), *(is_on(one, on=False) for one in _OFF), is_empty(_EMPTY)),
    judges=(*_ON, *_OFF, _EMPTY, SPARED),
    answers=("Get-SafeLinksPolicy", "Get-SafeLinksRule", *ANSWERS),
    harmless=(
        Harmless(
            """
                EnableSafeLinksForEmail EnableSafeLinksForTeams EnableSafeLinksForOffice ScanUrls
                DeliverMessageAfterScan EnableForInternalSenders TrackClicks AllowClickThrough DisableUrlRewrite
                DoNotRewriteUrls
            """,
            "what the rule is about",
        ),
        Harmless(
            """
                CustomUrlList CustomNotificationText LocalizedUrlTextList LocalizedNotificationTextList
                EnableOrganizationBranding
            """,
            "what people are shown, and a list that is no longer looked at",
        ),
        *HARMLESS,
    ),
    audit_operations=(
        *("New-SafeLinksPolicy", "Set-SafeLinksPolicy"),
        *("New-SafeLinksRule", "Set-SafeLinksRule", "Enable-SafeLinksRule", "Disable-SafeLinksRule"),
        CHANGED_BY,
    ),
    source="https://learn.microsoft.com/powershell/module/exchange/set-safelinkspolicy (2026-11-27)",
)
