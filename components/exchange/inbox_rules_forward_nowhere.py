"""No inbox rule of anybody sends mail outside.

What is enforced: nothing; it is assessed, and never written, as what a rule is for only its owner knows. No inbox rule
of a mailbox forwards, forwards as an attachment or redirects to an address of no domain of the tenant. A rule that is
switched off counts as well, and says so: its owner switches it on without anybody's leave. Each mailbox is told by
name, with the rule and the address; whatever cannot be read of one is unknown, by name.

Why: an inbox rule is the first thing that whoever got into a mailbox makes, and it outlives a change of the password.
`exchange.external_forwarding_blocked` stops what such a rule sends; here it comes to light that somebody was in.

Who is affected: nobody; somebody has to ask the owner, and delete the rule by hand (`Remove-InboxRule -Mailbox`).

How to roll back: remove the control; nothing was changed.

Licence: none beyond the mailbox. Cost: rules come of one mailbox at a time. A check asks one question more for every
mailbox, twenty to a request: 500 requests for 10,000 mailboxes, which takes minutes, and the application needs
MailboxSettings.Read, with which it reads what people set in their mailboxes. So it is off until the client chooses it;
a check that has not chosen it asks nothing. Limits: rules that a client hid from every list are not told by Graph, and
whom an address inside passes mail on to, as a group does, is not looked at. Source:
https://learn.microsoft.com/graph/api/mailfolder-list-messagerules (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.mailboxes import MailboxSettings
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import InboxRules

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "internal-attack.forwarding-blocked"


class Settings(MailboxSettings, ChosenSettings):
    """Settings of `exchange.inbox_rules_forward_nowhere`."""


class InboxRulesForwardNowhere(ChosenControl[Settings]):
    """The assessment of every mailbox's rules."""

    Settings = Settings
    metadata = ControlMetadata(
        title="No inbox rule of anybody sends mail outside",
        duties=(Duty.INTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("exchange.external_forwarding_blocked", "exchange.transport_rules_safe")),),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("6.2.1", lacks="outbound policies and transport rules"),
            NIST_800_53_5("AC-4"),
            ISO_27001_2022("A.5.14"),
        ),
        licence="none",
        impact="Nobody's mail goes another way: the rules are assessed, and deleted by hand.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment, unless the control is off."""
        if self.settings.enabled:
            InboxRules(
                self.child_name("mailboxes"),
                mailbox_types=self.settings.types_on_the_wire,
                excluded_mailboxes=self.settings.excluded_mailboxes or None,
                opts=self.child_options(),
            )
        return {}
