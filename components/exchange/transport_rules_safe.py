"""No transport rule waves mail past the filters, hides it from its recipient, or gives it to somebody else.

What is enforced: nothing is ever written, for what a rule is for nobody but the client knows. Assessed is every
transport rule that is on and acts. None sets the spam confidence level to -1, with which everything of a sender or a
domain reaches people unfiltered, and none sets a header with which Safe Links or Safe Attachments are skipped. None
takes mail from its recipient: deletes it, puts it into quarantine, cuts the connection, redirects it, or holds it until
somebody or the sender's manager approves. None takes encryption off a message or its attachments. None has somebody
read along unseen: by a blind copy, or by an incident report with the message in it. And none copies, reports or adds
mail to an address of no domain of the organization. No journal rule that is on copies mail to such an address. One that
routes mail by a connector is unknown, because where that leads is not read. The domains are counted with the rules, so
that a tenant without any rule is seen to be in order.

Why: a rule for a partner's domain lets in whoever forges that domain, for years. A rule that deletes or diverts what
the bank writes, or Microsoft's warnings, is how an intruder with an administrator's rights works unnoticed, and one
that copies mail is what he leaves behind; outbound policies and rules of inboxes show neither. One that takes
encryption off sends on in the clear what its sender meant for one reader.

Who is affected: nobody; a rule that is found is changed or removed by hand, or named in the client file. So are rules
that are meant, such as one that quarantines programs, one that has mail to everybody approved, or one that takes
encryption off for an archive inside.

How to roll back: there is nothing to undo.

Licence: none. Limits: a rule that refuses mail is in order, because its sender is told at once; so is one that marks it
as spam, since the spam policies say where that goes. That the filters are skipped by an address list, or by the
policies of spam, is not looked for. A copy whose recipient is told without an address is unknown. Source:
https://learn.microsoft.com/defender-office-365/create-safe-sender-lists-in-office-365 (2026-11-27);
https://learn.microsoft.com/exchange/security-and-compliance/mail-flow-rules/mail-flow-rule-actions (2026-11-28);
recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import TransportRules

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "internal-attack.forwarding-blocked"


class Settings(ControlSettings):
    """Settings of `exchange.transport_rules_safe`."""

    excluded_rules: Annotated[list[str], Narrows("transport rules", counted_as=Reason.EXCLUDED)] = []
    """Names of rules that have to do so, such as for an exercise against phishing, or one that quarantines programs,
    that the assessment leaves out.

    A journal rule, such as of an archive in other hands, is named with `journal rule: ` before its name."""


class TransportRulesSafe(HardeningControl[Settings]):
    """The assessment of all rules."""

    Settings = Settings
    metadata = ControlMetadata(
        title="No transport rule waves mail through, hides it, or gives it away",
        duties=(Duty.INTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("exchange.external_forwarding_blocked",)),),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0(
                "6.2.1", lacks="outbound spam policies, which `exchange.external_forwarding_blocked` sets"
            ),
            CIS_M365_7_0("6.2.2"),
            NIST_800_53_5("AC-4"),
            ISO_27001_2022("A.5.14"),
        ),
        licence="none",
        impact="Nobody notices; nothing is changed.",
        rollback="There is nothing to undo.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        TransportRules(
            self.child_name("rules"),
            excluded_rules=self.settings.excluded_rules or None,
            opts=self.child_options(),
        )
        return {}
