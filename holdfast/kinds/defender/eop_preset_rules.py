"""Presets of Exchange Online Protection, assessed: against phishing, spam and malware, in every tenant. Never written.

See `holdfast.kinds.services.preset_rules`.
"""

from __future__ import annotations

from holdfast.kinds.services.preset_rules import presets_of

KIND = presets_of(
    "EOPProtectionPolicyRule",
    "AntiPhishPolicy HostedContentFilterPolicy MalwareFilterPolicy",
    token="m365:defender:EopPresetRules",
    title="Presets of Exchange Online Protection",
    doc=(
        "An assessment, which never writes: a preset of Exchange Online Protection that is on leaves nobody out but "
        "who is named, and the one that is asked for reaches every domain."
    ),
    key="eop-preset-rules",
)
