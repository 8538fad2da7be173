"""Get-, New-, Set-, Enable-, Disable- and Remove-SafeAttachmentRule (rows.json; learn, New-)."""

from __future__ import annotations

from holdfast.emulator.declared.filter_policies import rules_of

SERVICE = rules_of(
    "SafeAttachmentRule", "Rules that say on whom Safe Attachments policies act.", "SafeAttachmentPolicy"
)
