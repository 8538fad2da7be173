"""Get-, New-, Set-, Enable-, Disable- and Remove-EOPProtectionPolicyRule: on whom presets act (rows.json; learn)."""

from __future__ import annotations

from holdfast.emulator.declared.filter_policies import rules_of

SERVICE = rules_of(
    "EOPProtectionPolicyRule",
    "Rules that say on whom the preset security policies of Exchange Online Protection act; none until one is used.",
    *("AntiPhishPolicy", "HostedContentFilterPolicy", "MalwareFilterPolicy"),
)
