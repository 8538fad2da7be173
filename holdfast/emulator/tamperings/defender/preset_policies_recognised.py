"""Tampering with whom Microsoft's presets leave out, by the cmdlets that the portal stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

_RULE = "Standard Preset Security Policy"
_BRINGS: Mapping[str, Mapping[str, object]] = {
    "AntiPhishPolicy": {
        "EnableSpoofIntelligence": True,
        "HonorDmarcPolicy": True,
        "DmarcRejectAction": "Reject",
        "DmarcQuarantineAction": "Quarantine",
        "EnableFirstContactSafetyTips": True,
        "PhishThresholdLevel": 3,
        **dict.fromkeys(
            (
                *("EnableTargetedUserProtection", "EnableTargetedDomainsProtection"),
                *("EnableOrganizationDomainsProtection", "EnableMailboxIntelligenceProtection"),
                *("EnableSimilarUsersSafetyTips", "EnableSimilarDomainsSafetyTips"),
                "EnableUnusualCharactersSafetyTips",
            ),
            True,
        ),
        "TargetedUserProtectionAction": "Quarantine",
        "TargetedDomainProtectionAction": "Quarantine",
        "MailboxIntelligenceProtectionAction": "MoveToJmf",
    },
    "HostedContentFilterPolicy": {
        "SpamAction": "MoveToJmf",
        "HighConfidenceSpamAction": "Quarantine",
        "PhishSpamAction": "Quarantine",
        "HighConfidencePhishAction": "Quarantine",
    },
    "MalwareFilterPolicy": {"EnableFileFilter": True, "ZapEnabled": True},
}
"""What the Standard preset sets, by noun, of what matters here: "Recommended settings for cloud organizations",
https://learn.microsoft.com/defender-office-365/recommended-settings-for-eop-and-office365 (recalled, 2026-11-27)."""


def except_from_preset(tenant: Tenant) -> str:
    """Switch the Standard preset of Exchange Online Protection on for everybody but the administrator.

    What Defender for Office 365 adds to it stays off.

    Args:
        tenant: where.

    Raises:
        TamperingError: the preset is there already, or a cmdlet refuses.
    """
    actor = administrator(tenant)
    for noun, brings in _BRINGS.items():
        run(tenant, actor, f"New-{noun}", {"Name": _RULE, "RecommendedPolicyType": "Standard", **brings})
    rule = {"Name": _RULE, **dict.fromkeys(_BRINGS, _RULE), "ExceptIfSentTo": [actor.user_principal_name]}
    run(tenant, actor, "New-EOPProtectionPolicyRule", rule)
    return f"{actor.user_principal_name} switched the Standard preset on for everybody but himself."


TAMPERINGS = (
    Tampering(
        "except-from-preset",
        "The administrator switches Microsoft's Standard preset on for everybody but himself.",
        except_from_preset,
    ),
)
