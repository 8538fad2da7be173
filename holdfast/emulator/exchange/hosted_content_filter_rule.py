"""Get-, New-, Set-, Enable-, Disable- and Remove-HostedContentFilterRule (rows.json; learn, New-)."""

from __future__ import annotations

from holdfast.emulator.declared.filter_policies import rules_of

SERVICE = rules_of(
    "HostedContentFilterRule", "Rules that say on whom spam filter policies act.", "HostedContentFilterPolicy"
)
