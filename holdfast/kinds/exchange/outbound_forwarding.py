"""Automatic forwarding by the outbound spam filter policies: none of them lets it out.

Inbox rules of people and the forwarding of mailboxes are stopped here, whoever set them; transport rules are not.
`Automatic` means off today, and is Microsoft's own to change. Source: "Control automatic external email forwarding",
https://learn.microsoft.com/defender-office-365/outbound-spam-policies-external-email-forwarding (recalled, 2026-11-26).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_boolean, as_word, required
from holdfast.kinds.services.listed import LISTED, NOTED, WHICH, ListedRule, excluded
from holdfast.kinds.statement import Harmless

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Violation

_MODE = "AutoForwardingMode"
_OFF = "Off"
_DEFAULT = "IsDefault"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundForwarding(ListedRule):
    """Policies come and go; the rule stays."""

    def broken(self, row: Mapping[str, Any]) -> Violation | None:
        """Return that a policy lets mail out, or would if Microsoft changed its mind."""
        mode = required(row, _MODE, partial(as_word, words=("Automatic", "On", _OFF)))
        return (
            None if mode.casefold() == _OFF.casefold() else self.violation(row, (_OFF, mode), {_MODE: _OFF})
        )


KIND = OutboundForwarding(
    token="m365:exchange:OutboundForwarding",
    title="Forwarding by outbound spam policies",
    doc=(
        "No outbound spam filter policy lets mail be forwarded outside automatically, by a rule of a person's or by a "
        "mailbox. A policy that is added later breaks the rule until the next apply. Those that are excluded are named."
    ),
    key="outbound-forwarding",
    noun="outbound spam policies",
    judges=("autoForwardingMode",),
    listed="HostedOutboundSpamFilterPolicy",
    parameters={},
    always_there=lambda row: required(row, _DEFAULT, as_boolean),
    columns=(*LISTED, _MODE, _DEFAULT),
    fields=(excluded("excludedPolicies", "Names of policies that the rule leaves out."), *NOTED),
    answers=("Get-HostedOutboundSpamFilterPolicy",),
    omits="nothing that is known; the service's own policy is always among them, and without it the list is not whole.",
    harmless=(
        Harmless(_MODE, "what the rule is about"),
        Harmless(_DEFAULT, "which of them is the service's own"),
        Harmless(
            """
                ConfigurationType Enabled RecipientLimitExternalPerHour RecipientLimitInternalPerHour
                RecipientLimitPerDay ActionWhenThresholdReached NotifyOutboundSpamRecipients
                BccSuspiciousOutboundAdditionalRecipients BccSuspiciousOutboundMail NotifyOutboundSpam
                RecommendedPolicyType
            """,
            "how much mail is too much, and who is told: none of it forwards anything",
        ),
        Harmless(WHICH, "which policy it is, and where the service keeps it"),
    ),
    audit_operations=("New-HostedOutboundSpamFilterPolicy", "Set-HostedOutboundSpamFilterPolicy"),
    source="https://learn.microsoft.com/powershell/module/exchange/set-hostedoutboundspamfilterpolicy (2026-11-26)",
)
