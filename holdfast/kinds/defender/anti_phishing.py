"""Anti-phishing: whichever policy decides about a recipient recognises forged senders and says what is strange.

Only what every tenant has is asked for: forged senders, DMARC and safety tips. That mail which only looks like
somebody's is recognised too (impersonation) needs Defender for Office 365. Source: "Anti-phishing policies",
https://learn.microsoft.com/defender-office-365/anti-phishing-policies-about (recalled, 2026-11-27).
"""

from __future__ import annotations

from holdfast.kinds.services.asked import is_on, is_one_of
from holdfast.kinds.services.listed import NOTED, WHICH, excluded
from holdfast.kinds.services.threat_policies import EXCLUDED, NAMED, OWNED, RULED, ThreatPolicyRule
from holdfast.kinds.statement import Harmless

_ASKED = (
    is_on("enabled"),
    is_on("enableSpoofIntelligence"),
    is_on("honorDmarcPolicy"),
    is_one_of("dmarcRejectAction", ("Reject", "Quarantine"), ("Quarantine", "Reject")),
    is_one_of("dmarcQuarantineAction", ("Quarantine",), ("MoveToJmf", "Quarantine")),
    is_on("enableFirstContactSafetyTips"),
    is_on("enableUnauthenticatedSender"),
    is_on("enableViaTag"),
)

KIND = ThreatPolicyRule(
    token="m365:defender:AntiPhishing",
    title="Anti-phishing",
    doc=(
        "Every anti-phishing policy that acts on somebody recognises forged senders, does as the sender's domain asks "
        "by DMARC, and shows who writes for the first time or cannot be proved. The default policy is set; those that "
        "somebody made, and the presets, are told. Those that are excluded are named."
    ),
    key="anti-phishing",
    noun="anti-phishing policies",
    listed="AntiPhishPolicy",
    ruled="AntiPhishRule",
    preset="EOPProtectionPolicyRule",
    asked=_ASKED,
    judges=tuple(one.name for one in _ASKED),
    fields=(excluded(EXCLUDED, "Names of policies that the rule leaves out."), *NOTED),
    answers=("Get-AntiPhishPolicy", "Get-AntiPhishRule", "Get-EOPProtectionPolicyRule"),
    omits="nothing that is known; the service's own policy is always among them, and without it the list is not whole.",
    harmless=(
        Harmless(
            """
                Enabled EnableSpoofIntelligence HonorDmarcPolicy DmarcRejectAction DmarcQuarantineAction
                EnableFirstContactSafetyTips EnableUnauthenticatedSender EnableViaTag
            """,
            "what the rule is about",
        ),
        Harmless(
            "AuthenticationFailAction SpoofQuarantineTag EnableSuspiciousSafetyTip PolicyTag",
            "where forged mail goes: into the junk folder or the quarantine, and never into the inbox",
        ),
        Harmless(
            """
                ImpersonationProtectionState EnableTargetedUserProtection EnableMailboxIntelligenceProtection
                EnableTargetedDomainsProtection EnableOrganizationDomainsProtection EnableMailboxIntelligence
                EnableSimilarUsersSafetyTips EnableSimilarDomainsSafetyTips EnableUnusualCharactersSafetyTips
                TargetedUserProtectionAction TargetedUserQuarantineTag MailboxIntelligenceProtectionAction
                MailboxIntelligenceQuarantineTag TargetedDomainProtectionAction TargetedDomainQuarantineTag
                PhishThresholdLevel TargetedUsersToProtect TargetedUserActionRecipients
                MailboxIntelligenceProtectionActionRecipients TargetedDomainsToProtect TargetedDomainActionRecipients
                ExcludedDomains ExcludedSenders ExcludedSubDomains
            """,
            "impersonation, of which Defender for Office 365 alone knows: whom it leaves out is no forged sender",
        ),
        OWNED,
        RULED,
        NAMED,
        Harmless(WHICH, "which policy or rule it is, and where the service keeps it"),
    ),
    audit_operations=(
        *("New-AntiPhishPolicy", "Set-AntiPhishPolicy"),
        *("New-AntiPhishRule", "Set-AntiPhishRule", "Enable-AntiPhishRule"),
    ),
    source="https://learn.microsoft.com/powershell/module/exchange/set-antiphishpolicy (2026-11-27)",
)
