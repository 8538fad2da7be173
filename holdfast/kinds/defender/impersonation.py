"""Impersonation: whichever policy decides about a recipient stops mail that only looks like somebody's.

Defender for Office 365 alone knows of it. A policy that is off stops nothing, whatever else it says: that it is on is
asked for here too, since a client may have no rule over forged senders. What passes is what SCuBA asks for: an action
by which a message does not stay in the inbox as if nothing were. Lists of those who are protected are the client's, and
so are the lists of those who may look like somebody; a list that the client leaves empty is not switched on, since
whether the service takes that is not known. Source: "Impersonation settings in anti-phishing policies in Microsoft
Defender for Office 365", https://learn.microsoft.com/defender-office-365/anti-phishing-policies-about (recalled,
2026-11-30).
"""

from __future__ import annotations

from holdfast.kinds.field import Field, Protects
from holdfast.kinds.services.asked import (
    has_all,
    is_at_least,
    is_on,
    is_on_for,
    is_one_of,
    is_unused,
    is_within,
)
from holdfast.kinds.services.listed import NOTED, WHICH, excluded
from holdfast.kinds.services.threat_policies import ADDED, EXCLUDED, NAMED, OWNED, RULED, ThreatPolicyRule
from holdfast.kinds.statement import Harmless

_USERS, _DOMAINS = "targetedUsersToProtect", "targetedDomainsToProtect"
_SENDERS, _OTHERS = "trustedSenders", "trustedDomains"
_ACTIONS = ("NoAction", "MoveToJmf", "Redirect", "Quarantine", "Delete", "BccMessage")
_OUT = ("Quarantine", "MoveToJmf", "Redirect", "Delete")
"""Actions by which a message leaves the inbox. The first one is what Microsoft recommends; its Standard preset moves to
the junk folder what mailbox intelligence finds."""
_AGGRESSIVE = 3
"""What the Standard preset sets of the four thresholds; of 4 more honest mail is taken for phishing (recalled)."""
_LEVELS = range(1, 5)


def _address(user: str) -> str:
    """Return by what the service tells one protected user from another: what stands behind the name."""
    return user.rpartition(";")[2].strip().casefold()


_ASKED = (
    is_on("enabled"),
    is_one_of("impersonationProtectionState", ("Automatic", "Manual"), ("Automatic", "Manual", "Off")),
    is_on_for("enableTargetedUserProtection", _USERS),
    has_all(_USERS, _address),
    is_one_of("targetedUserProtectionAction", _OUT, _ACTIONS),
    is_on("enableOrganizationDomainsProtection"),
    is_on_for("enableTargetedDomainsProtection", _DOMAINS),
    has_all(_DOMAINS),
    is_one_of("targetedDomainProtectionAction", _OUT, _ACTIONS),
    is_on("enableMailboxIntelligence"),
    is_on("enableMailboxIntelligenceProtection"),
    is_one_of("mailboxIntelligenceProtectionAction", _OUT, _ACTIONS),
    is_on("enableSimilarUsersSafetyTips"),
    is_on("enableSimilarDomainsSafetyTips"),
    is_on("enableUnusualCharactersSafetyTips"),
    is_at_least("phishThresholdLevel", _AGGRESSIVE, _LEVELS),
    is_within("excludedSenders", _SENDERS),
    is_within("excludedDomains", _OTHERS),
    is_unused("excludedSubDomains"),
)

KIND = ThreatPolicyRule(
    token="m365:defender:Impersonation",
    title="Impersonation",
    doc=(
        "Every anti-phishing policy that acts on somebody stops mail that looks like that of the listed people, of the "
        "tenant's and the listed domains, or of those with whom somebody corresponds, and says what is strange about "
        "it. The default policy is set; those that somebody made, and the presets, are told. Those that are excluded "
        "are named."
    ),
    key="impersonation",
    noun="anti-phishing policies",
    listed="AntiPhishPolicy",
    ruled="AntiPhishRule",
    preset="EOPProtectionPolicyRule",
    adds="ATPProtectionPolicyRule",
    asked=_ASKED,
    judges=(*(one.name for one in _ASKED), ADDED),
    fields=(
        Field(
            name=_USERS,
            doc="People who are protected, each as `name;address`; those whom a policy protects besides stay.",
            many=True,
            any_case=True,
            protects=Protects.MORE,
        ),
        Field(
            name=_DOMAINS,
            doc="Domains of others that are protected; those that a policy protects besides stay.",
            many=True,
            any_case=True,
            protects=Protects.MORE,
        ),
        Field(
            name=_SENDERS,
            doc="Addresses whose mail may look like somebody's; a policy lets no others pass.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
        Field(
            name=_OTHERS,
            doc="Domains whose mail may look like somebody's; a policy lets no others pass.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
        excluded(EXCLUDED, "Names of policies that the rule leaves out."),
        *NOTED,
    ),
    answers=(
        *("Get-AntiPhishPolicy", "Get-AntiPhishRule"),
        *("Get-EOPProtectionPolicyRule", "Get-ATPProtectionPolicyRule"),
    ),
    omits="nothing that is known; the service's own policy is always among them, and without it the list is not whole.",
    harmless=(
        Harmless(
            """
                Enabled ImpersonationProtectionState EnableTargetedUserProtection TargetedUsersToProtect
                TargetedUserProtectionAction EnableOrganizationDomainsProtection EnableTargetedDomainsProtection
                TargetedDomainsToProtect TargetedDomainProtectionAction EnableMailboxIntelligence
                EnableMailboxIntelligenceProtection MailboxIntelligenceProtectionAction EnableSimilarUsersSafetyTips
                EnableSimilarDomainsSafetyTips EnableUnusualCharactersSafetyTips PhishThresholdLevel ExcludedSenders
                ExcludedDomains ExcludedSubDomains
            """,
            "what the rule is about",
        ),
        Harmless(
            """
                TargetedUserQuarantineTag TargetedDomainQuarantineTag MailboxIntelligenceQuarantineTag
                TargetedUserActionRecipients TargetedDomainActionRecipients
                MailboxIntelligenceProtectionActionRecipients
            """,
            "what becomes of a message that was stopped, and who is told",
        ),
        Harmless(
            """
                EnableSpoofIntelligence HonorDmarcPolicy DmarcRejectAction DmarcQuarantineAction
                EnableFirstContactSafetyTips EnableUnauthenticatedSender EnableViaTag AuthenticationFailAction
                SpoofQuarantineTag EnableSuspiciousSafetyTip PolicyTag
            """,
            "forged senders, and those who write for the first time, which the rule over anti-phishing judges",
        ),
        OWNED,
        Harmless("SafeAttachmentPolicy SafeLinksPolicy", "which other policies a preset brings"),
        RULED,
        NAMED,
        Harmless(WHICH, "which policy or rule it is, and where the service keeps it"),
    ),
    licence="ATP_ENTERPRISE",
    idle_unlicensed=True,
    audit_operations=(
        *("New-AntiPhishPolicy", "Set-AntiPhishPolicy"),
        *("New-AntiPhishRule", "Set-AntiPhishRule", "Enable-AntiPhishRule"),
        *("Set-ATPProtectionPolicyRule", "Disable-ATPProtectionPolicyRule", "Remove-ATPProtectionPolicyRule"),
    ),
    source="https://learn.microsoft.com/powershell/module/exchange/set-antiphishpolicy (2026-11-27)",
)
