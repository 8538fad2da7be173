"""How `Impersonation` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    preset={
        "Enabled": True,
        "ImpersonationProtectionState": "Manual",
        "EnableTargetedUserProtection": True,
        "TargetedUsersToProtect": [],
        "TargetedUserProtectionAction": "Quarantine",
        "EnableOrganizationDomainsProtection": True,
        "EnableTargetedDomainsProtection": True,
        "TargetedDomainsToProtect": [],
        "TargetedDomainProtectionAction": "Quarantine",
        "EnableMailboxIntelligence": True,
        "EnableMailboxIntelligenceProtection": True,
        "MailboxIntelligenceProtectionAction": "MoveToJmf",
        "EnableSimilarUsersSafetyTips": True,
        "EnableSimilarDomainsSafetyTips": True,
        "EnableUnusualCharactersSafetyTips": True,
        "PhishThresholdLevel": 3,
        "ExcludedSenders": [],
        "ExcludedDomains": [],
        "ExcludedSubDomains": [],
    },
)
