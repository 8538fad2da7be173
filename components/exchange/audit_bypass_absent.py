"""Nobody is excused from the auditing of mailboxes.

What is enforced: one rule over every account that Exchange knows: what it does in mailboxes is recorded. An account
that is excused later breaks the rule, and shows as drift, until the next apply.

Why: whoever reads in mailboxes for months excuses the account first, with one cmdlet. Nothing of it shows in any
mailbox's settings, and the log is silent about all that the account does, in its own mailbox and in others'.

Who is affected: nobody notices. Migration and backup software that was excused for the amount that it records is
recorded again; an account that has to stay excused is named in the client file.

How to roll back: the settings stay when the control is removed. By hand: `Set-MailboxAuditBypassAssociation
-AuditBypassEnabled $true`.

Licence: none. Limits: accounts are named as Exchange names them, which is not the sign-in name; two may have one name,
and the id tells them apart. What was not recorded stays unrecorded. Source:
https://learn.microsoft.com/powershell/module/exchange/set-mailboxauditbypassassociation (2026-11-27).
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
from holdfast.provider.resources import AuditBypass

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "regulatory-compliance.audit-log-on"


class Settings(ControlSettings):
    """Settings of `exchange.audit_bypass_absent`."""

    excluded_accounts: Annotated[list[str], Narrows("accounts", counted_as=Reason.EXCLUDED)] = []
    """Names of accounts, as Exchange names them, or their ids, that the rule leaves out."""


class AuditBypassAbsent(HardeningControl[Settings]):
    """One rule over all accounts."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Nobody is excused from the auditing of mailboxes",
        duties=(Duty.REGULATORY_COMPLIANCE,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("purview.audit_log_enabled", "exchange.mailbox_auditing_enabled")),),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("6.1.3"),
            NIST_800_53_5("AU-3"),
            NIST_800_53_5("AU-12"),
            ISO_27001_2022("A.8.34"),
        ),
        licence="none",
        impact="Nobody notices; software that was excused is recorded again.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        AuditBypass(
            self.child_name("accounts"),
            excluded_accounts=self.settings.excluded_accounts or None,
            opts=self.child_options(protects_data=True),
        )
        return {}
