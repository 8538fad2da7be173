"""Presets of Defender for Office 365, assessed: Safe Attachments and Safe Links. Never written.

See `holdfast.kinds.services.preset_rules`.
"""

from __future__ import annotations

from holdfast.kinds.services.preset_rules import presets_of

KIND = presets_of(
    "ATPProtectionPolicyRule",
    "SafeAttachmentPolicy SafeLinksPolicy",
    token="m365:defender:AtpPresetRules",
    title="Presets of Defender for Office 365",
    doc=(
        "An assessment, which never writes: a preset of Defender for Office 365 that is on leaves nobody out but "
        "who is named, and the one that is asked for reaches every domain."
    ),
    key="atp-preset-rules",
    licence="ATP_ENTERPRISE",
    idle_unlicensed=True,
)
