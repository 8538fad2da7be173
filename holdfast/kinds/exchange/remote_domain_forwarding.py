"""What remote domains open: mail is forwarded to none of them, and mail from none of them skips the filters.

The remote domain `Default`, of the domain `*`, is for all domains that have none of their own. Mail from a domain with
`TrustedMailInboundEnabled` passes the filters of content and of recipients unlooked at, which is off until somebody
asks for it. Sources: https://learn.microsoft.com/exchange/mail-flow-best-practices/remote-domains/remote-domains
(recalled, 2026-11-26), https://learn.microsoft.com/powershell/module/exchange/set-remotedomain, whose page says that
the switch is for Exchange Online too (2026-11-28).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_boolean, as_text, required
from holdfast.kinds.services.listed import LISTED, NOTED, WHICH, ListedRule, excluded
from holdfast.kinds.statement import Harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.kinds.judgement import Violation
    from holdfast.kinds.services.tally import Ruling

_FORWARDS, _TRUSTED = "AutoForwardEnabled", "TrustedMailInboundEnabled"
_DOMAIN = "DomainName"
_EVERY_DOMAIN = "*"


class RemoteDomainForwarding(ListedRule):
    """Remote domains come and go; the rule stays."""

    __slots__ = ()

    def broken(self, row: Mapping[str, Any]) -> Violation | None:
        """Return that mail is forwarded to a domain."""
        forwards = required(row, _FORWARDS, as_boolean)
        return self.violation(row, (False, True), {_FORWARDS: False}) if forwards else None

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Ruling]:
        """Return what judges one remote domain by both of its switches."""
        forwarding = ListedRule.ruler(self, rule)

        def rule_on(row: Mapping[str, Any]) -> Ruling:
            """Judge one."""
            ruling = forwarding(row)
            if ruling.exempt or not required(row, _TRUSTED, as_boolean):
                return ruling
            trusted = self.violation(row, (False, True), {_TRUSTED: False})
            return replace(ruling, breaks=(*ruling.breaks, replace(trusted, property=self.judges[1])))

        return rule_on


KIND = RemoteDomainForwarding(
    token="m365:exchange:RemoteDomainForwarding",
    title="Forwarding to remote domains",
    doc=(
        "Mail is forwarded automatically to no remote domain, the one for all others among them, and mail from none of "
        "them skips the filters. A remote domain that is added later breaks the rule until the next apply. Those that "
        "are excluded are named."
    ),
    key="remote-domain-forwarding",
    noun="remote domains",
    judges=("autoForward", "trustedMailInbound"),
    listed="RemoteDomain",
    parameters={},
    called=(_DOMAIN,),
    always_there=lambda row: required(row, _DOMAIN, as_text) == _EVERY_DOMAIN,
    columns=(*LISTED, _DOMAIN, _FORWARDS, _TRUSTED),
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
        Harmless(f"{_FORWARDS} {_TRUSTED}", "what the rule is about"),
        Harmless(_DOMAIN, "which domain it is for: told with it"),
        Harmless(
            """
                AllowedOOFType AutoReplyEnabled DeliveryReportEnabled NDREnabled MeetingForwardNotificationEnabled
                NDRDiagnosticInfoEnabled MessageCountThreshold IsInternal TargetDeliveryDomain
                TrustedMailOutboundEnabled
            """,
            "replies, reports, and how the other side is told whose mail it is: other things than what passes here",
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
