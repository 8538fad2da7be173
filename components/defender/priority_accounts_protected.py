"""Who is attacked most is protected most.

What is enforced: priority account protection is on for the tenant, and each account that is named bears the tag of
priority accounts: its mail is looked at as that of executives is, and reports and alerts show it apart. An account that
loses the tag shows as drift, until the next apply. Whoever bears it and is not named keeps it.

Why: fraud and phishing are written for few people, those who may pay, sign, or administer. What stands out in the mail
of one of them is ordinary in that of everybody.

Who is affected: nobody notices; more of what is forged is held back from those who are named.

How to roll back: tag and setting stay when the control is removed. By hand: `Set-User -VIP $false -Identity ACCOUNT`,
`Set-EmailTenantSettings -EnablePriorityAccountProtection $false`.

Licence: Defender for Office 365 Plan 2 (THREAT_INTELLIGENCE); the control does not apply to a tenant without. Limits:
250 accounts at most, each with a mailbox; a tag takes up to eight hours to act. Who was named rightly only the client
knows. That alerts tell somebody of what reaches them, and that the strict preset is for them, which CIS asks besides in
2.4.1 and 2.4.2, is not looked at. Source:
https://learn.microsoft.com/defender-office-365/priority-accounts-turn-on-priority-account-protection (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.identifiers import Addresses
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import EmailTenantSettings, PriorityAccounts

if TYPE_CHECKING:
    import pulumi


def _nobody(accounts: list[str]) -> str:
    return "" if accounts else "no account is named: it protects nobody more"


class Settings(ChosenSettings):
    """Settings of `defender.priority_accounts_protected`."""

    accounts: Annotated[Addresses, KEEPS_ALL, FallsShort(_nobody)] = Field(
        default=[], max_length=250, examples=[["ana@fabrikam.example", "ben@fabrikam.example"]]
    )
    """User principal names of the accounts, such as those of executives and administrators."""


class PriorityAccountsProtected(ChosenControl[Settings]):
    """The tenant's switch, and one rule over the accounts that are named."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Who is attacked most is protected most",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.priority-accounts-protected",),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("SI-3"), NIST_800_53_5("SI-8")),
        licence="THREAT_INTELLIGENCE",
        impact="Nobody notices; more of what is forged is held back from those who are named.",
        rollback="Tags and the setting stay when the control is removed; they are taken away by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the switch and the rule, unless the control is off; the rule only where somebody is named."""
        if not self.settings.enabled:
            return {}
        EmailTenantSettings(
            self.child_name("protection"),
            priority_account_protection=True,
            opts=self.child_options(protects_data=True),
        )
        if self.settings.accounts:
            PriorityAccounts(
                self.child_name("accounts"),
                accounts=self.settings.accounts,
                opts=self.child_options(protects_data=True),
            )
        return {}
