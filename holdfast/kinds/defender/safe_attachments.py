"""Safe Attachments: whichever policy decides about a recipient has attachments tried out before they are opened.

In a tenant with Defender for Office 365 the built-in protection does so for everybody whom no other policy reaches and
whom its own rule does not leave out. Source: "Safe Attachments in Microsoft Defender for Office 365",
https://learn.microsoft.com/defender-office-365/safe-attachments-about (recalled, 2026-11-27).
"""

from __future__ import annotations

from holdfast.kinds.services.asked import is_on, is_one_of
from holdfast.kinds.services.built_in_protection import ANSWERS, CHANGED_BY, HARMLESS, BuiltInProtectionRule
from holdfast.kinds.services.threat_policies import SPARED
from holdfast.kinds.statement import Harmless

KIND = BuiltInProtectionRule(
    token="m365:defender:SafeAttachments",
    title="Safe Attachments",
    doc=(
        "Every Safe Attachments policy that acts on somebody stops harmful attachments, and the built-in protection "
        "leaves nobody out: whom it spares is taken off its list. Policies are told and left as they are. Those that "
        "are excluded are named."
    ),
    key="safe-attachments",
    noun="Safe Attachments policies",
    listed="SafeAttachmentPolicy",
    ruled="SafeAttachmentRule",
    asked=(
        is_on("enable"),
        is_one_of("action", ("Block", "DynamicDelivery"), ("Allow", "Block", "DynamicDelivery", "Replace")),
    ),
    judges=("enable", "action", SPARED),
    answers=("Get-SafeAttachmentPolicy", "Get-SafeAttachmentRule", *ANSWERS),
    harmless=(
        Harmless("Enable Action", "what the rule is about"),
        Harmless(
            "QuarantineTag QuarantineTagForBlockingEncryptedAttachments Redirect RedirectAddress",
            "who may take a message out of quarantine, and who gets a copy of it",
        ),
        Harmless(
            """
                EnableBlockingEncryptedAttachments ExcludedTypesFromBlockingEncryptedAttachments
                EnableOrganizationBranding
            """,
            "what is stopped besides, and how a notice looks",
        ),
        *HARMLESS,
    ),
    audit_operations=(
        *("New-SafeAttachmentPolicy", "Set-SafeAttachmentPolicy"),
        *("New-SafeAttachmentRule", "Set-SafeAttachmentRule", "Enable-SafeAttachmentRule"),
        CHANGED_BY,
    ),
    source="https://learn.microsoft.com/powershell/module/exchange/set-safeattachmentpolicy (2026-11-27)",
)
