"""The spam filter: whichever policy decides about a recipient keeps spam and phishing out of his inbox, later too.

Actions that pass are those by which a message does not stay in the inbox. Senders and domains that a policy lets past
the filter are let past its judgement about phishing as well, and a sender is easily forged. Source: "Configure spam
filter policies", https://learn.microsoft.com/defender-office-365/anti-spam-policies-configure (recalled, 2026-11-27).
"""

from __future__ import annotations

from holdfast.kinds.services.asked import is_empty, is_on, is_one_of
from holdfast.kinds.services.listed import NOTED, WHICH, excluded
from holdfast.kinds.services.threat_policies import EXCLUDED, NAMED, OWNED, RULED, ThreatPolicyRule
from holdfast.kinds.statement import Harmless

_WORDS = ("MoveToJmf", "AddXHeader", "ModifySubject", "Redirect", "Delete", "Quarantine", "NoAction")
_OUT = ("MoveToJmf", "Quarantine", "Redirect", "Delete")
"""Actions by which a message leaves the inbox; the first one is the service's own default."""
_ASKED = (
    is_one_of("spamAction", _OUT, _WORDS),
    is_one_of("highConfidenceSpamAction", _OUT, _WORDS),
    is_one_of("phishSpamAction", ("Quarantine", "Redirect", "Delete"), _WORDS),
    is_one_of(
        "highConfidencePhishAction", ("Quarantine", "Redirect"), ("MoveToJmf", "Redirect", "Quarantine")
    ),
    is_on("spamZapEnabled"),
    is_on("phishZapEnabled"),
    is_empty("allowedSenderDomains"),
    is_empty("allowedSenders"),
)

KIND = ThreatPolicyRule(
    token="m365:defender:SpamFilter",
    title="Spam filter",
    doc=(
        "Every spam filter policy that acts on somebody moves spam out of the inbox and phishing into quarantine, "
        "takes back what is found later (zero-hour auto purge), and lets no sender past. The default policy is set; "
        "those that somebody made, and the presets, are told. Those that are excluded are named."
    ),
    key="spam-filter",
    noun="spam filter policies",
    listed="HostedContentFilterPolicy",
    ruled="HostedContentFilterRule",
    preset="EOPProtectionPolicyRule",
    asked=_ASKED,
    judges=tuple(one.name for one in _ASKED),
    fields=(excluded(EXCLUDED, "Names of policies that the rule leaves out."), *NOTED),
    answers=("Get-HostedContentFilterPolicy", "Get-HostedContentFilterRule", "Get-EOPProtectionPolicyRule"),
    omits="nothing that is known; the service's own policy is always among them, and without it the list is not whole.",
    harmless=(
        Harmless(
            """
                SpamAction HighConfidenceSpamAction PhishSpamAction HighConfidencePhishAction SpamZapEnabled
                PhishZapEnabled AllowedSenderDomains AllowedSenders
            """,
            "what the rule is about",
        ),
        Harmless("ZapEnabled", "the older switch, which the two for spam and for phishing replaced"),
        Harmless(
            """
                BulkThreshold BulkSpamAction MarkAsSpamBulkMail BulkMovesEnabled IntraOrgFilterState
                IncreaseScoreWithImageLinks IncreaseScoreWithNumericIps IncreaseScoreWithRedirectToOtherPort
                IncreaseScoreWithBizOrInfoUrls MarkAsSpamEmptyMessages MarkAsSpamJavaScriptInHtml
                MarkAsSpamFramesInHtml MarkAsSpamObjectTagsInHtml MarkAsSpamEmbedTagsInHtml MarkAsSpamFormTagsInHtml
                MarkAsSpamWebBugsInHtml MarkAsSpamSensitiveWordList MarkAsSpamSpfRecordHardFail
                MarkAsSpamFromAddressAuthFail MarkAsSpamNdrBackscatter
            """,
            "what is taken for spam besides: advertising, and signs that the service weighs by itself",
        ),
        Harmless(
            """
                BlockedSenders BlockedSenderDomains EnableLanguageBlockList LanguageBlockList EnableRegionBlockList
                RegionBlockList
            """,
            "what is stopped besides",
        ),
        Harmless(
            """
                AddXHeaderValue ModifySubjectValue RedirectToRecipients TestModeAction TestModeBccToRecipients
                FalsePositiveAdditionalRecipients DownloadLink InlineSafetyTipsEnabled QuarantineRetentionPeriod
                SpamQuarantineTag HighConfidenceSpamQuarantineTag PhishQuarantineTag HighConfidencePhishQuarantineTag
                BulkQuarantineTag
            """,
            "what becomes of a message that was stopped, and who is told",
        ),
        OWNED,
        RULED,
        NAMED,
        Harmless(WHICH, "which policy or rule it is, and where the service keeps it"),
    ),
    audit_operations=(
        *("New-HostedContentFilterPolicy", "Set-HostedContentFilterPolicy"),
        *("New-HostedContentFilterRule", "Set-HostedContentFilterRule", "Enable-HostedContentFilterRule"),
    ),
    source="https://learn.microsoft.com/powershell/module/exchange/set-hostedcontentfilterpolicy (2026-11-27)",
)
