"""Get-, New-, Set-, Enable-, Disable- and Remove-HostedOutboundSpamFilterRule (rows.json; learn, New-)."""

from __future__ import annotations

from holdfast.emulator.declared.filter_policies import SENDERS, rules_of

SERVICE = rules_of(
    "HostedOutboundSpamFilterRule",
    "Rules that say on whom outbound spam filter policies act.",
    "HostedOutboundSpamFilterPolicy",
    whom=SENDERS,
)
