"""Automatic forwarding by the remote domains: to none of them, and so to no domain at all, is mail forwarded.

The remote domain `Default`, of the domain `*`, is for all domains that have none of their own. Source:
https://learn.microsoft.com/exchange/mail-flow-best-practices/remote-domains/remote-domains (recalled, 2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_boolean, as_text, required
from holdfast.kinds.services.listed import LISTED, NOTED, WHICH, ListedRule, excluded
from holdfast.kinds.statement import Harmless

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Violation

_FORWARDS = "AutoForwardEnabled"
_DOMAIN = "DomainName"
_EVERY_DOMAIN = "*"


class RemoteDomainForwarding(ListedRule):
    """Remote domains come and go; the rule stays."""

    __slots__ = ()

    def broken(self, row: Mapping[str, Any]) -> Violation | None:
        """Return that mail is forwarded to a domain."""
        forwards = required(row, _FORWARDS, as_boolean)
        return self.violation(row, (False, True), {_FORWARDS: False}) if forwards else None


KIND = RemoteDomainForwarding(
    token="m365:exchange:RemoteDomainForwarding",
    title="Forwarding to remote domains",
    doc=(
        "Mail is forwarded automatically to no remote domain, the one for all others among them. A remote domain that "
        "is added later breaks the rule until the next apply. Those that are excluded are named."
    ),
    key="remote-domain-forwarding",
    noun="remote domains",
    judges=("autoForward",),
    listed="RemoteDomain",
    parameters={},
    called=(_DOMAIN,),
    always_there=lambda row: required(row, _DOMAIN, as_text) == _EVERY_DOMAIN,
    columns=(*LISTED, _DOMAIN, _FORWARDS),
    fields=(
        excluded(
            "excludedDomains",
            "Domains that the rule leaves out, never by the name of a remote domain, which anybody may choose.",
        ),
        *NOTED,
    ),
    answers=("Get-RemoteDomain",),
    omits="nothing that is known; the one for all other domains is always among them, else the list is not whole.",
    harmless=(
        Harmless(_FORWARDS, "what the rule is about"),
        Harmless(_DOMAIN, "which domain it is for: told with it"),
        Harmless(
            """
                AllowedOOFType AutoReplyEnabled DeliveryReportEnabled NDREnabled MeetingForwardNotificationEnabled
                NDRDiagnosticInfoEnabled MessageCountThreshold IsInternal TargetDeliveryDomain
                TrustedMailOutboundEnabled TrustedMailInboundEnabled
            """,
            "replies, reports and trust: other things than forwarding",
        ),
        Harmless(
            """
                ByteEncoderTypeFor7BitCharsets CharacterSet NonMimeCharacterSet ContentType DisplaySenderName
                RequiredCharsetCoverage TNEFEnabled LineWrapSize UseSimpleDisplayName
                PreferredInternetCodePageForShiftJis
            """,
            "how messages are written",
        ),
        Harmless(WHICH, "which remote domain it is, and where the service keeps it"),
    ),
    audit_operations=("New-RemoteDomain", "Set-RemoteDomain"),
    source="https://learn.microsoft.com/powershell/module/exchange/set-remotedomain (2026-11-26)",
)
