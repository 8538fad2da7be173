"""Nobody fetches mail by POP or IMAP.

What is enforced: one rule over all mailboxes: both protocols are off, but for mailboxes that the client file names. A
mailbox that is made later has them on, breaks the rule, and shows as drift, until the next apply.

Why: a program that fetches mail by either keeps a copy of all of it where nobody sees to it, and is what attackers use
to empty a mailbox whose password they have. With modern authentication they ask for more than a password; few programs
that still need them can.

Who is affected: programs and devices that fetch mail by POP or IMAP, such as a ticket system's, get none at once. So
the client chooses it, by `mail_protocols_off`. Look first who signs in by them, in the sign-in log by client
application, and name those mailboxes.

How to roll back: the settings stay when the control is removed. By hand: `Set-CASMailbox -PopEnabled $true -ImapEnabled
$true`.

Licence: none beyond the mailbox. Limits: the plan by which a new mailbox gets them (`Get-CASMailboxPlan`) is left as it
is: until the next apply a new mailbox has them on, unless somebody switches them off there (`Set-CASMailboxPlan`).
Whether such a program may sign in with a password alone is `entra.legacy_authentication_blocked`'s. Source:
https://learn.microsoft.com/powershell/module/exchange/set-casmailbox (2026-11-27), and
https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/pop3-and-imap4/enable-or-disable-pop3-or-imap4-access
(recalled).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import LegacyMailProtocols

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "external-attack.old-protocols-closed"


class Settings(ChosenSettings):
    """Settings of `exchange.legacy_mail_protocols_off`."""

    excluded_mailboxes: Annotated[list[str], Narrows("mailboxes", counted_as=Reason.EXCLUDED)] = []
    """Primary addresses of mailboxes, of ticket systems and the like, that the rule leaves out, or ids of users."""


class LegacyMailProtocolsOff(ChosenControl[Settings]):
    """One rule over all mailboxes."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Nobody fetches mail by POP or IMAP",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("entra.legacy_authentication_blocked",)),),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("CM-7"), ISO_27001_2022("A.5.14")),
        licence="none",
        impact="Programs that fetch mail by POP or IMAP get none at once.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule, unless the control is off."""
        if not self.settings.enabled:
            return {}
        LegacyMailProtocols(
            self.child_name("mailboxes"),
            excluded_mailboxes=self.settings.excluded_mailboxes or None,
            opts=self.child_options(protects_data=True),
        )
        return {}
