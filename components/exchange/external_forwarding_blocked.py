"""Mail is not forwarded outside by itself: neither by a rule of a person's, nor by a mailbox.

What is enforced: two rules, each over all that the tenant has of a sort, so that one that is added later breaks it, and
shows as drift, until the next apply. Every outbound spam filter policy switches automatic forwarding off. Every remote
domain, the one for all other domains among them, is one to which mail is not forwarded, and from which none skips the
filters. Besides it is assessed which
mailboxes are set to forward to an address outside all the same: each is told by name, and left as it is.

Why: whoever got into a mailbox forwards its mail and stays unseen for months; an employee on the way out does the same.
Either rule stops both; auditors look at one or the other. `Automatic`, the usual mode, means off today and is
Microsoft's to change.

Who is affected: whoever forwards mail outside now; the sender of such a message is told (NDR 5.7.520). A mailbox that
has to forward is given a policy of its own, which the client file excludes by name. An excluded policy whose rule is
for everybody is told all the same, and left as it is.

How to roll back: the settings stay when the control is removed. By hand: `Set-HostedOutboundSpamFilterPolicy
-AutoForwardingMode Automatic`, `Set-RemoteDomain -AutoForwardEnabled $true -TrustedMailInboundEnabled $true`.

Licence: none beyond the mailbox. Limits: rules that forward and mailboxes that forward stay as they are and forward
nothing outside. Which rules of people send outside is assessed by `exchange.inbox_rules_forward_nowhere`, where a
client chooses it: it asks of one mailbox at a time.
Whom a mailbox forwards to by name is looked up in the organization's list, which takes a page for each 1000 of its
recipients: a contact outside is told, and a group is unknown, since who is in it is not looked at.
Transport rules are looked at by `exchange.transport_rules_safe`. Source:
https://learn.microsoft.com/defender-office-365/outbound-spam-policies-external-email-forwarding (2026-11-26);
recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import HardeningControl
from holdfast.controls.identifiers import DomainsOrAny
from holdfast.controls.mailboxes import MailboxSettings
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import MailboxForwarding, OutboundForwarding, RemoteDomainForwarding

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "internal-attack.forwarding-blocked"


class Settings(MailboxSettings):
    """Settings of `exchange.external_forwarding_blocked`."""

    excluded_policies: Annotated[list[str], Narrows("outbound policies", counted_as=Reason.EXCLUDED)] = []
    """Names of outbound spam filter policies, of those who have to forward, that the rule leaves out."""
    excluded_domains: Annotated[DomainsOrAny, Narrows("domains", counted_as=Reason.EXCLUDED)] = Field(
        default=[], examples=[["partner.example"]]
    )
    """Domains to which mail may be forwarded, each with a remote domain of its own; `*` would be every domain."""


class ExternalForwardingBlocked(HardeningControl[Settings]):
    """One rule over all outbound spam filter policies, one over all remote domains, and what mailboxes are set to."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Mail is not forwarded outside by itself",
        duties=(Duty.INTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("exchange.transport_rules_safe",)),),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.EXO.1.1v2"),
            CIS_M365_7_0("6.2.1", lacks="transport rules that send mail outside"),
            NIST_800_53_5("AC-4"),
            ISO_27001_2022("A.5.14"),
        ),
        licence="none",
        impact="Mail that a rule or a mailbox forwards outside is returned; people forward by hand as before.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register both rules, and the assessment of the mailboxes."""
        options = self.child_options(protects_data=True)
        OutboundForwarding(
            self.child_name("policies"),
            excluded_policies=self.settings.excluded_policies or None,
            opts=options,
        )
        RemoteDomainForwarding(
            self.child_name("domains"),
            excluded_domains=self.settings.excluded_domains or None,
            opts=options,
        )
        MailboxForwarding(
            self.child_name("mailboxes"),
            mailbox_types=self.settings.types_on_the_wire,
            excluded_mailboxes=self.settings.excluded_mailboxes or None,
            opts=self.child_options(),
        )
        return {}
