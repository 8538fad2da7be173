"""Get-, New-, Set-, Enable-, Disable- and Remove-ATPProtectionPolicyRule: on whom presets act (rows.json; learn)."""

from __future__ import annotations

from holdfast.emulator.declared.filter_policies import rules_of

SERVICE = rules_of(
    "ATPProtectionPolicyRule",
    "Rules that say on whom the preset security policies of Defender for Office 365 act; none until one is used.",
    *("SafeAttachmentPolicy", "SafeLinksPolicy"),
)
