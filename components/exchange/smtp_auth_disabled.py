"""Nothing sends mail with a password alone: authenticated SMTP is off.

What is enforced: the organization has authenticated SMTP off, and one rule over all mailboxes: none has it on for
itself, but for those that the client file names. A mailbox that is given it later breaks the rule, and shows as drift,
until the next apply.

Why: whoever guessed a password sends with it from anywhere as that person, and no second factor is asked. It is off in
organizations made since January 2020; an older one, or a single mailbox for a scanner, may have it on.

Who is affected: printers, scanners and applications that send with a mailbox and its password stop sending at once,
those with modern authentication among them. So the client chooses it, by `smtp_auth_disabled`. Look first which there
are, by the report "SMTP AUTH clients" of the Exchange admin center, and name the mailboxes that have to send.

How to roll back: the settings stay when the control is removed. By hand: `Set-TransportConfig
-SmtpClientAuthenticationDisabled $false`, `Set-CASMailbox -SmtpClientAuthenticationDisabled $null`.

Licence: none beyond the mailbox. Limits: a mailbox that is left out is not given it either; relaying by a connector is
another thing, and mail without sign-in is `exchange.direct_send_rejected`. Source:
https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission
(2026-11-27); recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import SmtpClientAuthentication, TransportConfig

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "external-attack.mail-programs-prove-more"


class Settings(ChosenSettings):
    """Settings of `exchange.smtp_auth_disabled`. The organization's switch is for every mailbox."""

    excluded_mailboxes: Annotated[list[str], Narrows("mailboxes", counted_as=Reason.EXCLUDED)] = []
    """Primary addresses of mailboxes, of scanners and the like, that the rule leaves out, or ids of their users."""


class SmtpAuthDisabled(ChosenControl[Settings]):
    """The organization's switch, and one rule over all mailboxes."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Nothing sends mail with a password alone",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("exchange.modern_auth_required",)),),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.EXO.5.1v1"),
            CIS_M365_7_0("6.5.4"),
            NIST_800_53_5("CM-7"),
            ISO_27001_2022("A.5.14"),
            ISO_27001_2022("A.5.17"),
        ),
        licence="none",
        impact="Scanners and applications that send with a mailbox's password stop sending at once.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the organization's switch and the rule, unless the control is off."""
        if not self.settings.enabled:
            return {}
        options = self.child_options(protects_data=True)
        transport = TransportConfig(
            self.child_name("transport"), smtp_client_authentication_disabled=True, opts=options
        )
        SmtpClientAuthentication(
            self.child_name("mailboxes"),
            excluded_mailboxes=self.settings.excluded_mailboxes or None,
            opts=options,
        )
        return {"smtpClientAuthenticationDisabled": transport.smtp_client_authentication_disabled}
