"""What is done in mailboxes is recorded: by their owners, delegates and administrators.

What is enforced: the organization audits mailboxes, and one rule over all mailboxes of the listed types: each says
itself that it is audited, records of owners, delegates and administrators all that Microsoft records by default, and
keeps its records for 90 days at least, as Microsoft has it.
A mailbox that is added later breaks the rule, and shows as drift, until the next apply. What a mailbox records besides
it goes on recording.

Why: who read or deleted mail in somebody's mailbox is the first question after a break-in and after a quarrel. One
switch of the organization silences all mailboxes at once; a mailbox that says so itself is recorded all the same. And
whoever wants to read unseen takes that one action out of a mailbox's list, which goes on saying that it is audited.

Who is affected: nobody notices.

How to roll back: the settings stay when the control is removed. By hand: `Set-OrganizationConfig -AuditDisabled $true`,
`Set-Mailbox -AuditEnabled $false`.

Licence: none. Limits: where nobody has changed a mailbox's lists Microsoft chooses what is recorded, and that choice is
not compared; a mailbox with lists of its own costs a question more each, and its lists stay its own. Accounts that are
excused from auditing are looked for by `exchange.audit_bypass_absent`; mailboxes of groups and of public folders, and
inactive ones, are out of reach and counted. Source: https://learn.microsoft.com/purview/audit-mailboxes (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import HardeningControl
from holdfast.controls.mailboxes import MailboxSettings
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import MailboxAuditing, OrganizationConfig

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "regulatory-compliance.audit-log-on"


class Settings(MailboxSettings):
    """Settings of `exchange.mailbox_auditing_enabled`. The organization's switch is for every mailbox."""


class MailboxAuditingEnabled(HardeningControl[Settings]):
    """The organization's switch, and one rule over all mailboxes."""

    Settings = Settings
    metadata = ControlMetadata(
        title="What is done in mailboxes is recorded",
        duties=(Duty.REGULATORY_COMPLIANCE,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("purview.audit_log_enabled", "exchange.audit_bypass_absent")),),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.EXO.13.1v1"),
            CIS_M365_7_0("6.1.1"),
            CIS_M365_7_0("6.1.2", lacks="actions that Microsoft does not record by default"),
            NIST_800_53_5("AU-12"),
            ISO_27001_2022("A.8.34"),
        ),
        licence="none",
        impact="Nobody notices; what is done in mailboxes is recorded.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the organization's switch and the rule."""
        options = self.child_options(protects_data=True)
        organization = OrganizationConfig(
            self.child_name("organization"), mailbox_auditing=True, opts=options
        )
        MailboxAuditing(
            self.child_name("rule"),
            mailbox_types=self.settings.types_on_the_wire,
            excluded_mailboxes=self.settings.excluded_mailboxes or None,
            opts=options,
        )
        return {"mailboxAuditing": organization.mailbox_auditing}
